using System.Collections.Immutable;

namespace SesamTalk.Engine.Checklists;

/// <summary>A line with the result that counts.</summary>
/// <param name="Line">The line.</param>
/// <param name="Result">The last result; null where there is none.</param>
/// <param name="Evidence">How much evidence there is.</param>
public sealed record LineState(RoundLine Line, LineResult? Result, int Evidence)
{
    /// <summary>What was found, without asking whether it still holds.</summary>
    public LineVerdict Verdict => Result?.Verdict ?? LineVerdict.NotTested;

    /// <summary>The words of the line changed after it was tested.</summary>
    public bool IsRetest { get; init; }
}

/// <summary>How many lines have which result. The same totals stand on the page and in every export.</summary>
public sealed record RoundTotals(int Lines, int Pass, int Fail, int Blocked, int NotRelevant, int Retest, int NotTested, int ByMachine)
{
    /// <summary>Counts lines; one to be tested again counts as that and nothing else.</summary>
    public static RoundTotals Of(IReadOnlyCollection<LineState> lines)
    {
        int Count(LineVerdict verdict) => lines.Count(line => !line.IsRetest && line.Verdict == verdict);
        return new RoundTotals(
            lines.Count, Count(LineVerdict.Pass), Count(LineVerdict.Fail), Count(LineVerdict.Blocked), Count(LineVerdict.NotRelevant), lines.Count(line => line.IsRetest && line.Verdict != LineVerdict.NotTested),
            lines.Count(line => line.Verdict == LineVerdict.NotTested), lines.Count(line => line.Result is { IsMachine: true } && line.Verdict != LineVerdict.NotTested));
    }

    /// <summary>The lines that have a result which still holds.</summary>
    public int Done => Pass + Fail + Blocked + NotRelevant;
}

/// <summary>A round with all its lines and the results that count.</summary>
public sealed record RoundState(Round Round, ImmutableArray<LineState> Lines)
{
    /// <summary>The totals over all lines.</summary>
    public RoundTotals Totals => field ??= RoundTotals.Of(Lines);

    /// <summary>The same round where the lines that the definitions of now say otherwise are to be tested again.</summary>
    public RoundState Against(IEnumerable<ChecklistLine> now)
    {
        var marks = now.ToDictionary(line => line.Id, line => line.Mark);
        return Round.IsLocked ? this : this with { Lines = [.. Lines.Select(line => line with { IsRetest = line.Result is { } result && marks.TryGetValue(line.Line.Id, out var mark) && mark != result.Mark })] };
    }
}
