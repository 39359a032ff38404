using System.Collections.Immutable;
using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Records;
using static SesamTalk.Engine.Dataflows.ReadinessCodes;

namespace SesamTalk.Engine.Dataflows.ReadinessRules;

/// <summary>Whether references can be translated: both sides must be known to refer, and a pair must join what they refer to, here or in another dataflow over the same two systems.</summary>
internal static class ReferenceRule
{
    public static void Look(PairInQuestion pair, ImmutableArray<PairInQuestion> all, ImmutableArray<JoinedElsewhere> elsewhere, ProblemList found)
    {
        foreach (var row in pair.Rows)
        {
            if (row.Mapped is not { } mapped || mapped.Kind == RowKind.Identity) continue;
            if (mapped.Kind == RowKind.Reference) Translatable(pair, row, mapped, all, elsewhere, found);
            else if (mapped.A.IsReference && !mapped.A.IsKey) OneSided(pair, row, Side.A, mapped, found);
            else if (mapped.B.IsReference && !mapped.B.IsKey) OneSided(pair, row, Side.B, mapped, found);
        }
    }

    private static void Translatable(PairInQuestion pair, RowInQuestion row, MappedRow mapped, ImmutableArray<PairInQuestion> all, ImmutableArray<JoinedElsewhere> elsewhere, ProblemList found)
    {
        if (all.Any(other => other.TakesPart && Has(mapped.A, other.A!.Name) && Has(mapped.B, other.B!.Name))) return;
        if (elsewhere.Any(other => Has(mapped.A, other.EntityA) && Has(mapped.B, other.EntityB))) return;
        found.Row(pair, row, ReferenceWithoutPair, row.Rule.A, Names(mapped.A), pair.NameOf(Side.A), row.Rule.B);
    }

    private static void OneSided(PairInQuestion pair, RowInQuestion row, Side side, MappedRow mapped, ProblemList found) => found.Row(
        pair, row, ReferenceOneSided, row.PathOn(side), pair.NameOf(side), Names(mapped.On(side)), row.PathOn(side.Other()), pair.NameOf(side.Other()));

    private static bool Has(SchemaProperty property, string entity) => property.References.Any(name => FoldedName.Same(name, entity));

    private static string Names(SchemaProperty property) => string.Join(", ", property.References);
}
