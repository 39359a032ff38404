using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using SesamTalk.Engine.Connectors.Wire;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Connectors.Rest;

/// <summary>Reads deliveries and keeps subscriptions, by what the manifest says of webhooks.</summary>
internal sealed class RestHooks(RestSettings settings, RestApi api)
{
    private const int LargestDelivery = 4 * 1024 * 1024;

    /// <summary>How the system can be asked to tell.</summary>
    public WebhookMeans Means => settings.Manifest.Webhooks switch
    {
        null => WebhookMeans.None,
        { Register: null } => WebhookMeans.ByPerson,
        _ => WebhookMeans.ByRequest,
    };

    /// <summary>Checks who sent a delivery, and what it points at.</summary>
    public WebhookVerdict Read(WebhookDelivery delivery)
    {
        if (settings.Manifest.Webhooks is not { } hooks) return new WebhookVerdict.Refused("The manifest declares no webhooks.");
        if (delivery.Body.Length > LargestDelivery) return new WebhookVerdict.Refused("The delivery is larger than any should be.");
        if (Refusal(hooks.Proof, delivery) is { } refusal) return new WebhookVerdict.Refused(refusal);
        try
        {
            using var body = JsonDocument.Parse(delivery.Body);
            if (JsonAt.Path(body.RootElement, hooks.ItemsPath) is not { } at) return new WebhookVerdict.NotUnderstood($"The delivery has no list at {hooks.ItemsPath}.");
            IEnumerable<JsonElement> items = at.ValueKind == JsonValueKind.Array ? at.EnumerateArray() : [at];
            var hints = items.Select(item => Hint(hooks, item, delivery)).ToList();
            return hints.Contains(null) ? new WebhookVerdict.NotUnderstood($"An event has no id at {hooks.IdPath}.") : new WebhookVerdict.Genuine([.. hints.Where(hint => hint!.Entity.Length > 0).Select(hint => hint!).Distinct()]);
        }
        catch (JsonException)
        {
            return new WebhookVerdict.NotUnderstood("The delivery is no JSON.");
        }
    }

    /// <summary>Asks to be told, once for each event where the request names it.</summary>
    public async Task<Answer<WebhookSubscription>> SubscribeAsync(Uri callback, CancellationToken cancellation)
    {
        if (settings.Manifest.Webhooks is not { Register: { } register } hooks) return new ConnectorError.NotAllowed("The manifest says no way to ask for webhooks; set them up in the system, with this address.");
        if (hooks.Proof.Kind == RestProofKind.Path)
        {
            if (settings.Secrets.GetValueOrDefault(hooks.Proof.Secret) is not { Length: > 0 } secret) return new ConnectorError.NotAllowed($"The secret {hooks.Proof.Secret} of this system has not been given, so no delivery could be checked.");
            callback = new Uri($"{callback.AbsoluteUri.TrimEnd('/')}/{Uri.EscapeDataString(secret)}");
        }

        var ids = ImmutableArray.CreateBuilder<string>();
        foreach (var one in register.Uses("event") ? hooks.Events : [hooks.Events[0]])
        {
            var answer = await api.SendAsync(register, name => name switch
            {
                "callback" => callback.AbsoluteUri,
                "event" => one.Name,
                _ => settings.SettingOrSecret(name),
            }, null, RecordVersion.None, cancellation);
            if (!answer.Is(out var reply, out var error)) return await WithdrawnAsync(ids, error, cancellation);
            if (!register.IsSuccess(reply.Code)) return await WithdrawnAsync(ids, api.Refused(reply, null), cancellation);
            if (JsonAt.Text(reply.Body, hooks.SubscriptionPath) is { } id) ids.Add(id);
        }

        return new WebhookSubscription(ids.ToImmutable());
    }

    /// <summary>Asks not to be told any longer.</summary>
    public async Task<Answer<WebhookSubscription>> UnsubscribeAsync(WebhookSubscription subscription, CancellationToken cancellation)
    {
        if (settings.Manifest.Webhooks is not { Unregister: { } unregister }) return new ConnectorError.NotAllowed("The manifest says no way to end webhooks; end them in the system.");
        foreach (var id in subscription.Ids)
        {
            var answer = await api.SendAsync(unregister, name => name == "subscription" ? id : settings.SettingOrSecret(name), null, RecordVersion.None, cancellation);
            if (!answer.Is(out var reply, out var error)) return error;
            if (!unregister.IsSuccess(reply.Code) && !unregister.NotFound.Contains(reply.Code)) return api.Refused(reply, null);
        }

        return new WebhookSubscription([]);
    }

