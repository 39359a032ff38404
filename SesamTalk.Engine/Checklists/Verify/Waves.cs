using System.Collections.Immutable;
using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Sync;

namespace SesamTalk.Engine.Checklists.Verify;

/// <summary>
/// Which rows can be tested in one edit without one speaking for another: rows that share a path go one after the other, and a
/// property that others depend on, or that says which pair takes the record, goes alone. Pure.
/// </summary>
internal static class Waves
{
    /// <summary>The waves; every line is in exactly one.</summary>
    public static IEnumerable<ImmutableArray<RowTest>> Of(PairRules pair, IReadOnlyCollection<RowTest> tests)
    {
        var alone = tests.Where(test => IsGate(pair, test.Row)).ToList();
        var together = tests.Except(alone).Select(test => (test, Place: PlaceOf(pair, test.At))).GroupBy(test => test.Place).OrderBy(wave => wave.Key).Select(wave => wave.Select(test => test.test).ToImmutableArray());
        return together.Concat(alone.Select(test => ImmutableArray.Create(test)));
    }

    /// <summary>The paths of A that would speak before the row, or after it, into the same path of B.</summary>
    public static IEnumerable<string> Rivals(PairRules pair, RowTest test) =>
        pair.Mapper.Groups.First(group => group.Rows.Contains(test.At)) is { PathsA.Length: > 1 } group ? group.PathsA.Where(path => path != test.Row.A.Path) : [];

    /// <summary>Whether other rows, or the pair itself, go by the row's properties.</summary>
    public static bool IsGate(PairRules pair, MappedRow row)
    {
        var asked = pair.Mapper.Rows.SelectMany(other => other.Rule.DependenciesA).Concat(pair.Pair.A.Filters).Concat(pair.Pair.ToB.Predicate).Any(dependency => pair.Ready.A.Schema.Find(dependency.Path)?.Path == row.A.Path);
        return asked || pair.Mapper.Rows.SelectMany(other => other.Rule.DependenciesB).Concat(pair.Pair.B.Filters).Concat(pair.Pair.ToA.Predicate).Any(dependency => pair.Ready.B.Schema.Find(dependency.Path)?.Path == row.B.Path);
    }

    private static int PlaceOf(PairRules pair, int at) => pair.Mapper.Groups.First(group => group.Rows.Contains(at)).Rows.IndexOf(at);
}

/// <summary>A line about a row, with the row as it is mapped and its number there.</summary>
internal sealed record RowTest(ChecklistLine Line, MappedRow Row, int At);
