using SesamTalk.Engine.Checklists;
using SesamTalk.Web.Components.Shared;

namespace SesamTalk.Web.Components.Pages.Checklists;

/// <summary>A result that a person gives to a line.</summary>
public sealed record Ticked(LineState Line, LineVerdict Verdict, string? Note = null);

/// <summary>How results look and which keys give them.</summary>
internal static class Results
{
    /// <summary>The results that a person can give, with their keys; a result is taken back by "0".</summary>
    public static readonly IReadOnlyList<(LineVerdict Verdict, string Keys)> ByPerson =
        [(LineVerdict.Pass, "1 p"), (LineVerdict.Fail, "2 f"), (LineVerdict.Blocked, "3 b"), (LineVerdict.NotRelevant, "4")];

    public static Status Shape(LineState line) => line is { IsRetest: true, Verdict: not LineVerdict.NotTested } ? Status.Retrying : line.Verdict switch
    {
        LineVerdict.NotTested => Status.Unknown,
        LineVerdict.Pass => Status.InSync,
        LineVerdict.Fail => Status.Failed,
        LineVerdict.Blocked => Status.Blocked,
        LineVerdict.NotRelevant => Status.OutOfScope,
    };
}
