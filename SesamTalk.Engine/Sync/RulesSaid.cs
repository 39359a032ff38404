using System.Collections.Immutable;
using SesamTalk.Engine.Merging;
using SesamTalk.Engine.Reasons;

namespace SesamTalk.Engine.Sync;

/// <summary>What each property group came to, for the history.</summary>
internal static class RulesSaid
{
    /// <summary>One text for each group that is not unchanged: its key, and what was decided.</summary>
    public static ImmutableArray<Reason> Of(Merged merged) =>
        [.. merged.Groups.Where(g => g.Outcome is not GroupOutcome.Unchanged).Select(g => Reason.Of(ReasonCodes.At, g.Group.Key, Words(g.Outcome)))];

    private static Reason Words(GroupOutcome outcome) => outcome switch
    {
        GroupOutcome.Agreed => Reason.Of(ReasonCodes.BothAgree),
        GroupOutcome.Write write => Reason.Of(ReasonCodes.ToSide, write.To, write.Because),
        GroupOutcome.WriteBoth both => Reason.Of(ReasonCodes.ToBoth, both.Because),
        GroupOutcome.Waits waits => Reason.Of(ReasonCodes.Waits, waits.Reason),
        GroupOutcome.Asks asks => Reason.Of(ReasonCodes.Asks, asks.Reason),
        _ => Reason.None,
    };
}
