using System.Collections.Immutable;
using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Merging;

/// <summary>What merging decided for one property group of one link.</summary>
public abstract record GroupOutcome
{
    /// <summary>Nothing happened since the baseline; it stays.</summary>
    public sealed record Unchanged : GroupOutcome;

    /// <summary>Both sides say the same now: the baseline moves to what they say, and nothing is written.</summary>
    public sealed record Agreed : GroupOutcome;

    /// <summary>One side is behind and gets these values, in its own form.</summary>
    /// <param name="To">The side that is written to.</param>
    /// <param name="Values">The paths on that side with their new values.</param>
    /// <param name="Because">Why, for a person.</param>
    /// <param name="Overruled">The value that a policy decided against, as text; null where nothing was lost.</param>
    public sealed record Write(Side To, ImmutableArray<KeyValuePair<string, object?>> Values, Reason Because, string? Overruled = null) : GroupOutcome;

    /// <summary>
    /// Both sides get values: a person's own, or those of B that come from one in A of which another brought a new value there.
    /// The baseline moves when both writes are done.
    /// </summary>
    /// <param name="ValuesA">A's paths with their new values.</param>
    /// <param name="ValuesB">B's paths with their new values.</param>
    /// <param name="Because">Why, for a person.</param>
    /// <param name="Overruled">A's value that a policy decided against, as text; null where nothing was lost.</param>
    public sealed record WriteBoth(ImmutableArray<KeyValuePair<string, object?>> ValuesA, ImmutableArray<KeyValuePair<string, object?>> ValuesB, Reason Because, string? Overruled = null) : GroupOutcome;

    /// <summary>The group waits for another record; the baseline stays.</summary>
    /// <param name="Reference">The reference that has no link yet.</param>
    /// <param name="Reason">Why, for a person.</param>
    public sealed record Waits(PendingReference Reference, Reason Reason) : GroupOutcome;

    /// <summary>A person must decide; the baseline stays, and the other groups flow.</summary>
    public sealed record Asks(ConflictKind Kind, Reason Reason) : GroupOutcome;
}
