using System.Collections.Immutable;
using SesamTalk.Engine.Merging;

namespace SesamTalk.Engine.Sync;

/// <summary>What each property group came to, in words: for the history.</summary>
internal static class RulesSaid
{
    /// <summary>One text for each group that is not unchanged: its key, and what was decided.</summary>
    public static ImmutableArray<string> Of(Merged merged) =>
        [.. merged.Groups.Where(g => g.Outcome is not GroupOutcome.Unchanged).Select(g => $"{g.Group.Key}: {Words(g.Outcome)}")];

    private static string Words(GroupOutcome outcome) => outcome switch
    {
        GroupOutcome.Agreed => "both sides agree",
        GroupOutcome.Write write => $"to {write.To}: {write.Because}",
        GroupOutcome.WriteBoth both => $"to both: {both.Because}",
        GroupOutcome.Waits waits => $"waits: {waits.Reason}",
        GroupOutcome.Asks asks => $"asks: {asks.Reason}",
        _ => "",
    };
}
