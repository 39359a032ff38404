using SesamTalk.Engine.Dataflows.Editing;
using SesamTalk.Engine.Storage;
using SesamTalk.Engine.Sync;
using SesamTalk.Web.Components.Pages.Dataflows;
using SesamTalk.Web.Components.Shared;

namespace SesamTalk.Web.Components.Pages.Mapping;

/// <summary>Finds what a table is edited over. A system that does not answer soon counts as not described, and as having no samples.</summary>
public sealed class MappingLook(DataflowStore dataflows, ReadinessLook readiness, MappingSamples samples, SystemNames names, TimeProvider clock)
{
    // Who looks on is told who is asked, and can stop it long before.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>The pair as it is stored, before any system is asked; null where there is no such dataflow or pair.</summary>
    public async Task<MappingScene?> StoredAsync(string dataflowId, string pairId, CancellationToken ct) =>
        await dataflows.FindAsync(dataflowId, ct) is { } dataflow && dataflow.Pairs.FirstOrDefault(pair => pair.Id == pairId) is { } pair
            ? new(dataflow, pair, names.Of(dataflow.A), names.Of(dataflow.B))
            : null;

    /// <summary>The same with the fields of both entities, as far as the systems tell them.</summary>
    public async Task<MappingScene> DescribedAsync(MappingScene stored, CancellationToken ct)
    {
        var (a, b) = await readiness.DescribeAsync(stored.Dataflow, Patience, ct);
        return stored with { A = a, B = b, Fields = EditedPair.Of(stored.Dataflow, stored.Pair.Id, a, b) };
    }

    /// <summary>Some records of the pair as they are now, at most so many.</summary>
    public async Task<IReadOnlyList<SamplePair>> SamplesAsync(MappingScene scene, int most, CancellationToken ct)
    {
        if (scene.Fields is null) return [];
        using var soon = new CancellationTokenSource(Patience, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(soon.Token, ct);
        try
        {
            return await samples.OfAsync(scene.Dataflow, scene.Fields.Pair, most, both.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return [];
        }
    }
}
