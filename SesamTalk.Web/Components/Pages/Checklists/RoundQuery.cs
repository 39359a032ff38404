using SesamTalk.Engine.Checklists;

namespace SesamTalk.Web.Components.Pages.Checklists;

/// <summary>What a round's lines are narrowed by, as the address has it. Pure.</summary>
/// <param name="Dataflow">The dataflow's id.</param>
/// <param name="Pair">The pair's id.</param>
/// <param name="Result">A <see cref="LineVerdict"/> by name, or <see cref="Retest"/>.</param>
/// <param name="Q">Words of a line.</param>
/// <param name="After">The last line of the page before, by its place in the round.</param>
/// <param name="Before">The first line of the page after.</param>
public sealed record RoundQuery(string? Dataflow, string? Pair, string? Result, string? Q, string? After, string? Before)
{
    /// <summary>Lines on a page.</summary>
    public const int Size = 50;

    /// <summary>The result of lines whose words changed after they were tested.</summary>
    public const string Retest = "Retest";

    /// <summary>Whether anything is narrowed.</summary>
    public bool IsFiltered => !string.IsNullOrEmpty(Dataflow + Pair + Result + Q);

    /// <summary>The lines that fit, in the round's order.</summary>
    public IReadOnlyList<LineState> Fitting(IEnumerable<LineState> lines) => [.. lines.Where(Fits)];

    /// <summary>One page of the lines that fit.</summary>
    public IReadOnlyList<LineState> Page(IReadOnlyList<LineState> fitting) =>
        int.TryParse(Before, out var before) ? [.. fitting.Where(line => line.Line.Ordinal < before).TakeLast(Size)]
        : int.TryParse(After, out var after) ? [.. fitting.Where(line => line.Line.Ordinal > after).Take(Size)]
        : [.. fitting.Take(Size)];

    private bool Fits(LineState state) =>
        (string.IsNullOrEmpty(Dataflow) || state.Line.DataflowId == Dataflow)
        && (string.IsNullOrEmpty(Pair) || state.Line.PairId == Pair)
        && (string.IsNullOrEmpty(Q) || $"{state.Line.Id} {state.Line.A} {state.Line.B} {state.Result?.Note}".Contains(Q, StringComparison.CurrentCultureIgnoreCase))
        && (string.IsNullOrEmpty(Result) || (Result == Retest ? IsRetest(state) : !IsRetest(state) && state.Verdict.ToString() == Result));

    private static bool IsRetest(LineState state) => state.IsRetest && state.Verdict != LineVerdict.NotTested;
}
