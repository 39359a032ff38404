using System.Collections.Immutable;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Mapping;

/// <summary>What a group says towards one side: the values there, or why it cannot say.</summary>
public abstract record GroupMap
{
    /// <summary>The paths on the target side with their values, null for cleared; a path that nobody speaks of is left out.</summary>
    public sealed record Says(ImmutableArray<KeyValuePair<string, object?>> Values) : GroupMap;

    /// <summary>A reference has no link yet.</summary>
    public sealed record Waits(PendingReference Reference) : GroupMap;

    /// <summary>The value has no counterpart in the other system.</summary>
    public sealed record Cannot(Reason Reason) : GroupMap;
}
