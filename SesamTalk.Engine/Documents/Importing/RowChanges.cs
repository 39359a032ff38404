using System.Collections.Immutable;
using SesamTalk.Engine.Mapping;

namespace SesamTalk.Engine.Documents.Importing;

/// <summary>Compares the property rows of a pair before and after an import.</summary>
internal static class RowChanges
{
    internal static IEnumerable<LineChange> Of(string pairId, ImmutableArray<PropertyRule> before, ImmutableArray<PropertyRule> after)
    {
        var old = before.ToLookup(r => r.Id);
        var now = after.ToLookup(r => r.Id);
        var renamed = Renames.OfRows(before, after);
        var moved = Order.Moved(Said(before), Said(after));
        foreach (var row in after)
        {
            var was = old[row.Id].FirstOrDefault() ?? renamed.GetValueOrDefault(row.Id);
            if (Kind(was, row, moved) is { } kind) yield return new(kind, LinePart.Property, pairId, row.Id, was is null ? "" : Words(was), Words(row));
        }
        foreach (var row in before)
            if (!now.Contains(row.Id) && !renamed.ContainsValue(row)) yield return new(LineChangeKind.Removed, LinePart.Property, pairId, row.Id, Words(row), "");
    }

    private static LineChangeKind? Kind(PropertyRule? was, PropertyRule row, HashSet<string> moved)
    {
        if (was is null) return LineChangeKind.Added;
        if (was.Id != row.Id) return LineChangeKind.Renamed;
        if (was.Origin == RuleOrigin.Added && row.Origin == RuleOrigin.Document) return LineChangeKind.TakenOver;
        if (!PairSaying.SameRow(was, row)) return LineChangeKind.Changed;
        return moved.Contains(row.Id) ? LineChangeKind.Moved : null;
    }

    // Rows that were added stand behind the document's by themselves.
    private static List<string> Said(ImmutableArray<PropertyRule> rows) => [.. rows.Where(r => r.Origin == RuleOrigin.Document).Select(r => r.Id)];

    private static string Words(PropertyRule row) =>
        $"{Words(row.A, row.DependenciesA)} = {Words(row.B, row.DependenciesB)} ({row.TypeToB ?? "N/A"}; {row.TypeToA ?? "N/A"})";

    private static string Words(string path, ImmutableArray<Dependency> dependencies) =>
        Form.Cell(new(path, dependencies.Select(d => new DocumentDependency(d.Value, d.Path)).ToSequence()));
}
