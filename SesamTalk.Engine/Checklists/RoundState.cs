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

    /// <summary>The definition of now says it otherwise than the round took it, tested or not.</summary>
    public bool IsChanged { get; init; }
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
    /// <summary>The lines, in their order.</summary>
    public ImmutableArray<LineState> Lines
    {
        get;
        init
        {
            // Totals are of these lines: a copy that takes others is counted anew.
            field = value;
            Totals = RoundTotals.Of(value);
        }
    } = Lines;

    /// <summary>The totals over all lines.</summary>
    public RoundTotals Totals { get; private init; } = RoundTotals.Of(Lines);

    /// <summary>The same round where the lines that the definitions of now say otherwise are to be tested again.</summary>
    public RoundState Against(IEnumerable<ChecklistLine> now)
    {
        if (Round.IsLocked) return this;
        var marks = now.ToDictionary(line => line.Id, line => line.Mark);
        return this with { Lines = [.. Lines.Select(Marked)] };

        LineState Marked(LineState line) => marks.TryGetValue(line.Line.Id, out var mark)
            ? line with { IsRetest = line.Result is { } result && mark != result.Mark, IsChanged = mark != line.Line.Mark }
            : line with { IsRetest = false, IsChanged = false };
    }

    /// <summary>The same round with what came in: of each line the last result counts, whoever gave it.</summary>
    /// <param name="results">Results, with their numbers.</param>
    /// <param name="evidence">How much evidence lines have now, of those that got some.</param>
    public RoundState With(IReadOnlyCollection<LineResult> results, IReadOnlyDictionary<string, int> evidence)
    {
        var last = results.GroupBy(result => result.LineId).ToDictionary(group => group.Key, group => group.MaxBy(result => result.Number)!);
        return this with { Lines = [.. Lines.Select(line => line with { Result = Later(line), Evidence = evidence.GetValueOrDefault(line.Line.Id, line.Evidence) })] };

        LineResult? Later(LineState line) => last.TryGetValue(line.Line.Id, out var result) && result.Number > (line.Result?.Number ?? 0) ? result : line.Result;
    }
}

/// <summary>A round with its totals alone.</summary>
/// <param name="Round">The round.</param>
/// <param name="Totals">How many of its lines have which result.</param>
/// <param name="Versions">The versions of the definitions that its results were given by, with the dataflow of each.</param>
public sealed record RoundTally(Round Round, RoundTotals Totals, ImmutableArray<(string DataflowId, int Version)> Versions);
