using System.Collections.Immutable;

namespace SesamTalk.Engine.Dataflows.Editing;

/// <summary>A line that two editors changed differently since they began.</summary>
/// <param name="Id">The line.</param>
/// <param name="Base">How both found it; null where both added it.</param>
/// <param name="Mine">How the one leaves it; null where it was taken away.</param>
/// <param name="Theirs">How the other left it; null where it was taken away.</param>
public sealed record LineClash(string Id, MappingLine? Base, MappingLine? Mine, MappingLine? Theirs);

/// <summary>Two edits of one table put together.</summary>
/// <param name="Lines">The lines; where there is a clash, as the other left them.</param>
/// <param name="Clashes">What a person must choose.</param>
public sealed record MergedLines(ImmutableArray<MappingLine> Lines, ImmutableArray<LineClash> Clashes);

/// <summary>
/// Puts two edits of one table together, line by line against what both began with: what only one of them changed is kept as
/// that one left it, what both changed alike is kept, and what they changed differently is for a person. Pure.
/// </summary>
public static class LineMerge
{
    /// <summary>The table with both edits. The order is the other's; lines that are new come last.</summary>
    public static MergedLines Merge(ImmutableArray<MappingLine> began, ImmutableArray<MappingLine> mine, ImmutableArray<MappingLine> theirs)
    {
        var (atFirst, here, there) = (ById(began), ById(mine), ById(theirs));
        var lines = ImmutableArray.CreateBuilder<MappingLine>(theirs.Length);
        var clashes = ImmutableArray.CreateBuilder<LineClash>();
        foreach (var id in theirs.Concat(mine).Select(line => line.Id).Distinct())
        {
            var (was, my, other) = (atFirst.GetValueOrDefault(id), here.GetValueOrDefault(id), there.GetValueOrDefault(id));
            var iChanged = !MappingLine.Same(my, was);
            var differs = iChanged && !MappingLine.Same(my, other);
            if (differs && !MappingLine.Same(other, was)) clashes.Add(new(id, was, my, other));
            var kept = iChanged && MappingLine.Same(other, was) ? my : other;
            if (kept is not null) lines.Add(kept);
        }

        return new(lines.ToImmutable(), clashes.ToImmutable());
    }

    private static Dictionary<string, MappingLine> ById(ImmutableArray<MappingLine> lines) => lines.DistinctBy(line => line.Id).ToDictionary(line => line.Id);
}
