using System.Collections.Immutable;
using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Merging;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Sync;

/// <summary>
/// Lets a person's decisions speak where merging would ask: only while both sides still look as the person saw them, or
/// already as the person wants them. Pure.
/// </summary>
internal sealed class DecidedGroups(PairRules rules, ReferenceBook book)
{
    private static readonly ImmutableArray<KeyValuePair<string, object?>> None = [];

    private readonly GroupMapping _groups = new(rules.Mapper, book);

    /// <summary>What became of the decisions: those that speak, by group, and those that no longer fit.</summary>
    internal sealed record Sorted(ImmutableDictionary<string, PersonDecision> Fits, ImmutableArray<PersonDecision> Over);

    /// <summary>Which decisions fit what is there now.</summary>
    public Sorted Sort(PlanCase.Linked linked, MergeInput input)
    {
        // The decision to link two records speaks of no group; it is carried out with the link.
        if (linked.IsNew) return new Sorted(ImmutableDictionary<string, PersonDecision>.Empty, []);
        var ofGroups = linked.Decisions.Where(d => d.Subject != PersonDecision.Deletion).ToList();
        var fits = ofGroups.Where(d => rules.Mapper.Groups.FirstOrDefault(g => g.Key == d.Subject) is { } group && Fits(linked, d, group, input)).ToImmutableDictionary(d => d.Subject);
        return new Sorted(fits, [.. linked.Decisions.Where(d => !fits.ContainsValue(d))]);
    }

    /// <summary>The policies that decisions for one side come to.</summary>
    public static ImmutableDictionary<string, ConflictPolicy> Policies(Sorted sorted) =>
        sorted.Fits.Values.Where(d => d.Choice is DecisionChoice.TakeA or DecisionChoice.TakeB)
            .ToImmutableDictionary(d => d.Subject, d => d.Choice == DecisionChoice.TakeA ? ConflictPolicy.AWins : ConflictPolicy.BWins);

    /// <summary>What merging came to, with the decided values in place.</summary>
    public Merged Apply(PlanCase.Linked linked, Merged merged, Sorted sorted, MergeInput input) => sorted.Fits.IsEmpty
        ? merged
        : new Merged([.. merged.Groups.Select(g => (g.Group, sorted.Fits.TryGetValue(g.Group.Key, out var decision) ? Decided(linked, decision, g.Group, g.Outcome, input) : g.Outcome))]);

    private GroupOutcome Decided(PlanCase.Linked linked, PersonDecision decision, RowGroup group, GroupOutcome outcome, MergeInput input)
    {
        var because = Reason.Of(ReasonCodes.DecidedBy, decision.By);
        if (decision.Choice is DecisionChoice.TakeA or DecisionChoice.TakeB)
        {
            var loser = decision.Choice == DecisionChoice.TakeA ? Side.B : Side.A;
            if (outcome is GroupOutcome.Write write && write.To == loser) return write with { Because = because, Overruled = null };
            if (outcome is GroupOutcome.WriteBoth both) return both with { Because = because, Overruled = null };
            if (outcome is GroupOutcome.Unchanged or GroupOutcome.Agreed) return outcome;
        }

        var (a, b) = decision.Choice switch
        {
            DecisionChoice.TakeA => (Of(input.A, group.PathsA), None),
            DecisionChoice.TakeB => (None, Of(input.B, group.PathsB)),
            DecisionChoice.TakeBase => (Of(input.BaseA, group.PathsA), Of(input.BaseB, group.PathsB)),
            _ => (decision.ValuesA.Pairs, decision.ValuesB.Pairs),
        };
        if (a.IsEmpty && b.IsEmpty) return outcome;
        if (a.IsEmpty || b.IsEmpty)
        {
            var across = a.IsEmpty ? ToA(group, input, b) : ToB(group, input, a);
            if (across is GroupMap.Waits waits) return new GroupOutcome.Waits(waits.Reference, WaitText.Of(waits.Reference));
            if (across is GroupMap.Cannot cannot) return new GroupOutcome.Asks(ConflictKind.CannotBeExpressed, cannot.Reason);
            if (a.IsEmpty) a = ((GroupMap.Says)across).Values;
            else b = ((GroupMap.Says)across).Values;
        }

        return Outcome(Lacking(linked, decision, Side.A, a, input.A), Lacking(linked, decision, Side.B, b, input.B), because);
    }

