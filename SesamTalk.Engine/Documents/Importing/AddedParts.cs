using System.Collections.Immutable;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Documents.Importing;

/// <summary>Keeps apart what documents say and what was added here, and puts the two together again.</summary>
internal static class AddedParts
{
    /// <summary>The pair without anything that was added.</summary>
    internal static Pair Without(Pair pair) => pair with
    {
        A = pair.A with { Filters = [], Constants = [] },
        B = pair.B with { Filters = [], Constants = [] },
        ToB = pair.ToB.Origin == RuleOrigin.Document ? pair.ToB : new(),
        ToA = pair.ToA.Origin == RuleOrigin.Document ? pair.ToA : new(),
        Keys = [.. pair.Keys.Where(k => !k.IsAdded)],
        Properties = [.. pair.Properties.Where(r => r.Origin == RuleOrigin.Document)],
    };

    /// <summary>What documents say, with what was added to the pair before. Where both speak of the same thing, the documents win.</summary>
    /// <param name="said">The pair as documents have it.</param>
    /// <param name="current">The pair as it is now.</param>
    /// <param name="documented">Whether a document towards that side is among them: only that one states its types.</param>
    internal static Pair Onto(Pair said, Pair current, Func<Side, bool> documented) => said with
    {
        Id = current.Id,
        A = said.A with { Filters = current.A.Filters, Constants = current.A.Constants },
        B = said.B with { Filters = current.B.Filters, Constants = current.B.Constants },
        ToB = Direction(said.ToB, current.ToB),
        ToA = Direction(said.ToA, current.ToA),
        Keys = [.. said.Keys, .. current.Keys.Where(k => k.IsAdded && !said.Keys.Any(s => SaidPairs.Same(s, k)))],
        Properties = Rows(said.Properties, current.Properties, documented),
        Policy = current.Policy,
        RowPolicies = current.RowPolicies,
        PausedBecause = current.PausedBecause,
    };

    // A predicate belongs to the words it was given for.
    private static Direction Direction(Direction said, Direction current)
    {
        if (said.Origin == RuleOrigin.Added && current.Origin == RuleOrigin.Added) return current;
        return said with { Deletes = current.Deletes, Predicate = said.Condition == current.Condition ? current.Predicate : [] };
    }

    private static ImmutableArray<PropertyRule> Rows(ImmutableArray<PropertyRule> said, ImmutableArray<PropertyRule> current, Func<Side, bool> documented)
    {
        var before = current.ToLookup(row => row.Id);
        var ids = said.Select(row => row.Id).ToHashSet();
        return
        [
            .. said.Select(row => before[row.Id].FirstOrDefault() is { } old ? Row(row, old, documented) : row),
            .. current.Where(row => row.Origin == RuleOrigin.Added && !ids.Contains(row.Id)),
        ];
    }

    private static PropertyRule Row(PropertyRule said, PropertyRule old, Func<Side, bool> documented) => said with
    {
        // One way only was chosen for the document's own row; of a row that was added here the document now says both ways.
        Flow = old.Origin == RuleOrigin.Document ? old.Flow : RuleFlow.Both,
        BlankToA = old.BlankToA,
        BlankToB = old.BlankToB,
        DefaultToA = old.DefaultToA,
        DefaultToB = old.DefaultToB,
        TypeToA = documented(Side.A) ? said.TypeToA : said.TypeToA ?? old.TypeToA,
        TypeToB = documented(Side.B) ? said.TypeToB : said.TypeToB ?? old.TypeToB,
    };
}
