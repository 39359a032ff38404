using System.Collections.Immutable;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Mapping;

/// <summary>
/// The rows that share a path and so are merged as one: a single row, several paths of A into one of B (fan-in), or one path
/// of A into several of B (fan-out). Baseline and conflict belong to the group.
/// </summary>
/// <param name="Key">The id of the group's first row.</param>
/// <param name="Rows">The rows' numbers in the pair, in written order.</param>
/// <param name="PathsA">The paths in A, in written order.</param>
/// <param name="PathsB">The paths in B, in written order.</param>
public sealed record RowGroup(string Key, ImmutableArray<int> Rows, ImmutableArray<string> PathsA, ImmutableArray<string> PathsB)
{
    /// <summary>The paths on a side.</summary>
    public ImmutableArray<string> PathsOn(Side side) => side == Side.A ? PathsA : PathsB;
}

/// <summary>Sorts rows into groups.</summary>
public static class RowGroups
{
    /// <summary>
    /// The groups of a pair's rows, in the order of their first rows; identity rows are in none, since the link is all they say.
    /// Rows on one path which their dependencies tell apart are still one group: they are decided together.
    /// </summary>
    public static ImmutableArray<RowGroup> Of(ImmutableArray<MappedRow> rows)
    {
        var group = Enumerable.Range(0, rows.Length).ToArray();
        for (var row = 0; row < rows.Length; row++)
        {
            for (var earlier = 0; earlier < row; earlier++)
            {
                if (SharesPath(rows[row], rows[earlier])) Join(group, group[row], group[earlier]);
            }
        }

        return [.. Enumerable.Range(0, rows.Length).Where(row => rows[row].Kind != RowKind.Identity).GroupBy(row => group[row]).Select(members => Build(rows, [.. members]))];
    }

    private static bool SharesPath(MappedRow one, MappedRow other) =>
        one.Kind != RowKind.Identity && other.Kind != RowKind.Identity && (one.A.Path == other.A.Path || one.B.Path == other.B.Path);

    private static void Join(int[] group, int one, int other)
    {
        var (keep, drop) = (Math.Min(one, other), Math.Max(one, other));
        for (var i = 0; i < group.Length; i++)
        {
            if (group[i] == drop) group[i] = keep;
        }
    }

    private static RowGroup Build(ImmutableArray<MappedRow> rows, ImmutableArray<int> members) => new(
        rows[members[0]].Rule.Id,
        members,
        [.. members.Select(row => rows[row].A.Path).Distinct()],
        [.. members.Select(row => rows[row].B.Path).Distinct()]);
}