    private GroupMap ToB(RowGroup group, MergeInput input, ImmutableArray<KeyValuePair<string, object?>> own) =>
        _groups.ToB(group, rules.Mapper.Map(input.A.With(own), Side.B, book));

    private GroupMap ToA(RowGroup group, MergeInput input, ImmutableArray<KeyValuePair<string, object?>> own)
    {
        var b = input.B.With(own);
        return _groups.ToA(group, rules.Mapper.Map(b, Side.A, book), b, input.A, group.PathsB);
    }

    private static GroupOutcome Outcome(ImmutableArray<KeyValuePair<string, object?>> a, ImmutableArray<KeyValuePair<string, object?>> b, Reason because) => (a.IsEmpty, b.IsEmpty) switch
    {
        (true, true) => new GroupOutcome.Agreed(),
        (false, true) => new GroupOutcome.Write(Side.A, a, because),
        (true, false) => new GroupOutcome.Write(Side.B, b, because),
        (false, false) => new GroupOutcome.WriteBoth(a, b, because),
    };

    private static ImmutableArray<KeyValuePair<string, object?>> Lacking(PlanCase.Linked linked, PersonDecision decision, Side side, ImmutableArray<KeyValuePair<string, object?>> wanted, Record present) =>
        [.. wanted.Where(value => present.Schema.Find(value.Key) is { IsReadOnly: false, IsKey: false } && !Values.Same(present[value.Key], value.Value) && !IsAccepted(linked, decision, side, value, present))];

    // One side was written already while the other refused: what that system made of the value is not sent to it again at each try.
    private static bool IsAccepted(PlanCase.Linked linked, PersonDecision decision, Side side, KeyValuePair<string, object?> wanted, Record present) => linked.Done.Any(entry =>
        entry.Side == side && entry.IntendedAt >= decision.At && Values.Same(Of(entry.Sent, wanted.Key), wanted.Value) && Values.Same(Of(entry.Accepted, wanted.Key), present[wanted.Key]));

    private static object? Of(ValueMap values, string path) => values.Pairs.Where(value => value.Key == path).Select(value => value.Value).FirstOrDefault(Absent.Instance);

    private static ImmutableArray<KeyValuePair<string, object?>> Of(Record? record, ImmutableArray<string> paths) =>
        record is null ? [] : [.. paths.Select(path => KeyValuePair.Create(path, record[path])).Where(pair => pair.Value is not Absent)];

    // Where nothing moved since both sides last agreed, there is nothing that the person could have missed.
    private static bool Fits(PlanCase.Linked linked, PersonDecision decision, RowGroup group, MergeInput input)
    {
        if (Unchanged(input.A, input.BaseA, group.PathsA) && Unchanged(input.B, input.BaseB, group.PathsB)) return true;
        return Fits(linked, decision, Side.A, decision.SeenA, decision.ValuesA, input.A, group.PathsA) && Fits(linked, decision, Side.B, decision.SeenB, decision.ValuesB, input.B, group.PathsB);
    }

    private static bool Fits(PlanCase.Linked linked, PersonDecision decision, Side side, string? seen, ValueMap wanted, Record record, ImmutableArray<string> paths) =>
        ValueTexts.Of(record, paths) == seen || (!wanted.Pairs.IsEmpty && wanted.Pairs.All(value => Values.Same(record[value.Key], value.Value) || IsAccepted(linked, decision, side, value, record)));

    private static bool Unchanged(Record now, Record? then, ImmutableArray<string> paths) => then is not null && paths.All(path => Values.Same(now[path], then[path]));
}
