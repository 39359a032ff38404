using System.Collections.Immutable;
using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Merging;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Sync;

/// <summary>Says how each property group of two records stands. Pure.</summary>
internal sealed class PropertyStates(PairRules rules, ReferenceBook book, MergeInput input, PlanCase.Linked linked)
{
    // Met as for the first time, what says the same agrees.
    private readonly Lazy<Merged> _met = new(() => new Merger(rules.Mapper, book, rules.Policies).Merge(input with { BaseA = null, BaseB = null }));

    /// <summary>The group with its values and its state.</summary>
    public LookedProperty Of(RowGroup group, GroupOutcome outcome)
    {
        var (a, b) = (ValueTexts.Of(input.A, group.PathsA), ValueTexts.Of(input.B, group.PathsB));
        var (state, because) = StateOf(group, outcome);
        return new LookedProperty(group.Key, group.PathsA, group.PathsB)
        {
            HasBase = IsKnown(input.BaseA, group.PathsA) && IsKnown(input.BaseB, group.PathsB),
            BaseA = ValueTexts.Of(input.BaseA, group.PathsA), BaseB = ValueTexts.Of(input.BaseB, group.PathsB), A = a, B = b, State = state, Because = because,
            AfterA = After(outcome, Side.A) is { } toA ? ValueTexts.Of(input.A.With(toA), group.PathsA) : a,
            AfterB = After(outcome, Side.B) is { } toB ? ValueTexts.Of(input.B.With(toB), group.PathsB) : b,
            EditableA = Editable(group, Side.A), EditableB = Editable(group, Side.B), EntitiesA = Entities(group, Side.A), EntitiesB = Entities(group, Side.B),
            List = state == PropertyState.Conflict ? PickableList.Of(rules, book, group, input.A, input.B) : null,
        };
    }

    private (PropertyState State, Reason Because) StateOf(RowGroup group, GroupOutcome outcome)
    {
        if (linked.Open.FirstOrDefault(conflict => conflict.Subject == group.Key && conflict.Kind == ConflictKind.Rejected) is { } refused) return (PropertyState.Rejected, refused.Sentence);
        return outcome switch
        {
            GroupOutcome.Agreed => (PropertyState.Equal, Reason.None),
            GroupOutcome.Write { To: Side.B } write => (PropertyState.ToB, write.Because),
            GroupOutcome.Write write => (PropertyState.ToA, write.Because),
            GroupOutcome.WriteBoth both => (PropertyState.ToBoth, both.Because),
            GroupOutcome.Waits waits => (PropertyState.WaitsForRecord, waits.Reason),
            GroupOutcome.Asks asks => (PropertyState.Conflict, asks.Reason),
            _ => (Quiet(group), Reason.None),
        };
    }

    private PropertyState Quiet(RowGroup group)
    {
        if (group.PathsA.Any(path => input.A[path] is Absent) || group.PathsB.Any(path => input.B[path] is Absent)) return PropertyState.NotRead;
        if (_met.Value.Groups.First(met => met.Group.Key == group.Key).Outcome is GroupOutcome.Agreed) return PropertyState.Equal;
        var (blankA, blankB) = (IsBlank(input.A, group.PathsA), IsBlank(input.B, group.PathsB));
        if (blankA && blankB) return PropertyState.Equal;
        var rows = group.Rows.Select(row => rules.Mapper.Rows[row]).ToList();
        if (rows.TrueForAll(row => row.Rule.Flow != RuleFlow.Both)) return PropertyState.NotSynced;
        if (rows.TrueForAll(row => row.A.IsReadOnly) || rows.TrueForAll(row => row.B.IsReadOnly)) return PropertyState.ReadOnly;
        return (blankA, blankB) switch { (true, _) => PropertyState.OnlyB, (_, true) => PropertyState.OnlyA, _ => PropertyState.Allowed };
    }

    private SchemaProperty? Editable(RowGroup group, Side side) =>
        group.PathsOn(side) is [var path] && (side == Side.A ? input.A : input.B).Schema.Find(path) is { IsReadOnly: false, IsKey: false, IsReference: false, Type: not PropertyType.List } property ? property : null;

    private ImmutableArray<string> Entities(RowGroup group, Side side) =>
        [.. group.Rows.Select(row => rules.Mapper.Rows[row]).Where(row => row.Kind == RowKind.Reference).SelectMany(row => row.On(side).References).Distinct()];

    private static ImmutableArray<KeyValuePair<string, object?>>? After(GroupOutcome outcome, Side side) => outcome switch
    {
        GroupOutcome.Write write when write.To == side => write.Values,
        GroupOutcome.WriteBoth both => side == Side.A ? both.ValuesA : both.ValuesB,
        _ => null,
    };

    private static bool IsKnown(Record? record, ImmutableArray<string> paths) => record is not null && paths.All(path => record[path] is not Absent);

    private static bool IsBlank(Record record, ImmutableArray<string> paths) => paths.All(path => Values.IsBlank(record[path]));
}
