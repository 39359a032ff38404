using SesamTalk.Engine.Checklists;
using SesamTalk.Web.Components.Shared;

namespace SesamTalk.Web.Components.Pages.Checklists;

/// <summary>A result that a person gives to a line.</summary>
public sealed record Ticked(LineState Line, LineVerdict Verdict, string? Note = null);

/// <summary>How results look and which keys give them.</summary>
internal static class Results
{
    /// <summary>The results that a person can give, with their keys.</summary>
    public static readonly IReadOnlyList<(LineVerdict Verdict, string Key)> ByPerson =
        [(LineVerdict.Pass, "p"), (LineVerdict.Fail, "f"), (LineVerdict.Blocked, "b"), (LineVerdict.NotRelevant, "n"), (LineVerdict.NotTested, "0")];

    public static Status Shape(LineState line) => line is { IsRetest: true, Verdict: not LineVerdict.NotTested } ? Status.Retrying : line.Verdict switch
    {
        LineVerdict.NotTested => Status.Unknown,
        LineVerdict.Pass => Status.InSync,
        LineVerdict.Fail => Status.Failed,
        LineVerdict.Blocked => Status.Blocked,
        LineVerdict.NotRelevant => Status.OutOfScope,
    };
}
