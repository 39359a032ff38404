using System.Collections.Immutable;
using System.Text;
using SesamTalk.Engine.Connectors.Wire;

namespace SesamTalk.Engine.Connectors.Rest;

/// <summary>A key that never changes, on every request; nothing to renew.</summary>
internal sealed class RestSignIn(RestTokenPlace? place, string value, RestCommonHeaders common, ImmutableArray<string> secrets) : ISignIn
{
    public Task<ConnectorError?> SignAsync(HttpRequestMessage message, CancellationToken cancellation)
    {
        if (place is not null) Put(message, place, value);
        common.Put(message);
        return Task.FromResult<ConnectorError?>(null);
    }

    public bool Renew(HttpRequestMessage refused) => false;

    public string Scrub(string text) => Without(text, secrets);

    /// <summary>Puts a key or a token where it goes.</summary>
    public static void Put(HttpRequestMessage message, RestTokenPlace place, string value)
    {
        if (place.AsPasswordOf is { } user) value = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{value}"));
        if (!place.InQuery)
        {
            message.Headers.TryAddWithoutValidation(place.Name, place.Prefix + value);
            return;
        }

        var address = new UriBuilder(message.RequestUri!);
        var mine = $"{Uri.EscapeDataString(place.Name)}=";
        var others = address.Query.TrimStart('?').Split('&').Where(pair => pair.Length > 0 && !pair.StartsWith(mine, StringComparison.OrdinalIgnoreCase));
        address.Query = string.Join('&', others.Append(mine + Uri.EscapeDataString(place.Prefix + value)));
        message.RequestUri = address.Uri;
    }

    /// <summary>A text without any of the secrets.</summary>
    public static string Without(string text, IEnumerable<string> secrets) => secrets.Where(secret => secret.Length > 3).Aggregate(text, (cleaned, secret) => cleaned.Replace(secret, "•••", StringComparison.Ordinal));
}

/// <summary>The headers that every request of a system carries.</summary>
internal sealed class RestCommonHeaders(ImmutableArray<KeyValuePair<string, string>> headers)
{
    public void Put(HttpRequestMessage message)
    {
        foreach (var (name, value) in headers)
            if (!message.Headers.Contains(name)) message.Headers.TryAddWithoutValidation(name, value);
    }
}
