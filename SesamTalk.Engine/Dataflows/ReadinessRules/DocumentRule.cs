using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Records;
using static SesamTalk.Engine.Dataflows.ReadinessCodes;

namespace SesamTalk.Engine.Dataflows.ReadinessRules;

/// <summary>What can be told from the definition alone: texts, conditions, blanks, data types, pauses.</summary>
internal static class DocumentRule
{
    public static void Look(PairInQuestion pair, ProblemList found)
    {
        if (pair.Pair.PausedBecause is { } paused) found.Pair(pair, PausedPair, Sentence(paused));
        foreach (var text in pair.Pair.NotUnderstood) found.Pair(pair, NotUnderstood, Sentence(text));
        foreach (var side in new[] { Side.A, Side.B })
        {
            if (pair.Pair.From(side) is { Condition: { } condition, Predicate.IsEmpty: true }) found.Pair(pair, ConditionWithoutPredicate, condition, pair.EntityOf(side));
        }

        foreach (var row in pair.Rows) Look(pair, row, found);
    }

    private static void Look(PairInQuestion pair, RowInQuestion row, ProblemList found)
    {
        foreach (var blank in row.Rule.DependenciesA.Concat(row.Rule.DependenciesB).Where(dependency => !dependency.IsComplete))
            found.Row(pair, row, DependencyBlank, blank.Value, blank.Path.Trim());
        foreach (var cell in new[] { row.Rule.TypeToA, row.Rule.TypeToB }.OfType<string>().Where(cell => Conversion.Parse(cell) is null))
            found.Row(pair, row, TypeDamaged, cell);
    }

    /// <summary>A reason as a sentence of its own, so that another can follow.</summary>
    public static string Sentence(string text) => text.TrimEnd() is { Length: > 0 } words && !char.IsPunctuation(words[^1]) ? $"{words}." : text.TrimEnd();
}
