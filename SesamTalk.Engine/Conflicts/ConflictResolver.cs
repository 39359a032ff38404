using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Conflicts;

/// <summary>Decides one property by its policy; a policy that cannot decide falls back to asking a person.</summary>
public static class ConflictResolver
{
    /// <summary>Stamps nearer to each other than this do not say which edit was later: clocks of two systems differ.</summary>
    public static readonly TimeSpan ClockTolerance = TimeSpan.FromSeconds(2);

    /// <summary>The decision of a policy for one conflict.</summary>
    public static ConflictDecision Decide(ConflictPolicy policy, PropertyConflict conflict) => policy switch
    {
        ConflictPolicy.AskPerson => new(ConflictWinner.Nobody, "both sides changed it"),
        ConflictPolicy.AWins => new(ConflictWinner.A, "the rule takes A"),
        ConflictPolicy.BWins => new(ConflictWinner.B, "the rule takes B"),
        ConflictPolicy.LatestWins => Latest(conflict),
        ConflictPolicy.KeepFilled => Filled(conflict),
    };

    private static ConflictDecision Latest(PropertyConflict conflict) => (conflict.ChangedInA - conflict.ChangedInB) switch
    {
        null => new(ConflictWinner.Nobody, "the later edit should win, but a time is missing"),
        var apart when apart.Value.Duration() < ClockTolerance => new(ConflictWinner.Nobody, "the later edit should win, but the times are too close"),
        var apart when apart > TimeSpan.Zero => new(ConflictWinner.A, "A's edit is later"),
        _ => new(ConflictWinner.B, "B's edit is later"),
    };

    private static ConflictDecision Filled(PropertyConflict conflict) => (Values.IsBlank(conflict.A), Values.IsBlank(conflict.B)) switch
    {
        (false, true) => new(ConflictWinner.A, "only A has a value"),
        (true, false) => new(ConflictWinner.B, "only B has a value"),
        _ => new(ConflictWinner.Nobody, "the side with a value should win, but both have one"),
    };
}
