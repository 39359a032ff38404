using System.Collections.Immutable;
using Microsoft.Extensions.Options;
using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;

namespace SesamTalk.Engine.Sync;

/// <summary>The steps that a run is made of, each a few lines over the class that knows it.</summary>
internal sealed class RunParts(
    DataflowStore dataflows, RunOpening opening, SyncMemory memory, RunJournal journal, Leases leases, PopulationCounts populations, DecisionStore decisions,
    LinkHistory history, PlanKeeping plans,
    Identifiers ids, FullReads fullReads, Executor executor, IOptions<SyncOptions> options, SafetyPieces pieces, TimeProvider clock)
{
    public Identifiers Ids => ids;

    public Executor Executor => executor;

    public PlanKeeping Plans => plans;

    public async Task<Run> BeginAsync(SyncRequest request, CancellationToken cancellation)
    {
        var dataflow = await dataflows.FindAsync(request.DataflowId, cancellation) ?? throw new ArgumentException($"There is no dataflow {request.DataflowId}.", nameof(request));
        var run = new Run
        {
            Id = request.RunId ?? ids.New(), DataflowId = dataflow.Id, DefinitionVersion = dataflow.Version, Kind = request.Kind, Trigger = request.Trigger,
            StartedBy = request.StartedBy, StartedAt = clock.GetUtcNow(),
        };
        await journal.BeginAsync(run, cancellation);
        return run;
    }

    public DataflowLease Lease(Run run) => new(leases, run.DataflowId, pieces.Lease ? run.Id : null, options.Value.LeaseTime, clock);

    public Task CloseAbandonedAsync(Run run, CancellationToken cancellation) => journal.CloseAbandonedAsync(run, cancellation);

    public async Task<OpenRun> OpenAsync(Run run, IProgress<RunProgress>? progress, OpenDoors doors, CancellationToken cancellation)
    {
        var dataflow = await dataflows.VersionAsync(run.DataflowId, run.DefinitionVersion, cancellation);
        var open = await opening.OpenAsync(run, dataflow!, progress, doors, cancellation);
        open.Decisions = await decisions.WaitingAsync(run.DataflowId, cancellation);
        return open;
    }

    /// <summary>A dry run writes nothing anywhere, so it settles nothing either.</summary>
    public Task RecoverAsync(OpenRun run, CancellationToken cancellation) =>
        run.Run.Kind == RunKind.DryRun || !pieces.RecoveryLookUp ? Task.CompletedTask : new Recovery(journal, memory).SettleAsync(run, cancellation);

    public async Task<Readings> ReadAsync(OpenRun run, CancellationToken cancellation)
    {
        var lag = run.Pairs.SelectMany(pair => new[] { pair.Ready.A, pair.Ready.B }).Max(entity => entity.Capabilities.ReadLag);
        if (lag > TimeSpan.Zero) run.JustWritten = await memory.WrittenSinceAsync(run.Dataflow.Id, run.Run.StartedAt - lag, cancellation);
        var readings = await new ChangeReader(memory, fullReads).ReadAsync(run, cancellation);
        run.Counts = run.Counts with { ReadA = readings.Count(Side.A), ReadB = readings.Count(Side.B) };
        return readings;
    }

    public async Task<(List<PairCases> Cases, SyncPlan Plan, List<StoredPlanItem> Left)> PlanAsync(OpenRun run, Readings readings, ReferenceBook book, Planner planner, CancellationToken cancellation)
    {
        var builder = new CaseBuilder(run, readings, new LookUps(run), memory, ids);
        foreach (var entry in await memory.UnlinkedAsync(run.Dataflow.Id, cancellation))
            if (run.Pairs.FirstOrDefault(pair => pair.Pair.Id == entry.PairId) is { } taking) planner.NoteOutside(taking, entry.Side, entry.Id, entry);
        var (cases, plans) = (new List<PairCases>(), ImmutableArray.CreateBuilder<PairPlan>());
        foreach (var rules in run.Pairs)
        {
            run.Tell(RunStep.Planning, rules.Pair.Id, cases.Count, run.Pairs.Length);
            cases.Add(await builder.BuildAsync(rules, cancellation));
        }

        planner.Wanted = new Reachability(run, cases).Wanted();
        foreach (var pair in cases)
        {
            await new BookKeeping(run, memory).FillAsync(book, pair, cancellation);
            plans.Add(planner.Plan(pair));
        }

        return (cases, SecondPerson.Ask(new SyncPlan(planner.WithoutCircles(cases, plans.ToImmutable())), run.Dataflow.Limits, run.Now), []);
    }

    /// <summary>The version of a definition as it is now. Ends where there is no such dataflow.</summary>
    public async Task<int> VersionAsync(string dataflowId, CancellationToken cancellation) =>
        (await dataflows.FindAsync(dataflowId, cancellation))?.Version ?? throw new RunEnd(RunOutcome.Failed, $"There is no dataflow {dataflowId}.");

    public Task<(List<PairCases> Cases, SyncPlan Plan, List<StoredPlanItem> Left)> PlanUndoAsync(OpenRun run, UndoScope scope, CancellationToken cancellation) =>
        new UndoPlanner(run, history, memory).PlanAsync(scope, cancellation);

    public Task MoveCursorsAsync(OpenRun run, Readings readings, CancellationToken cancellation)
    {
        var moves = readings.All.Where(r => r.Cursor is not null).Select(r => new CursorMove(run.Dataflow.Id, r.Side, r.Entity.Name, r.Cursor))
            .Concat(readings.All.Where(r => r.IsFull).Select(r => FullReads.Mark(run, r))).ToList();
        return journal.RecordAsync(new JournalBatch { DataflowId = run.Dataflow.Id, Cursors = moves }, cancellation);
    }

    public async Task<Run> EndAsync(Run run, OpenRun open, CancellationToken cancellation)
    {
        var needsYou = (await populations.OfAsync(run.DataflowId, cancellation)).All.Of(Headline.NeedsYou);
        var outcome = needsYou > 0 ? RunOutcome.DoneWithConflicts : open.Counts.Writes + open.Counts.Linked > 0 ? RunOutcome.Done : RunOutcome.NothingToDo;
        return run with { Outcome = outcome, Reason = needsYou > 0 ? $"{needsYou} records need a person" : "", Counts = open.Counts };
    }

    public async Task<Run> CloseAsync(Run run)
    {
        run = run with { EndedAt = clock.GetUtcNow() };
        await journal.EndAsync(run, CancellationToken.None);
        return run;
    }
}
