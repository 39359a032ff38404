using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;

namespace SesamTalk.Engine.Sync;

/// <summary>
/// A system may give a new record the id of a deleted one. The deleted one's link makes room for the new one's and stays what it is:
/// what a person is asked about it is still asked, and what was deleted is not made anew.
/// </summary>
/// <param name="Former">The links that make room, as they are from now on.</param>
/// <param name="Gone">Items that linked a record which is gone by now: its id was given to one that this run made.</param>
internal sealed record GivenAgain(IReadOnlyList<Link> Former, IReadOnlyDictionary<PlanItem, Side> Gone)
{
    /// <summary>No id was given again.</summary>
    public static readonly GivenAgain None = new([], new Dictionary<PlanItem, Side>());

    /// <summary>What the new links of a batch meet.</summary>
    public static async Task<GivenAgain> FindAsync(OpenRun run, PairRules rules, SyncMemory memory, PlanItem[] items, IEnumerable<(PlannedWrite Write, WriteEntry Entry, WriteResult Result)> results)
    {
        var created = results.Where(r => r.Write.Act == WriteAct.Create && r.Result.IsDone).ToDictionary(r => (r.Write.Side, Id: r.Result.Id!.Value), r => r.Write.LinkId);
        var met = items.Where(item => item is { IsNewLink: true, Link: not null }).SelectMany(item => Ends(item.Link!), (item, end) => (Item: item, End: end)).Where(one => one.End.Id.Text is not null).ToList();
        var gone = met.Where(one => created.TryGetValue(one.End, out var link) && link != one.Item.Link!.Id).DistinctBy(one => one.Item).ToDictionary(one => one.Item, one => one.End.Side);
        var former = new Dictionary<Guid, Link>();
        foreach (var ids in created.Keys.Concat(met.Where(one => !gone.ContainsKey(one.Item)).Select(one => one.End)).GroupBy(end => end.Side, end => end.Id))
        {
            foreach (var (id, link) in await memory.LinksAsync(run.Dataflow.Id, rules.Pair.Id, ids.Key, [.. ids], CancellationToken.None))
            {
                if (items.Any(item => item.Replaces?.Id == link.Id || item.LetsGo.Any(old => old.Id == link.Id) || (item.IsNewLink && item.Link?.Id == link.Id))) continue;
                if (created.ContainsKey((ids.Key, id)) || !run.Made.Contains((rules.Pair.Id, ids.Key, id))) former[link.Id] = MakesRoom(run.Dataflow, former.GetValueOrDefault(link.Id, link), ids.Key, run.Now);
                else gone[met.First(one => one.End == (ids.Key, id)).Item] = ids.Key;
            }
        }

        foreach (var ids in created.Keys.GroupBy(end => end.Side, end => end.Id))
            foreach (var link in await OfSiblingsAsync(run, rules, memory, ids.Key, [.. ids], CancellationToken.None)) former[link.Id] = MakesRoom(run.Dataflow, former.GetValueOrDefault(link.Id, link), ids.Key, run.Now);
        run.Made.UnionWith(created.Keys.Select(end => (rules.Pair.Id, end.Side, end.Id)));
        foreach (var link in former.Values) run.Former[link.Id] = link;
        return new GivenAgain([.. former.Values], gone);
    }

    /// <summary>The link of a deleted record whose id was given again, as it is from now on.</summary>
    public static Link MakesRoom(Dataflow dataflow, Link link, Side side, DateTimeOffset now)
    {
        var former = FormerId.Of(link.On(side), link.Id);
        var apart = side == Side.A ? link with { A = former } : link with { B = former };
        // What is asked stays asked; a deletion that no run has seen yet is met by the next one.
        return link.State is Population.Deleted or Population.Paused or Population.Conflict ? apart : apart with
        {
            State = Population.Waiting, Reason = Reason.Of(ReasonCodes.IdGivenAgain, dataflow.On(side).Name), AsksPerson = false, Tries = 0, NextTryAt = null, Tried = null, ChangedAt = now,
        };
    }

    /// <summary>
    /// The links that other pairs of the same entity have for ids which were given just now: whatever they linked is gone. Aspects
    /// share their records, and their links.
    /// </summary>
    public static async Task<IReadOnlyList<Link>> OfSiblingsAsync(OpenRun run, PairRules rules, SyncMemory memory, Side side, IReadOnlyCollection<RecordId> ids, CancellationToken cancellation)
    {
        var links = new List<Link>();
        foreach (var sibling in run.Pairs.Where(pair => pair.Pair.Id != rules.Pair.Id && pair.Ready.On(side).Name == rules.Ready.On(side).Name && !Taking.AreAspects(pair, rules)))
            links.AddRange((await memory.LinksAsync(run.Dataflow.Id, sibling.Pair.Id, side, ids, cancellation)).Values);
        return links;
    }

    private static IEnumerable<(Side Side, RecordId Id)> Ends(Link link) => [(Side.A, link.A), (Side.B, link.B)];
}
