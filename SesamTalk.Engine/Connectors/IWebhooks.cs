using System.Collections.Immutable;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Connectors;

/// <summary>
/// A connector whose system tells by itself that something happened. What it tells is never taken for a record: it is a hint
/// to look, and a read decides.
/// </summary>
public interface IWebhooks
{
    /// <summary>How the system can be asked to tell.</summary>
    WebhookMeans Means { get; }

    /// <summary>Checks who sent a delivery, and what it points at. Touches no network; an unsigned or wrongly signed delivery is refused.</summary>
    WebhookVerdict Read(WebhookDelivery delivery);

    /// <summary>Asks the system to tell us at this address from now on; the answer is to be kept for <see cref="UnsubscribeAsync"/>.</summary>
    Task<Answer<WebhookSubscription>> SubscribeAsync(Uri callback, CancellationToken cancellation);

    /// <summary>Asks the system to stop. What it no longer knows counts as stopped.</summary>
    Task<Answer<WebhookSubscription>> UnsubscribeAsync(WebhookSubscription subscription, CancellationToken cancellation);
}

/// <summary>How a system comes to tell by itself that something happened.</summary>
public enum WebhookMeans
{
    /// <summary>It never does.</summary>
    None,

    /// <summary>A person sets our address up in the system.</summary>
    ByPerson,

    /// <summary>We ask it by <see cref="IWebhooks.SubscribeAsync"/>.</summary>
    ByRequest,
}

/// <summary>What came in at our address.</summary>
/// <param name="Headers">The headers; names are compared without case.</param>
/// <param name="Body">The body, byte for byte: signatures are over bytes.</param>
/// <param name="At">When it came.</param>
public sealed record WebhookDelivery(IReadOnlyDictionary<string, string> Headers, ReadOnlyMemory<byte> Body, DateTimeOffset At)
{
    /// <summary>What followed the system's own part of our address; the secret, where that is how the system proves itself.</summary>
    public string Path { get; init; } = "";
}

/// <summary>What to make of a delivery.</summary>
public abstract record WebhookVerdict
{
    private WebhookVerdict()
    {
    }

    /// <summary>It is from the system: these records are worth a look. Empty where it tells of nothing that is known here.</summary>
    public sealed record Genuine(ImmutableArray<RecordHint> Hints) : WebhookVerdict;

    /// <summary>It is not, or cannot be told to be; nothing is done with it. The reason holds nothing of the delivery.</summary>
    public sealed record Refused(string Reason) : WebhookVerdict;

    /// <summary>It is from the system and cannot be understood: a full look is worth more than a guess.</summary>
    public sealed record NotUnderstood(string Reason) : WebhookVerdict;
}

/// <summary>A record that is worth a look; the hint says nothing about its values.</summary>
/// <param name="Entity">The entity.</param>
/// <param name="Id">The record.</param>
/// <param name="SaysDeleted">The system says that it was deleted, which a look-up has to confirm.</param>
public sealed record RecordHint(string Entity, RecordId Id, bool SaysDeleted);

/// <summary>What the system calls our subscriptions.</summary>
public sealed record WebhookSubscription(ImmutableArray<string> Ids);
