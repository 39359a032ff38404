using System.Text;
using System.Text.Json;
using SesamTalk.Engine.Connectors.Wire;

namespace SesamTalk.Engine.Connectors.PowerOfficeGo;

/// <summary>The token of one client, shared by all connections with the same keys; renewed ahead of its end.</summary>
internal sealed class GoToken(TimeProvider clock) : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private volatile string? _text;
    private DateTimeOffset _renewAt;

    /// <summary>A token that is good for a while; asks Go for one where there is none.</summary>
    public async Task<Answer<string>> GetAsync(PowerOfficeGoSettings settings, Courier courier, CancellationToken cancellation)
    {
        await _gate.WaitAsync(cancellation);
        try
        {
            if (_text is { } good && clock.GetUtcNow() < _renewAt) return good;
            if (!(await courier.SendAsync(Request(settings), cancellation)).Is(out var reply, out var error)) return Explained(error);
            return reply.IsSuccess ? Keep(reply) : Refused(reply);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Go did not accept this token: the next request asks for another, unless somebody has done so already.</summary>
    public void Forget(string text)
    {
        if (_text == text) _text = null;
    }

    public void Dispose() => _gate.Dispose();

    private Answer<string> Keep(WireReply reply)
    {
        try
        {
            using var body = JsonDocument.Parse(reply.Body);
            var lifetime = TimeSpan.FromSeconds(body.RootElement.GetProperty("expires_in").GetDouble());
            var ahead = TimeSpan.FromSeconds(Math.Min(120, lifetime.TotalSeconds / 4));
            _renewAt = clock.GetUtcNow() + lifetime - ahead;
            return _text = body.RootElement.GetProperty("access_token").GetString() ?? throw new JsonException("No token.");
        }
        catch (Exception garbled) when (garbled is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            return new ConnectorError.Garbled("PowerOffice Go's sign-in answered with something that is no token. Check the token address.");
        }
    }

    private static Answer<string> Refused(WireReply reply) => reply.Code is 400 or 401 or 403
        ? new ConnectorError.NotAllowed("PowerOffice Go does not accept the application key and the client key together. Check that both belong to the same environment and that the integration is active for this client.")
        : new ConnectorError.Garbled($"PowerOffice Go's sign-in answered with status {reply.Code}. Check the token address.");

    private static ConnectorError Explained(ConnectorError error) => error is ConnectorError.NotAllowed
        ? new ConnectorError.NotAllowed("PowerOffice Go does not accept the keys. Check the subscription key, and that all three keys belong to the same environment.")
        : error;

    private static WireRequest Request(PowerOfficeGoSettings settings) => new(HttpMethod.Post, settings.TokenAddress)
    {
        Body = "grant_type=client_credentials"u8.ToArray(),
        ContentType = "application/x-www-form-urlencoded",
    };
}

/// <summary>How the token itself is asked for: both keys as user and password, and the subscription key.</summary>
internal sealed class GoTokenSignIn(PowerOfficeGoSettings settings) : ISignIn
{
    public Task<ConnectorError?> SignAsync(HttpRequestMessage message, CancellationToken cancellation)
    {
        var pair = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{settings.ApplicationKey}:{settings.ClientKey}"));
        message.Headers.Authorization = new("Basic", pair);
        message.Headers.TryAddWithoutValidation(GoSignIn.SubscriptionHeader, settings.SubscriptionKey);
        return Task.FromResult<ConnectorError?>(null);
    }

    public bool Renew(HttpRequestMessage refused) => false;

    public string Scrub(string text) => text
        .Replace(settings.ApplicationKey, "•••", StringComparison.Ordinal)
        .Replace(settings.ClientKey, "•••", StringComparison.Ordinal)
        .Replace(settings.SubscriptionKey, "•••", StringComparison.Ordinal);
}
