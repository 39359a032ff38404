using SesamTalk.Engine.Reasons;

namespace SesamTalk.Engine.Conflicts;

/// <summary>One property that both sides changed since they last agreed, or that differs when two records first meet.</summary>
/// <param name="A">A's value, in A's own form.</param>
/// <param name="B">B's value, in B's own form.</param>
/// <param name="ChangedInA">When A says that its record changed; null where it does not say.</param>
/// <param name="ChangedInB">When B says that its record changed; null where it does not say.</param>
public sealed record PropertyConflict(object? A, object? B, DateTimeOffset? ChangedInA, DateTimeOffset? ChangedInB);

/// <summary>Which side a decision takes.</summary>
public enum ConflictWinner
{
    /// <summary>Nobody yet: a person is asked.</summary>
    Nobody,

    /// <summary>A's value.</summary>
    A,

    /// <summary>B's value.</summary>
    B,
}

/// <summary>A decision with its reason, in words that a person can check.</summary>
public sealed record ConflictDecision(ConflictWinner Winner, Reason Reason);