    // Half a set of subscriptions would tell half of what happens: none is better, since reading by turns goes on.
    private async Task<ConnectorError> WithdrawnAsync(IEnumerable<string> ids, ConnectorError error, CancellationToken cancellation)
    {
        await UnsubscribeAsync(new([.. ids]), cancellation);
        return error;
    }

    private static RecordHint? Hint(RestWebhooks hooks, JsonElement item, WebhookDelivery delivery)
    {
        var name = hooks.EventHeader.Length > 0 ? Header(delivery, hooks.EventHeader) ?? "" : hooks.EventPath.Length > 0 ? JsonAt.Text(item, hooks.EventPath) ?? "" : "";
        if (hooks.Events.FirstOrDefault(one => one.Name.Length == 0 || one.Name == name) is not { } told) return new("", default, false);
        return JsonAt.Text(item, hooks.IdPath) is { } id && !string.IsNullOrWhiteSpace(id) ? new(told.Entity, new RecordId(id), told.IsDeletion) : null;
    }

    private string? Refusal(RestProof proof, WebhookDelivery delivery)
    {
        const string unsigned = "The delivery is not signed as the manifest says.";
        var sent = proof.Kind == RestProofKind.Path ? delivery.Path : Header(delivery, proof.Header);
        if (sent is not { } given || !given.StartsWith(proof.Prefix, StringComparison.Ordinal)) return unsigned;
        if (settings.Secrets.GetValueOrDefault(proof.Secret) is not { Length: > 0 } secret) return $"The secret {proof.Secret} of this system has not been given, so no delivery can be checked.";
        var said = given[proof.Prefix.Length..];
        if (proof.Kind is RestProofKind.Token or RestProofKind.Path) return Same(Encoding.UTF8.GetBytes(said), Encoding.UTF8.GetBytes(secret)) ? null : unsigned;
        var timestamp = proof.TimestampHeader.Length > 0 ? Header(delivery, proof.TimestampHeader) : "";
        if (timestamp is null || (timestamp.Length > 0 && !IsFresh(timestamp, delivery.At, proof.Tolerance))) return "The delivery is too old, or does not say when it was sent.";
        var made = Signature(proof, Encoding.UTF8.GetBytes(secret), Signed(proof, delivery.Body.Span, timestamp));
        return Same(Encoding.UTF8.GetBytes(proof.IsBase64 ? said : said.ToLowerInvariant()), Encoding.UTF8.GetBytes(proof.IsBase64 ? Convert.ToBase64String(made) : Convert.ToHexStringLower(made))) ? null : unsigned;
    }

    // The bytes as they came: a body that went through a text and back might no longer be the one that was signed.
    private static byte[] Signed(RestProof proof, ReadOnlySpan<byte> body, string timestamp)
    {
        var around = proof.Signed.Fill(name => name == "body" ? "\0" : timestamp, escape: false) ?? "\0";
        return [.. Encoding.UTF8.GetBytes(around[..around.IndexOf('\0')]), .. body, .. Encoding.UTF8.GetBytes(around[(around.IndexOf('\0') + 1)..])];
    }

#pragma warning disable CA5350 // the sender chose SHA-1; as an HMAC it still proves the secret
    private static byte[] Signature(RestProof proof, byte[] secret, byte[] signed) => proof.Kind switch
    {
        RestProofKind.HmacSha256 => HMACSHA256.HashData(secret, signed),
        RestProofKind.HmacSha1 => HMACSHA1.HashData(secret, signed),
        RestProofKind.Token or RestProofKind.Path => secret,
    };
#pragma warning restore CA5350

    private static bool IsFresh(string timestamp, DateTimeOffset at, TimeSpan tolerance)
    {
        var sent = long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < 253_402_300_799_000
            ? number > 100_000_000_000 ? DateTimeOffset.FromUnixTimeMilliseconds(number) : DateTimeOffset.FromUnixTimeSeconds(number)
            : Moments.Parse(timestamp);
        return sent is { } moment && (at - moment).Duration() <= tolerance;
    }

    private static bool Same(byte[] one, byte[] other) => CryptographicOperations.FixedTimeEquals(one, other);

    private static string? Header(WebhookDelivery delivery, string name) => delivery.Headers.FirstOrDefault(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;
}
