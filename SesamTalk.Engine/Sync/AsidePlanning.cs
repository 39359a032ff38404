using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Storage;

namespace SesamTalk.Engine.Sync;

/// <summary>
/// Plans new records that were set aside, so many at a time, when the turn of their pair has come: by the planner of the run, with
/// a book of its own of what they refer to. What they could wait for is there by then, or does not come in this run.
/// </summary>
internal sealed class AsidePlanning(OpenRun run, SyncMemory memory, Planner planner)
{
    /// <summary>What the cases come to.</summary>
    public async Task<List<PlanItem>> PlanAsync(PairCases cases, CancellationToken cancellation)
    {
        var book = new ReferenceBook();
        var some = planner.With(book);
        await new BookKeeping(run, memory).FillAsync(book, cases, cancellation);
        await NoteHomeAsync([cases], some, cancellation);
        return some.PlanInTurn(cases);
    }

    /// <summary>Tells a planner which records without a partner the other system has already, over other dataflows.</summary>
    public async Task NoteHomeAsync(IReadOnlyList<PairCases> cases, Planner told, CancellationToken cancellation)
    {
        var chains = new Chains(memory, run.Dataflow, run.AllDataflows);
        var alone = cases.SelectMany(pair => pair.Cases.OfType<PlanCase.Alone>().Select(one => (one.Side, Entity: pair.Rules.Ready.On(one.Side).Name, one.Record.Id)));
        foreach (var place in alone.GroupBy(one => (one.Side, one.Entity), one => one.Id))
            told.Home.UnionWith((await chains.HomeAsync(place.Key.Side, place.Key.Entity, [.. place], cancellation)).Select(id => (place.Key.Side, place.Key.Entity, id)));
    }
}
