using System.Collections.Immutable;
using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;

namespace SesamTalk.Engine.Sync;

/// <summary>The deciding half of a run, from what was read to a plan. Preview, exact plan, undo and run share it; it writes nothing.</summary>
internal sealed class RunPlanning(SyncMemory memory, LinkHistory history, Identifiers ids)
{
    /// <summary>Joins what was read with what is remembered, pair by pair, parents first; for an undoing, what the journal holds.</summary>
    public async Task<Matched> MatchAsync(OpenRun run, Readings readings, Meant meant, CancellationToken cancellation)
    {
        if (meant.Undoes is { } scope) return new Matched([], await new UndoPlanner(run, history, memory).PlanAsync(scope, cancellation));
        var builder = new CaseBuilder(run, readings, new LookUps(run), memory, ids);
        var cases = new List<PairCases>();
        foreach (var rules in run.Pairs)
        {
            run.Tell(RunStep.Matching, rules.Pair.Id);
            cases.Add(await builder.BuildAsync(rules, cancellation));
            run.Tell(RunStep.Matching, rules.Pair.Id, cases[^1].Cases.Length, cases[^1].Cases.Length);
        }

        return new Matched(cases, null);
    }

    /// <summary>Maps both records of every case into one shape, merges them property by property, and plans what follows.</summary>
    public async Task<Planned> MergeAsync(OpenRun run, Matched matched, CancellationToken cancellation)
    {
        var book = new ReferenceBook();
        var planner = new Planner(run, book, ids);
        if (matched.Undone is { } undone) return undone with { Planner = planner, Book = book };
        foreach (var entry in await memory.UnlinkedAsync(run.Dataflow.Id, cancellation))
            if (run.Pairs.FirstOrDefault(pair => pair.Pair.Id == entry.PairId) is { } taking) planner.NoteOutside(taking, entry.Side, entry.Id, entry);
        planner.Wanted = new Reachability(run, matched.Cases).Wanted();
        await new AsidePlanning(run, memory, planner).NoteHomeAsync(matched.Cases, planner, cancellation);
        planner.IsAside = (side, entity, id) => matched.Cases.Any(pair => pair.Rules.Ready.On(side).Name == entity && pair.Aside is { } aside && aside.Holds(side, id));
        var plans = ImmutableArray.CreateBuilder<PairPlan>();
        foreach (var pair in matched.Cases)
        {
            run.Tell(RunStep.Planning, pair.Rules.Pair.Id, 0, pair.Cases.Length);
            await new BookKeeping(run, memory).FillAsync(book, pair, cancellation);
            plans.Add(planner.Plan(pair));
            run.Tell(RunStep.Planning, pair.Rules.Pair.Id, pair.Cases.Length, pair.Cases.Length);
        }

        var plan = new SyncPlan(planner.WithoutCircles(matched.Cases, plans.ToImmutable()));
        if (run.Run.Kind == RunKind.Rebuild) plan = LinksOnly.Of(plan);
        if (run.Pieces.Brakes) plan = ManyGone.Ask(plan, run.Dataflow, run.Now);
        return new Planned(matched.Cases, SecondPerson.Ask(plan, run.Dataflow.Limits, run.Now), []) { Planner = planner, Book = book };
    }

    /// <summary>The plan with everything in it that was set aside.</summary>
    public async Task<Planned> WholeAsync(OpenRun run, Readings readings, Meant meant, CancellationToken cancellation)
    {
        readings.TakeBack();
        return await MergeAsync(run, await MatchAsync(run, readings, meant, cancellation), cancellation);
    }
}

/// <summary>The cases of all pairs; or, for an undoing, what it comes to.</summary>
internal sealed record Matched(IReadOnlyList<PairCases> Cases, Planned? Undone);

/// <summary>What a run means to do, with what is needed to carry it out.</summary>
/// <param name="Cases">The cases of all pairs.</param>
/// <param name="Plan">The plan, with the pairs in the same order.</param>
/// <param name="Left">What an undoing leaves as it is, each with its reason.</param>
internal sealed record Planned(IReadOnlyList<PairCases> Cases, SyncPlan Plan, IReadOnlyList<StoredPlanItem> Left)
{
    /// <summary>Plans an item anew when what it waits for has been created.</summary>
    public Planner Planner { get; init; } = null!;

    /// <summary>The links that its references go by.</summary>
    public ReferenceBook Book { get; init; } = null!;

    /// <summary>Whether some of it is planned only when its turn comes.</summary>
    public bool HasAside => Cases.Any(pair => pair.Aside is not null);

    /// <summary>The new parts that go out with their new wholes.</summary>
    public PartsAlong Parts => field ??= new PartsAlong(Cases, Plan);
}
