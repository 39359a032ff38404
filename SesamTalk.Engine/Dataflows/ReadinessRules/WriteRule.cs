using System.Collections.Immutable;
using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Records;
using static SesamTalk.Engine.Dataflows.ReadinessCodes;

namespace SesamTalk.Engine.Dataflows.ReadinessRules;

/// <summary>Which way rows can really be carried, where systems compute a property, fix it on create, or take no changes at all.</summary>
internal static class WriteRule
{
    public static void Look(PairInQuestion pair, ProblemList found)
    {
        foreach (var row in pair.Rows)
        {
            if (row.Mapped is not { Kind: not RowKind.Identity } mapped) continue;
            var wanted = Wanted(mapped);
            if (wanted.IsEmpty) continue;
            if (wanted.All(side => mapped.On(side).IsReadOnly))
                found.Row(pair, row, RowWritesNothing, row.PathOn(wanted[0].Other()), row.PathOn(wanted[0]), pair.NameOf(wanted[0]));
            else
                foreach (var side in wanted) Limits(pair, row, mapped.On(side), side, found);
        }

        foreach (var side in new[] { Side.A, Side.B })
        {
            if (pair.On(side) is { Capabilities.CanUpdate: false } && pair.Rows.Any(row => row.Mapped?.Carries(side) == true))
                found.Note(pair, null, NoUpdates, pair.EntityOf(side), pair.NameOf(side), pair.NameOf(side.Other()));
        }
    }

    private static void Limits(PairInQuestion pair, RowInQuestion row, SchemaProperty property, Side side, ProblemList found)
    {
        if (property.IsReadOnly) found.Note(pair, row, OneWayOnly, row.PathOn(side), pair.NameOf(side), pair.NameOf(side.Other()));
        else if (property.IsCreateOnly) found.Note(pair, row, OnlyOnCreate, row.PathOn(side), pair.NameOf(side), pair.NameOf(side.Other()));
    }

    // The sides that the row wants to write to, before it is asked whether they can be written.
    private static ImmutableArray<Side> Wanted(MappedRow row) => (row.Kind, row.Rule.Flow) switch
    {
        (RowKind.ExternalIdInA, _) => [Side.A],
        (RowKind.ExternalIdInB, _) => [Side.B],
        (_, RuleFlow.ToA) => [Side.A],
        (_, RuleFlow.ToB) => [Side.B],
        (_, RuleFlow.Both) => [Side.A, Side.B],
        (_, RuleFlow.Off) => [],
        (_, _) => throw new System.Diagnostics.UnreachableException(),
    };
}
