using SesamTalk.Engine.Checklists;
using SesamTalk.Engine.Records;

namespace SesamTalk.Web.Components.Pages.Dataflows;

/// <summary>How a row stands in a round, where it is tested in several cases. Pure.</summary>
public static class RowStanding
{
    /// <summary>The case of one direction that is worst off: it speaks for the row. Null where the round has none.</summary>
    public static LineState? Worst(IEnumerable<LineState> row, Side from) => row.Where(line => line.Line.From == from).OrderBy(Rank).FirstOrDefault();

    /// <summary>Whether every case passed, by what the definition says now.</summary>
    public static bool IsProven(IEnumerable<LineState> row) => row.ToList() is { Count: > 0 } cases && cases.TrueForAll(line => line is { Verdict: LineVerdict.Pass or LineVerdict.NotRelevant, IsRetest: false });

    private static int Rank(LineState state) => state is { IsRetest: true, Verdict: not (LineVerdict.Fail or LineVerdict.Blocked) } ? 2 : state.Verdict switch
    {
        LineVerdict.Fail => 0,
        LineVerdict.Blocked => 1,
        LineVerdict.NotTested => 3,
        LineVerdict.Pass => 4,
        LineVerdict.NotRelevant => 5,
    };
}
