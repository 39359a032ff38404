using System.Collections.Immutable;
using SesamTalk.Engine.Reasons;

namespace SesamTalk.Engine.Connectors;

/// <summary>
/// Why a system did not do what it was asked. Expected trouble is an answer, never an exception; each says why in
/// the language of whoever reads it, without secrets or stack traces.
/// </summary>
public abstract record ConnectorError(Reason Because)
{
    /// <summary>Why, in English, as logs and the API have it.</summary>
    public string Message => Because.ToString();

    /// <summary>The system could not be reached, or failed before it did anything. Nothing was written; try again later.</summary>
    public sealed record Unreachable(Reason Because) : ConnectorError(Because)
    {
        /// <summary>With a sentence as it is written here.</summary>
        public Unreachable(Wording because) : this((Reason)because)
        {
        }
    }

    /// <summary>The system refuses us: wrong key, no right, an entity that is not ours. A person must act.</summary>
    public sealed record NotAllowed(Reason Because) : ConnectorError(Because)
    {
        /// <summary>With a sentence as it is written here.</summary>
        public NotAllowed(Wording because) : this((Reason)because)
        {
        }
    }

    /// <summary>Too many requests; nothing was done. Ask again no sooner than <paramref name="Until"/>.</summary>
    public sealed record Throttled(DateTimeOffset Until, Reason Because) : ConnectorError(Because)
    {
        /// <summary>With a sentence as it is written here.</summary>
        public Throttled(DateTimeOffset until, Wording because) : this(until, (Reason)because)
        {
        }
    }

    /// <summary>The system read the values and refuses them; nothing was written.</summary>
    public sealed record Rejected(ImmutableArray<RejectedProperty> Properties, Reason Because) : ConnectorError(Because)
    {
        /// <summary>With a sentence as it is written here.</summary>
        public Rejected(ImmutableArray<RejectedProperty> properties, Wording because) : this(properties, (Reason)because)
        {
        }
    }

    /// <summary>The record has moved since it was read (or is gone); nothing was written.</summary>
    public sealed record Stale(Reason Because) : ConnectorError(Because)
    {
        /// <summary>With a sentence as it is written here.</summary>
        public Stale(Wording because) : this((Reason)because)
        {
        }
    }

    /// <summary>The request left and no answer came: it may or may not have taken effect. To be settled by looking.</summary>
    public sealed record Unknown(Reason Because) : ConnectorError(Because)
    {
        /// <summary>With a sentence as it is written here.</summary>
        public Unknown(Wording because) : this((Reason)because)
        {
        }
    }

    /// <summary>The answer cannot be what the system meant to say (a sign-in page, half a list, a wrong type).</summary>
    public sealed record Garbled(Reason Because) : ConnectorError(Because)
    {
        /// <summary>With a sentence as it is written here.</summary>
        public Garbled(Wording because) : this((Reason)because)
        {
        }
    }
}

/// <summary>A property that a system refuses, in the system's own words; the path is empty where it named none.</summary>
public sealed record RejectedProperty(string Path, string Message);
