using SesamTalk.Engine.Dataflows.Editing;
using SesamTalk.Engine.Storage;
using SesamTalk.Engine.Sync;
using SesamTalk.Web.Components.Pages.Dataflows;
using SesamTalk.Web.Components.Shared;

namespace SesamTalk.Web.Components.Pages.Mapping;

/// <summary>Finds what a table is edited over. A system that does not answer soon counts as not described, and as having no samples.</summary>
public sealed class MappingLook(DataflowStore dataflows, ReadinessLook readiness, MappingSamples samples, SystemNames names, TimeProvider clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    /// <summary>The pair and its fields, without samples; null where there is no such dataflow or pair.</summary>
    public async Task<MappingScene?> OfAsync(string dataflowId, string pairId, CancellationToken ct)
    {
        if (await dataflows.FindAsync(dataflowId, ct) is not { } dataflow || dataflow.Pairs.FirstOrDefault(pair => pair.Id == pairId) is not { } pair) return null;
        var (a, b) = await readiness.DescribeAsync(dataflow, ct);
        return new(dataflow, pair, names.Of(dataflow.A), names.Of(dataflow.B)) { A = a, B = b, Fields = EditedPair.Of(dataflow, pairId, a, b) };
    }

    /// <summary>Some records of the pair as they are now.</summary>
    public async Task<IReadOnlyList<SamplePair>> SamplesAsync(MappingScene scene, CancellationToken ct)
    {
        if (scene.Fields is null) return [];
        using var soon = new CancellationTokenSource(Patience, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(soon.Token, ct);
        try
        {
            return await samples.OfAsync(scene.Dataflow, scene.Fields.Pair, both.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return [];
        }
    }
}
