using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;
using static SesamTalk.Engine.Reasons.ReasonCodes;

namespace SesamTalk.Engine.Conflicts;

/// <summary>Decides one property by its policy; a policy that cannot decide falls back to asking a person.</summary>
public static class ConflictResolver
{
    /// <summary>Stamps nearer to each other than this do not say which edit was later: clocks of two systems differ.</summary>
    public static readonly TimeSpan ClockTolerance = TimeSpan.FromSeconds(2);

    /// <summary>The decision of a policy for one conflict.</summary>
    public static ConflictDecision Decide(ConflictPolicy policy, PropertyConflict conflict) => policy switch
    {
        ConflictPolicy.AskPerson => new(ConflictWinner.Nobody, Reason.Of(BothChanged)),
        ConflictPolicy.AWins => new(ConflictWinner.A, Reason.Of(RuleTakesA)),
        ConflictPolicy.BWins => new(ConflictWinner.B, Reason.Of(RuleTakesB)),
        ConflictPolicy.LatestWins => Latest(conflict),
        ConflictPolicy.KeepFilled => Filled(conflict),
    };

    private static ConflictDecision Latest(PropertyConflict conflict) => (conflict.ChangedInA - conflict.ChangedInB) switch
    {
        null => new(ConflictWinner.Nobody, Reason.Of(LaterUntimed)),
        var apart when apart.Value.Duration() < ClockTolerance => new(ConflictWinner.Nobody, Reason.Of(LaterTooClose)),
        var apart when apart > TimeSpan.Zero => new(ConflictWinner.A, Reason.Of(LaterIsA)),
        _ => new(ConflictWinner.B, Reason.Of(LaterIsB)),
    };

    private static ConflictDecision Filled(PropertyConflict conflict) => (Values.IsBlank(conflict.A), Values.IsBlank(conflict.B)) switch
    {
        (false, true) => new(ConflictWinner.A, Reason.Of(OnlyAFilled)),
        (true, false) => new(ConflictWinner.B, Reason.Of(OnlyBFilled)),
        _ => new(ConflictWinner.Nobody, Reason.Of(BothFilled)),
    };
}
