using System.Collections.Immutable;
using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Sync;

/// <summary>The constants that go along with written values: a dependency of a written cell is written with it (grammar §5, Dependencies).</summary>
internal static class WrittenConstants
{
    /// <summary>The constants of the rows whose path is written on that side; the first of alternatives is the one written.</summary>
    /// <param name="rules">The pair.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="values">What is written.</param>
    /// <param name="said">What the source says, row by row: of several rows into one path the one that spoke has its constant written.</param>
    /// <param name="to">The side.</param>
    public static IEnumerable<KeyValuePair<string, object?>> Of(PairRules rules, IEnumerable<int> rows, IReadOnlyCollection<KeyValuePair<string, object?>> values, RowValues said, Side to)
    {
        if (!rules.Mapper.HasDependencies(to)) return [];
        var schema = rules.Ready.On(to).Schema;
        var written = values.Where(value => !Values.IsBlank(value.Value)).DistinctBy(value => value.Key).ToDictionary(value => value.Key, value => value.Value);
        return rows.Where(row => written.ContainsKey(rules.Mapper.Rows[row].On(to).Path)).GroupBy(row => rules.Mapper.Rows[row].On(to).Path)
            .Select(same => rules.Mapper.Rows[same.FirstOrDefault(row => Values.Agree(said[row], written[same.Key]), same.First())])
            .Select(row => row.DependenciesOn(to)).Where(alternatives => !alternatives.IsDefaultOrEmpty)
            .Select(alternatives => DependencyMeaning.Constant(schema, alternatives[0]))
            .OfType<KeyValuePair<string, object?>>();
    }

    /// <summary>The constants of a record that we create: the pair's filters and constants on that side.</summary>
    public static IEnumerable<KeyValuePair<string, object?>> OfCreate(PairRules rules, Side to)
    {
        var side = rules.Pair.On(to);
        return side.Filters.Concat(side.Constants).Select(dependency => DependencyMeaning.Constant(rules.Ready.On(to).Schema, dependency))
            .OfType<KeyValuePair<string, object?>>().Where(constant => constant.Value is not null);
    }
}
