using System.Collections.Immutable;
using SesamTalk.Engine.Connectors.Wire;

namespace SesamTalk.Engine.Connectors.Rest;

/// <summary>One header on every request; nothing to renew.</summary>
internal sealed class RestSignIn(string? header, string value, ImmutableArray<string> secrets) : ISignIn
{
    /// <summary>What tells one account from another, for the request budget.</summary>
    public string Account => value;

    public Task<ConnectorError?> SignAsync(HttpRequestMessage message, CancellationToken cancellation)
    {
        if (header is not null) message.Headers.TryAddWithoutValidation(header, value);
        return Task.FromResult<ConnectorError?>(null);
    }

    public bool Renew(HttpRequestMessage refused) => false;

    public string Scrub(string text) => secrets.Aggregate(text, (cleaned, secret) => cleaned.Replace(secret, "•••", StringComparison.Ordinal));
}
