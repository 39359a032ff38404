using System.Collections.Immutable;

namespace SesamTalk.Engine.Connectors;

/// <summary>
/// Why a system did not do what it was asked. Expected trouble is an answer, never an exception; each carries a sentence
/// for a person, without secrets or stack traces.
/// </summary>
public abstract record ConnectorError(string Message)
{
    /// <summary>The system could not be reached, or failed before it did anything. Nothing was written; try again later.</summary>
    public sealed record Unreachable(string Message) : ConnectorError(Message);

    /// <summary>The system refuses us: wrong key, no right, an entity that is not ours. A person must act.</summary>
    public sealed record NotAllowed(string Message) : ConnectorError(Message);

    /// <summary>Too many requests; nothing was done. Ask again no sooner than <paramref name="Until"/>.</summary>
    public sealed record Throttled(DateTimeOffset Until, string Message) : ConnectorError(Message);

    /// <summary>The system read the values and refuses them; nothing was written.</summary>
    public sealed record Rejected(ImmutableArray<RejectedProperty> Properties, string Message) : ConnectorError(Message);

    /// <summary>The record has moved since it was read (or is gone); nothing was written.</summary>
    public sealed record Stale(string Message) : ConnectorError(Message);

    /// <summary>The request left and no answer came: it may or may not have taken effect. To be settled by looking.</summary>
    public sealed record Unknown(string Message) : ConnectorError(Message);

    /// <summary>The answer cannot be what the system meant to say (a sign-in page, half a list, a wrong type).</summary>
    public sealed record Garbled(string Message) : ConnectorError(Message);
}

/// <summary>A property that a system refuses, in the system's own words; the path is empty where it named none.</summary>
public sealed record RejectedProperty(string Path, string Message);
