using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Merging;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Sync;

namespace SesamTalk.Engine.Simulation.Checks;

/// <summary>Whether two linked records say the same, by the pair's own table, allowing for what their systems make of values.</summary>
internal static class Equality
{
    /// <summary>The property groups in which the two differ, with both values.</summary>
    public static IEnumerable<(RowGroup Group, string What)> Differences(Evidence evidence, PairRules rules, Record a, Record b)
    {
        var merger = new Merger(rules.Mapper, evidence.Book, new MergePolicies(_ => Conflicts.ConflictPolicy.AskPerson, Conflicts.ConflictPolicy.AskPerson));
        foreach (var (group, outcome) in merger.Merge(new MergeInput(a, b, null, null, null, null)).Groups)
        {
            if (outcome is GroupOutcome.Agreed or GroupOutcome.Unchanged || Rewritten(evidence, rules, group, a, b)) continue;
            yield return (group, $"{Text(group.PathsA, a)} against {Text(group.PathsB, b)}");
        }
    }

    /// <summary>What a system makes of a record that is written to it.</summary>
    public static Record AsKept(Evidence evidence, PairRules rules, Side side, Record record) =>
        evidence.SystemOf(rules, side).Memory.Rewrites is { } rewrites ? rewrites(rules.Ready.On(side).Name, record) : record;

    // One side is exactly what its system makes of what the other one says, or never takes it.
    private static bool Rewritten(Evidence evidence, PairRules rules, RowGroup group, Record a, Record b) =>
        new[] { Side.A, Side.B }.Any(to => evidence.SystemOf(rules, to).Memory.Ignores is { } ignores && group.PathsOn(to).Any(path => ignores(rules.Ready.On(to).Name, path))) || new[] { Side.A, Side.B }.Any(to => Reads(evidence, rules, group, to, to == Side.A ? b : a, to == Side.A ? a : b));

    private static bool Reads(Evidence evidence, PairRules rules, RowGroup group, Side to, Record from, Record target)
    {
        var groups = new GroupMapping(rules.Mapper, evidence.Book);
        var map = to == Side.B
            ? groups.ToB(group, rules.Mapper.Map(from, Side.B, evidence.Book))
            : groups.ToA(group, rules.Mapper.Map(from, Side.A, evidence.Book), from, target, group.PathsB);
        if (map is not GroupMap.Says says) return false;
        var kept = AsKept(evidence, rules, to, target.With(says.Values));
        return says.Values.All(said => Values.Agree(kept[said.Key], target[said.Key]) || Values.IsBlank(said.Value) && (IsConstant(rules, to, said.Key, target) || IsDefault(rules, to, said.Key, target)));
    }

    // What tells a pair's records from others is written to a new one although the record across says nothing of it.
    private static bool IsConstant(PairRules rules, Side to, string path, Record target) =>
        rules.Pair.On(to).Filters.Concat(rules.Pair.On(to).Constants).Any(filter => target.Schema.Find(filter.Path)?.Path == path && DependencyMeaning.Holds(target, filter));

    // A default is written on create where the other side says nothing, and stands until somebody says something.
    private static bool IsDefault(PairRules rules, Side to, string path, Record target) =>
        rules.Mapper.Rows.Where(row => row.On(to).Path == path).Select(row => to == Side.A ? row.Rule.DefaultToA : row.Rule.DefaultToB).OfType<string>()
            .Any(text => DependencyMeaning.Constant(target.Schema, new Dependency(text, path)) is { } given && Values.Same(given.Value, target[path]));

    private static string Text(IEnumerable<string> paths, Record record) => string.Join(", ", paths.Select(path => $"{path}={record[path] ?? "null"}"));
}
