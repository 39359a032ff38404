using System.Collections.Immutable;
using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Sync;

/// <summary>
/// Tells a deleted record that shows up again from another one to which its system has given its id: the same record says something
/// that it said before, by a key or in words. Another one is none of the link's, and must not be written over its partner. Pure.
/// </summary>
internal static class Returned
{
    /// <summary>The side on which another record stands under the deleted one's id; null where nothing was deleted, or it is the same again.</summary>
    public static Side? Another(PairRules rules, PlanCase.Linked linked)
    {
        if (linked.IsNew || linked.IsMoved || linked.IsTooFresh || linked.Baseline is not { } agreed || !WasGone(linked)) return null;
        if (linked.A?.Record is { } a && IsAnother(rules, Side.A, a, agreed.A)) return Side.A;
        return linked.B?.Record is { } b && IsAnother(rules, Side.B, b, agreed.B) ? Side.B : null;
    }

    /// <summary>The deleted record's link stays what it is, and the other record is looked at by the next run as one without a partner.</summary>
    public static PlanItem Apart(PairRules rules, PlanCase.Linked linked, Side side, DateTimeOffset now) => new()
    {
        PairId = rules.Pair.Id, Link = GivenAgain.MakesRoom(rules.Dataflow, linked.Link, side, now) with { ChangedAt = now }, MovesLink = true,
        Unlinked = new UnlinkedRecord
        {
            DataflowId = rules.Dataflow.Id, PairId = rules.Pair.Id, Side = side, Id = linked.Link.On(side), Label = rules.LabelOf(side, (side == Side.A ? linked.A : linked.B)!.Record),
            State = Population.Waiting, Reason = Reason.Of(ReasonCodes.HasFormerId), SeenAt = now,
        },
    };

    // Where only one of the two was gone, the other one is what it was, however much it was edited.
    private static bool WasGone(PlanCase.Linked linked) => linked.A?.Record is null || linked.B?.Record is null
        ? linked.Link.State == Population.Deleted && linked.Link.Reason.Has(ReasonCodes.DeletedInBoth)
        : linked.Link.State == Population.Deleted || linked.Open.Any(conflict => conflict.Subject == PersonDecision.Deletion) || (linked.Link.State == Population.Paused && linked.Link.Reason.Has(ReasonCodes.LeftApart));

    private static bool IsAnother(PairRules rules, Side side, Record now, Record agreed)
    {
        var (keys, former) = (MatchKey.Of(now, side, rules.Pair.Keys), MatchKey.Of(agreed, side, rules.Pair.Keys));
        var (words, said) = (Words(rules, side, now), Words(rules, side, agreed));
        return keys.Length + words.Length > 0 && former.Length + said.Length > 0 && !keys.Intersect(former).Any() && !words.Intersect(said).Any();
    }

    private static ImmutableArray<(string Path, string Word)> Words(PairRules rules, Side side, Record record) =>
        [.. rules.Mapper.Groups.SelectMany(group => group.PathsOn(side)).Distinct().Where(path => record.Schema.Find(path) is { Type: PropertyType.Text, IsKey: false, IsReference: false } && !Values.IsBlank(record[path]))
            .Select(path => (path, ((string)record[path]!).Trim()))];
}
