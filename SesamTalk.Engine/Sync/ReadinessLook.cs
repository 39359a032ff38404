using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Storage;

namespace SesamTalk.Engine.Sync;

/// <summary>Asks both systems of a dataflow what they hold, readiness what is still lacking, and each row whether it brings every value back. A system that does not answer soon counts as not described.</summary>
public sealed class ReadinessLook(SystemStore systems, DataflowStore dataflows, ConnectorCatalog catalog, TimeProvider clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>What keeps the dataflow from running, and what should be known. Writes nothing and reads no record.</summary>
    public async Task<ReadinessReport> OfAsync(Dataflow dataflow, CancellationToken ct)
    {
        var (a, b) = await DescribeAsync(dataflow, null, ct);
        var report = Readiness.Check(dataflow, a, b, JoinedElsewhere.Of(dataflow, a, b, await dataflows.AllAsync(ct)));
        return report with { Notes = [.. report.Notes, .. LossyNotes.Of(dataflow, report.Ready)] };
    }

    /// <summary>What the two systems hold; null for one that is not connected or did not answer soon, or in the time that is given.</summary>
    public async Task<(SystemDescription? A, SystemDescription? B)> DescribeAsync(Dataflow dataflow, TimeSpan? patience, CancellationToken ct)
    {
        using var soon = new CancellationTokenSource(patience ?? Patience, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(soon.Token, ct);
        var answers = await Task.WhenAll(DescribeAsync(dataflow.A, both.Token), DescribeAsync(dataflow.B, both.Token));
        ct.ThrowIfCancellationRequested();
        return (answers[0], answers[1]);
    }

    private async Task<SystemDescription?> DescribeAsync(DataflowSide side, CancellationToken ct)
    {
        try
        {
            if (side.SystemId is null || await systems.FindAsync(side.SystemId, ct) is not { } system) return null;
            await using var connector = catalog.Open(system);
            return (await connector.DescribeAsync(ct)).Value;
        }
        catch (Exception error) when (error is OperationCanceledException or SettingsException)
        {
            return null;
        }
    }
}
