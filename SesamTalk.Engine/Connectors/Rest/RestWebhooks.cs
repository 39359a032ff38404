using System.Collections.Immutable;

namespace SesamTalk.Engine.Connectors.Rest;

/// <summary>How a delivery proves where it comes from.</summary>
internal enum RestProofKind
{
    /// <summary>A signature over the body, by HMAC and SHA-256.</summary>
    HmacSha256,

    /// <summary>A signature over the body, by HMAC and SHA-1.</summary>
    HmacSha1,

    /// <summary>The secret itself in a header.</summary>
    Token,

    /// <summary>The secret itself at the end of our address, for a system that can neither sign nor send a header.</summary>
    Path,
}

/// <summary>What the system tells by itself.</summary>
internal sealed record RestWebhooks
{
    /// <summary>How a delivery proves where it comes from.</summary>
    public required RestProof Proof { get; init; }

    /// <summary>The dotted path of the list of events in a delivery; empty where the body is one event, or a list of them.</summary>
    public string ItemsPath { get; init; } = "";

    /// <summary>The dotted path of an event's name; empty where a header says it, or there is only one kind of event.</summary>
    public string EventPath { get; init; } = "";

    /// <summary>The header that holds the event's name; empty where the body says it.</summary>
    public string EventHeader { get; init; } = "";

    /// <summary>The dotted path of the record's id in an event.</summary>
    public required string IdPath { get; init; }

    /// <summary>What each event tells of.</summary>
    public required ImmutableArray<RestEvent> Events { get; init; }

    /// <summary>How we ask to be told; null where a person does it in the system.</summary>
    public RestOperation? Register { get; init; }

    /// <summary>The dotted path of the subscription's id in the answer.</summary>
    public string SubscriptionPath { get; init; } = "id";

    /// <summary>How we ask not to be told any longer; null where a person does it in the system.</summary>
    public RestOperation? Unregister { get; init; }
}

/// <summary>How a delivery proves where it comes from.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Header">The header with the signature or the secret.</param>
/// <param name="Prefix">What stands before it (<c>sha256=</c>).</param>
/// <param name="IsBase64">The signature is base64 and not hexadecimal.</param>
/// <param name="Secret">The name of the secret.</param>
/// <param name="Signed">What is signed, over <c>{body}</c> and <c>{timestamp}</c>.</param>
/// <param name="TimestampHeader">The header with the moment; empty where there is none.</param>
/// <param name="Tolerance">How old a delivery may be.</param>
internal sealed record RestProof(RestProofKind Kind, string Header, string Prefix, bool IsBase64, string Secret, Placeholders Signed, string TimestampHeader, TimeSpan Tolerance);

/// <summary>An event and what it tells of.</summary>
/// <param name="Name">The event's name; empty for every event.</param>
/// <param name="Entity">The entity.</param>
/// <param name="IsDeletion">It tells that the record was deleted.</param>
internal sealed record RestEvent(string Name, string Entity, bool IsDeletion);
