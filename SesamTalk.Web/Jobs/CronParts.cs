using Quartz;

namespace SesamTalk.Web.Jobs;

/// <summary>A part of a cron expression, in its order.</summary>
public enum CronPart
{
    /// <summary>0 to 59.</summary>
    Minute,

    /// <summary>0 to 23.</summary>
    Hour,

    /// <summary>1 to 31.</summary>
    DayOfMonth,

    /// <summary>1 to 12, or JAN to DEC.</summary>
    Month,

    /// <summary>0 to 7 with Sunday as 0 and 7, or SUN to SAT.</summary>
    DayOfWeek,
}

/// <summary>What keeps a text from being a cron expression.</summary>
/// <param name="Part">The part that is wrong; null where the text has not five parts, or its parts never meet.</param>
/// <param name="Text">The part as it was written, or the whole text.</param>
/// <param name="Count">How many parts the text has.</param>
public sealed record CronProblem(CronPart? Part, string Text, int Count);

/// <summary>Finds the place where a cron expression is wrong.</summary>
public static class CronParts
{
    private const int Parts = 5;

    /// <summary>The first problem of an expression of five parts, or null where there is none.</summary>
    public static CronProblem? ProblemOf(string expression)
    {
        var parts = expression.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (parts.Length != Parts) return new(null, expression.Trim(), parts.Length);
        for (var at = 0; at < Parts; at++)
        {
            var alone = Enumerable.Repeat("*", Parts).ToArray();
            alone[at] = parts[at];
            if (!CronExpression.TryParse(string.Join(' ', alone), CronFormat.Unix, out _)) return new((CronPart)at, parts[at], Parts);
        }
        var comesEver = CronExpression.TryParse(expression, CronFormat.Unix, out var whole) && whole!.GetNextValidTimeAfter(DateTimeOffset.UnixEpoch) is not null;
        return comesEver ? null : new(null, expression.Trim(), Parts);
    }
}
