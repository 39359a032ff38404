using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using SesamTalk.Engine.Connectors.Wire;

namespace SesamTalk.Engine.Connectors.Rest;

/// <summary>One token, renewed ahead of its end, and the refresh token that the system gave last.</summary>
internal sealed class RestToken(TimeProvider clock) : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private volatile string? _text;
    private DateTimeOffset _renewAt;
    private readonly HashSet<string> _spent = [];
    private string? _given;
    private string? _refresh;

    /// <summary>A token that is good for a while; asks for one where there is none.</summary>
    /// <param name="settings">The system.</param>
    /// <param name="courier">Carries the request, which nobody signs.</param>
    /// <param name="keeper">Keeps a refresh token that was replaced; null where nothing can be kept.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    public async Task<Answer<string>> GetAsync(RestSettings settings, Courier courier, ISecretKeeper? keeper, CancellationToken cancellation)
    {
        await _gate.WaitAsync(cancellation);
        try
        {
            var request = settings.Manifest.Auth.Token!;
            Heed(request.Refresh is { } secret ? settings.Secrets.GetValueOrDefault(secret) : null);
            if (_text is { } good && clock.GetUtcNow() < _renewAt) return good;
            if (request.Refresh is not { } name) return await AskAsync(settings, request, null, courier, keeper, cancellation);
            if ((_refresh ?? _given) is not { } refresh) return new ConnectorError.NotAllowed($"Nobody has signed in to {settings.Manifest.Name} yet. Sign in on this system's page, under Systems.");
            var answer = await AskAsync(settings, request, refresh, courier, keeper, cancellation);
            // Another process may have used it meanwhile, and has kept the one that took its place.
            if (answer.Error is not ConnectorError.NotAllowed || keeper is null || await keeper.FindAsync(settings.SystemId, name, cancellation) is not { } stored || stored == refresh) return answer;
            return await AskAsync(settings, request, stored, courier, keeper, cancellation);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>The system did not accept this token: the next request asks for another, unless somebody has done so already.</summary>
    public void Forget(string text)
    {
        if (text.Contains(_text ?? "\0", StringComparison.Ordinal)) _text = null;
    }

    /// <summary>A text without the token and the refresh token that the system gave.</summary>
    public string Scrub(string text) => RestSignIn.Without(text, new[] { _text, _given, _refresh }.OfType<string>());

    public void Dispose() => _gate.Dispose();

    // What a person gave anew counts; what we replaced ourselves does not come back with a connection that was opened before.
    private void Heed(string? given)
    {
        if (given is null || given == _given || given == _refresh || _spent.Contains(given)) return;
        (_given, _refresh, _text) = (given, null, null);
    }

    private async Task<Answer<string>> AskAsync(RestSettings settings, RestTokenRequest request, string? refresh, Courier courier, ISecretKeeper? keeper, CancellationToken cancellation)
    {
        if (!(await courier.SendAsync(Request(settings, request, refresh), cancellation)).Is(out var reply, out var error)) return Explained(error, request);
        if (!reply.IsSuccess) return Refused(settings, reply);
        if (request.Refresh is { } name && refresh is not null && JsonAt.Text(reply.Body, "refresh_token") is { Length: > 0 } next && next != refresh)
        {
            _spent.Add(refresh);
            _refresh = next;
            // The old one may be void from now on: nothing is asked for before the new one is safe.
            if (keeper is not null) await keeper.KeepAsync(settings.SystemId, name, next, CancellationToken.None);
        }

        return Keep(request, reply);
    }

    private Answer<string> Keep(RestTokenRequest request, WireReply reply)
    {
        if (JsonAt.Text(reply.Body, request.TokenPath) is not { Length: > 0 } text)
            return new ConnectorError.Garbled($"The sign-in answered without a token at {request.TokenPath}. Check its address and the manifest's auth.");
        var now = clock.GetUtcNow();
        var lifetime = Lifetime(request, reply, now);
        _renewAt = now + lifetime - TimeSpan.FromSeconds(Math.Min(120, lifetime.TotalSeconds / 4));
        return _text = text;
    }

    private static TimeSpan Lifetime(RestTokenRequest request, WireReply reply, DateTimeOffset now)
    {
        if (request.LifetimePath.Length == 0 || JsonAt.Text(reply.Body, request.LifetimePath) is not { } said) return request.Lifetime;
        if (double.TryParse(said, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and < 1e9) return TimeSpan.FromSeconds(seconds);
        return Moments.Parse(said) is { } end && end > now ? end - now : request.Lifetime;
    }

    // With a refresh token the request is a write: asked twice, some systems void both tokens.
    private static WireRequest Request(RestSettings settings, RestTokenRequest request, string? refresh) =>
        Request(settings, request, request.Form, name => refresh is not null && name == $"secret.{request.Refresh}" ? refresh : settings.SettingOrSecret(name));

    /// <summary>A request to where tokens are given, with what the manifest says of headers and of how the client says who it is.</summary>
    internal static WireRequest Request(RestSettings settings, RestTokenRequest request, ImmutableArray<(string Name, Placeholders Value)> form, Func<string, object?> value)
    {
        var query = Pairs(request.Query, value);
        var address = settings.TokenAddress!.AbsoluteUri;
        List<KeyValuePair<string, string>> headers = [new("Accept", "application/json")];
        headers.AddRange(request.Headers.Select(header => (header.Name, Text: header.Value.Fill(value, escape: false))).Where(header => header.Text is not null).Select(header => KeyValuePair.Create(header.Name, header.Text!)));
        if (request.Basic is { } basic)
        {
            var pair = $"{Uri.EscapeDataString(settings.Secrets[basic.Id])}:{Uri.EscapeDataString(settings.Secrets[basic.Secret])}";
            headers.Add(new("Authorization", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(pair))));
        }

        return new WireRequest(request.Method, new Uri(query.Length == 0 ? address : $"{address}{(address.Contains('?') ? '&' : '?')}{query}"))
        {
            Headers = headers,
            Body = request.Body?.Fill(value) ?? (form.IsEmpty ? null : Encoding.UTF8.GetBytes(Pairs(form, value))),
            ContentType = form.IsEmpty ? "application/json" : "application/x-www-form-urlencoded",
            IsWrite = request.Refresh is not null,
        };
    }

    private static string Pairs(IEnumerable<(string Name, Placeholders Value)> pairs, Func<string, object?> value) =>
        string.Join('&', pairs.Select(pair => (pair.Name, Text: pair.Value.Fill(value, escape: false))).Where(pair => pair.Text is not null).Select(pair => $"{Uri.EscapeDataString(pair.Name)}={Uri.EscapeDataString(pair.Text!)}"));

    private static ConnectorError Explained(ConnectorError error, RestTokenRequest request) => error switch
    {
        ConnectorError.NotAllowed => new ConnectorError.NotAllowed($"The sign-in does not accept the secrets of this system ({string.Join(", ", request.Secrets.Distinct())}). Enter them again."),
        ConnectorError.Unknown lost => new ConnectorError.Unreachable(lost.Because), // no record was written by signing in
        _ => error,
    };

    private static Answer<string> Refused(RestSettings settings, WireReply reply)
    {
        var request = settings.Manifest.Auth.Token!;
        var said = RestSignIn.Without(Said.By(reply), settings.Secrets.Values);
        if (reply.Code is not (400 or 401 or 403)) return new ConnectorError.Garbled($"The sign-in answered with status {reply.Code}. Check its address. {said}");
        return request.Refresh is { } refresh
            ? new ConnectorError.NotAllowed($"The sign-in is no longer accepted. A person has to sign in again on this system's page, under Systems, or give the secret {refresh} anew. {said}")
            : new ConnectorError.NotAllowed($"The sign-in does not accept the secrets of this system ({string.Join(", ", request.Secrets.Distinct())}). {said}");
    }
}

/// <summary>Every request carries the token.</summary>
internal sealed class RestTokenSignIn(RestSettings settings, RestToken token, Courier tokenCourier, ISecretKeeper? keeper, RestCommonHeaders common) : ISignIn
{
    private static readonly HttpRequestOptionsKey<string> Used = new("token");

    public async Task<ConnectorError?> SignAsync(HttpRequestMessage message, CancellationToken cancellation)
    {
        if (!(await token.GetAsync(settings, tokenCourier, keeper, cancellation)).Is(out var text, out var error)) return error;
        RestSignIn.Put(message, settings.Manifest.Auth.Send ?? new(), text);
        message.Options.Set(Used, text);
        common.Put(message);
        return null;
    }

    public bool Renew(HttpRequestMessage refused)
    {
        if (refused.Options.TryGetValue(Used, out var text)) token.Forget(text);
        return true;
    }

    public string Scrub(string text) => token.Scrub(RestSignIn.Without(text, settings.Secrets.Values));
}
