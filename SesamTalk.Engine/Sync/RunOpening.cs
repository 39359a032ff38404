using Microsoft.Extensions.Options;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Connectors.Elements;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;
using static SesamTalk.Engine.Reasons.ReasonCodes;

namespace SesamTalk.Engine.Sync;

/// <summary>Opens both systems of a dataflow and asks readiness which pairs may run.</summary>
internal sealed class RunOpening(DataflowStore dataflows, DecisionStore decisions, SystemStore systems, ConnectorCatalog catalog, SameTenant tenant, SafetyPieces pieces, IOptions<SyncOptions> options, TimeProvider clock)
{
    /// <summary>The version of a definition as it is now. Ends where there is no such dataflow.</summary>
    public async Task<int> VersionAsync(string dataflowId, CancellationToken cancellation) =>
        (await dataflows.FindAsync(dataflowId, cancellation))?.Version ?? throw new RunEnd(RunOutcome.Failed, Reason.Of(NoDataflow, dataflowId));

    /// <summary>Opens both systems of the definition that the run goes by, and asks what they hold. A look may go by a definition that is not stored yet.</summary>
    public async Task<OpenSystems> OpenAsync(Run run, OpenDoors doors, CancellationToken cancellation, Func<Dataflow, Dataflow>? redefine = null)
    {
        var stored = (await dataflows.VersionAsync(run.DataflowId, run.DefinitionVersion, cancellation))!;
        var dataflow = redefine is null ? stored : redefine(stored);
        if (dataflow.PausedBecause is { } reason) throw new RunEnd(RunOutcome.Failed, Reason.Of(DataflowPaused, reason));
        dataflow = dataflow with { Limits = dataflow.Limits.WithDeletesAtMost(options.Value.MostDeletedPercent / 100) };
        return new OpenSystems(dataflow, await DescribeAsync(run, dataflow, Side.A, doors, cancellation), await DescribeAsync(run, dataflow, Side.B, doors, cancellation));
    }

    /// <summary>Asks readiness which pairs may run, and puts together what every step has at hand. Ends where no pair may.</summary>
    public async Task<OpenRun> ReadyAsync(Run run, OpenSystems systems, SyncRequest request, OpenDoors doors, IProgress<RunProgress>? progress, CancellationToken cancellation)
    {
        var dataflow = systems.Dataflow;
        var all = await dataflows.AllAsync(cancellation);
        var elsewhere = JoinedElsewhere.Of(dataflow, systems.A, systems.B, all);
        var report = Readiness.Check(dataflow, systems.A, systems.B, elsewhere);
        if (report.Ready.IsEmpty) throw new RunEnd(RunOutcome.Failed, report.Problems.IsEmpty ? Reason.Of(NoPairs) : Reason.Of(NoPairReady, Reason.InBoth(report.Problems[0].In("en"), report.Problems[0].In("nb"))));
        var elements = report.Ready.Select(ready => PartPairs.ParentOf(ready, report.Ready) is { } part && PartAsRecord.ElementsOf(ready, part) is { } found ? (Side: part.Side.Other(), Found: found) : default)
            .Where(found => found.Found is not null).DistinctBy(found => (found.Side, found.Found.Name)).ToLookup(found => found.Side, found => found.Found);
        var pairs = report.Ready.Select(ready => new PairRules(dataflow, PartAsRecord.Of(ready, report.Ready)));
        return new OpenRun(run, dataflow, ElementDoor.Over(doors.A!, [.. elements[Side.A]]), ElementDoor.Over(doors.B!, [.. elements[Side.B]]), [.. pairs], progress, clock, pieces)
        {
            Only = request.Only, OnlyRecords = request.Only is null ? [] : request.Records, ReadsAreCurrent = request is { Only: not null, ReadsAreCurrent: true }, AllDataflows = all, Elsewhere = elsewhere, Decisions = await decisions.WaitingAsync(run.DataflowId, cancellation),
        };
    }

    private async Task<SystemDescription> DescribeAsync(Run run, Dataflow dataflow, Side side, OpenDoors doors, CancellationToken cancellation)
    {
        var name = dataflow.On(side).Name;
        var system = dataflow.On(side).SystemId is { } id ? await systems.FindAsync(id, cancellation) : null;
        if (system is null) throw new RunEnd(RunOutcome.Failed, Reason.Of(NotConnected, name));
        try
        {
            doors.Put(side, catalog.Open(system));
        }
        catch (SettingsException error)
        {
            throw new RunEnd(RunOutcome.Failed, error.Because);
        }

        await tenant.AskAsync(system, doors.On(side)!, run.Kind, cancellation);
        var answer = await doors.On(side)!.DescribeAsync(cancellation);
        return answer.Is(out var description, out var refused) ? description : throw RunEnd.Of(Reason.Of(NotDescribed, name, refused.Because), refused);
    }
}

/// <summary>The definition that a run goes by, and what its systems say that they hold.</summary>
internal sealed record OpenSystems(Dataflow Dataflow, SystemDescription A, SystemDescription B);

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
