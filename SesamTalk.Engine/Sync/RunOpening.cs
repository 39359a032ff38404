using Microsoft.Extensions.Options;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Connectors.Elements;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;

namespace SesamTalk.Engine.Sync;

/// <summary>Opens both systems of a dataflow and asks readiness which pairs may run.</summary>
internal sealed class RunOpening(SystemStore systems, ConnectorCatalog catalog, SafetyPieces pieces, TimeProvider clock)
{
    public async Task<OpenRun> OpenAsync(Run run, Dataflow dataflow, IProgress<RunProgress>? progress, OpenDoors doors, CancellationToken cancellation)
    {
        if (dataflow.PausedBecause is { } reason) throw new RunEnd(RunOutcome.Failed, $"The dataflow is paused: {reason}");
        var a = await DescribeAsync(dataflow, Side.A, doors, cancellation);
        var b = await DescribeAsync(dataflow, Side.B, doors, cancellation);
        var report = Readiness.Check(dataflow, a, b);
        if (report.Ready.IsEmpty) throw new RunEnd(RunOutcome.Failed, report.Problems.IsEmpty ? "The dataflow has no pairs." : $"No pair is ready: {report.Problems[0].Sentence}");
        var elements = report.Ready.Select(ready => PartPairs.ParentOf(ready, report.Ready) is { } part && PartAsRecord.ElementsOf(ready, part) is { } found ? (Side: part.Side.Other(), Found: found) : default)
            .Where(found => found.Found is not null).DistinctBy(found => (found.Side, found.Found.Name)).ToLookup(found => found.Side, found => found.Found);
        var pairs = report.Ready.Select(ready => new PairRules(dataflow, PartAsRecord.Of(ready, report.Ready)));
        return new OpenRun(run, dataflow, ElementDoor.Over(doors.A!, [.. elements[Side.A]]), ElementDoor.Over(doors.B!, [.. elements[Side.B]]), [.. pairs], progress, clock, pieces);
    }

    private async Task<SystemDescription?> DescribeAsync(Dataflow dataflow, Side side, OpenDoors doors, CancellationToken cancellation)
    {
        var name = dataflow.On(side).Name;
        var system = dataflow.On(side).SystemId is { } id ? await systems.FindAsync(id, cancellation) : null;
        if (system is null) throw new RunEnd(RunOutcome.Failed, $"{name} is not connected to a system yet. Connect it, then run again.");
        try
        {
            doors.Put(side, catalog.Open(system));
        }
        catch (SettingsException error)
        {
            throw new RunEnd(RunOutcome.Failed, error.Message);
        }

        var answer = await doors.On(side)!.DescribeAsync(cancellation);
        return answer.Is(out var description, out var refused) ? description : throw RunEnd.Of(name, "asked what it holds", refused);
    }
}

/// <summary>The two connectors of a run, closed with it.</summary>
internal sealed class OpenDoors : IAsyncDisposable
{
    public IConnector? A { get; private set; }

    public IConnector? B { get; private set; }

    public IConnector? On(Side side) => side == Side.A ? A : B;

    public void Put(Side side, IConnector connector)
    {
        if (side == Side.A) A = connector;
        else B = connector;
    }

    public async ValueTask DisposeAsync()
    {
        if (A is not null) await A.DisposeAsync();
        if (B is not null) await B.DisposeAsync();
    }
}
