using System.Collections.Immutable;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Merging;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Storage;

namespace SesamTalk.Engine.Sync;

/// <summary>Reads both records of a link and says of each property how it stands and what the next run would do. Writes nothing anywhere, not even here.</summary>
public sealed class LinkLooks
{
    private readonly PlannedLook _look;
    private readonly DecisionStore _store;

    internal LinkLooks(PlannedLook look, DecisionStore store) => (_look, _store) = (look, store);

    /// <summary>Both records now. The answer has no link, and a reason, where a system does not answer or the link is gone.</summary>
    public async Task<LookAnswer> OfAsync(Guid linkId, CancellationToken cancellation = default)
    {
        if (await _store.LinkAsync(linkId, cancellation) is not { } link) return new LookAnswer(null, Reason.Of(ReasonCodes.MovedNothing));
        return await _look.AsAsync(link.DataflowId, run => run.Only = [linkId], null, (run, planned) => Said(run, planned, link), reason => new LookAnswer(null, reason), cancellation);
    }

    private static LookAnswer Said(OpenRun run, Planned planned, Link link)
    {
        var pair = planned.Cases.FirstOrDefault(cases => cases.Cases.OfType<PlanCase.Linked>().Any(one => one.Link.Id == link.Id));
        if (pair?.Cases.OfType<PlanCase.Linked>().First(one => one.Link.Id == link.Id) is not { } linked) return new LookAnswer(null, Reason.Of(ReasonCodes.MovedNothing));
        var looked = Looked(planned, pair, linked with { Link = link });
        return new LookAnswer(looked with { Properties = [.. looked.Properties.Select(property => property with { PairsA = PairsOf(run, Side.A, property.EntitiesA), PairsB = PairsOf(run, Side.B, property.EntitiesB) })] });
    }

    private static ImmutableArray<string> PairsOf(OpenRun run, Side side, ImmutableArray<string> entities) =>
        entities.IsEmpty ? [] : [.. run.Pairs.Where(pair => entities.Contains(pair.Ready.On(side).Name)).Select(pair => pair.Pair.Id)];

    /// <summary>Both records of a link with the state of each property; no properties where a record is gone.</summary>
    internal static LookedLink Looked(Planned planned, PairCases pair, PlanCase.Linked linked)
    {
        var looked = new LookedLink(linked.Link, [], linked.A?.Record is null, linked.B?.Record is null, linked.A?.At, linked.B?.At) { HasBase = linked.Baseline is not null };
        if (linked.A?.Record is not { } a || linked.B?.Record is not { } b) return looked;
        var input = new MergeInput(a, b, linked.Baseline?.A, linked.Baseline?.B, linked.A.At, linked.B.At);
        var merged = new Merger(pair.Rules.Mapper, planned.Book, pair.Rules.Policies).Merge(input);
        var states = new PropertyStates(pair.Rules, planned.Book, input, linked);
        return looked with { Properties = [.. merged.Groups.Select(group => states.Of(group.Group, group.Outcome))] };
    }
}
