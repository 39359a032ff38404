using System.Collections.Immutable;
using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Dataflows.Editing;

/// <summary>What suggestions are made from.</summary>
/// <param name="Pair">The pair with its fields.</param>
/// <param name="Lines">The lines that are there.</param>
/// <param name="Samples">Linked records; may be empty.</param>
/// <param name="Rejected">The ids of suggestions that a person turned down.</param>
public sealed record SuggestionBasis(EditedPair Pair, ImmutableArray<MappingLine> Lines, IReadOnlyCollection<SamplePair> Samples, IReadOnlySet<string> Rejected);

/// <summary>Suggests rows for fields that no row speaks of: by name, type, reference and what linked records hold. Never maps by itself. Pure.</summary>
public static class Suggestions
{
    /// <summary>The suggestions, surest first; each field at most once, and none that was rejected.</summary>
    public static ImmutableArray<Suggestion> Of(SuggestionBasis basis)
    {
        var free = (A: Free(basis, Side.A), B: Free(basis, Side.B));
        var all = from a in free.A from b in free.B where Suits(basis, a, b) let weighed = Weighed(basis, a, b) where weighed is not null select weighed.Value;
        var taken = new HashSet<(Side, string)>();
        return [.. all.OrderBy(one => one.Suggestion.Confidence).ThenByDescending(one => one.Weight).ThenBy(one => one.Suggestion.Id, StringComparer.Ordinal)
            .Select(one => one.Suggestion).Where(one => !taken.Contains((Side.A, one.A)) && !taken.Contains((Side.B, one.B)) && taken.Add((Side.A, one.A)) && taken.Add((Side.B, one.B)))];
    }

    // The keys are what links hold; constants and filters are said already; the reference of a create is ours.
    private static IEnumerable<ResolvedPath> Free(SuggestionBasis basis, Side side)
    {
        var on = basis.Pair.Pair.Pair.On(side);
        var constants = on.Filters.Concat(on.Constants).Select(one => FoldedName.Of(one.Path)).ToHashSet();
        var ours = basis.Pair.Pair.On(side).Capabilities.ReferenceProperty;
        return basis.Pair.Unmapped(basis.Lines, side).Where(field => !field.Property.IsKey && field.Path != ours && !constants.Contains(FoldedName.Of(field.Path)));
    }

    private static bool Suits(SuggestionBasis basis, ResolvedPath a, ResolvedPath b) =>
        !basis.Rejected.Contains(PropertyRule.IdOf(a.Path, b.Path)) && basis.Pair.Fit(a, b) == FitTrouble.None;

    private static (Suggestion Suggestion, double Weight)? Weighed(SuggestionBasis basis, ResolvedPath a, ResolvedPath b)
    {
        var name = NameLikeness.Of(a.Path, b.Path);
        var match = a.Property.IsReference ? new SampleMatch(0, 0, 0) : SampleMatch.Of(basis.Samples, a.Path, b.Path);
        if (Judged(name, match, a.Property.IsReference) is not { } confidence) return null;
        return (new(a.Path, b.Path, confidence, Reasons(name, match, a.Property, b.Property), match), name + match.Rate);
    }

    private static Confidence? Judged(double name, SampleMatch match, bool isReference)
    {
        var tells = match is { Compared: >= 3, Distinct: >= 3 };
        if (tells && match.Rate < 0.3) return name >= 0.85 ? Confidence.Guess : null;
        if (name >= 0.95 || (name >= 0.85 && (isReference || (tells && match.Rate >= 0.8)))) return Confidence.Sure;
        if (tells && match.Rate >= 0.9) return name >= 0.4 && match.Compared >= 5 ? Confidence.Sure : Confidence.Likely;
        if (name >= 0.6 || (isReference && name >= 0.3)) return Confidence.Likely;
        return isReference || name >= 0.4 || (tells && match.Rate >= 0.6) ? Confidence.Guess : null;
    }

    private static ImmutableArray<SuggestionReason> Reasons(double name, SampleMatch match, SchemaProperty a, SchemaProperty b)
    {
        (SuggestionReason Reason, bool Holds)[] reasons =
        [
            (SuggestionReason.SameName, name >= 1), (SuggestionReason.SampleMatch, match.Same > 0), (SuggestionReason.LikeName, name is >= 0.3 and < 1),
            (SuggestionReason.JoinedReference, a.IsReference), (SuggestionReason.SameType, a.Type == b.Type),
        ];
        return [.. reasons.Where(one => one.Holds).Select(one => one.Reason)];
    }
}
