using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using SesamTalk.Engine.Connectors.Wire;

namespace SesamTalk.Engine.Connectors.Rest;

/// <summary>The first sign-in of a person, which gives the refresh token that every later one lives on.</summary>
internal sealed class RestFirstSignIn(RestSettings settings, Courier courier, ISecretKeeper? keeper)
{
    private static readonly string[] OfRefreshing = ["grant_type", "refresh_token", "scope"];

    /// <summary>Where the person goes; null where the manifest names no such place, or one that is no safe address.</summary>
    public Uri? Address(SignInAttempt attempt)
    {
        if (settings.SignInAddress is not { } address || settings.Manifest.Auth.Token is not { Form: var form } token) return null;
        var query = new List<(string Name, string Value)>
        {
            ("response_type", "code"), ("client_id", ClientId(token, form)), ("redirect_uri", attempt.Callback.AbsoluteUri), ("state", attempt.State),
            ("code_challenge", Convert.ToBase64String(SHA256.HashData(Encoding.ASCII.GetBytes(attempt.Verifier))).TrimEnd('=').Replace('+', '-').Replace('/', '_')), ("code_challenge_method", "S256"),
        };
        if (!token.Scopes.IsEmpty) query.Add(("scope", string.Join(' ', token.Scopes)));
        var more = string.Join('&', query.Select(pair => $"{pair.Name}={Uri.EscapeDataString(pair.Value)}"));
        return new UriBuilder(address) { Query = address.Query.Length > 1 ? $"{address.Query[1..]}&{more}" : more }.Uri;
    }

    /// <summary>Trades the code for a refresh token, and keeps it.</summary>
    public async Task<Answer<SignedIn>> FinishAsync(string code, SignInAttempt attempt, CancellationToken cancellation)
    {
        if (settings.Manifest.Auth.Token is not { SignInUrl: not null, Refresh: { } name } token || keeper is null) return new ConnectorError.NotAllowed("Nobody signs in to this system in a browser.");
        ImmutableArray<(string, Placeholders)> form =
        [
            ("grant_type", Placeholders.Literal("authorization_code")), ("code", Placeholders.Literal(code)),
            ("redirect_uri", Placeholders.Literal(attempt.Callback.AbsoluteUri)), ("code_verifier", Placeholders.Literal(attempt.Verifier)),
            .. token.Form.Where(pair => !OfRefreshing.Contains(pair.Name)),
        ];
        if (!(await courier.SendAsync(RestToken.Request(settings, token, form, Setting), cancellation)).Is(out var reply, out var error))
            return error is ConnectorError.Unknown lost ? new ConnectorError.Unreachable($"{lost.Because} Sign in again.") : error;
        var said = RestSignIn.Without(Said.By(reply), settings.Secrets.Values.Append(code).Append(attempt.Verifier));
        if (!reply.IsSuccess) return new ConnectorError.NotAllowed($"{settings.Manifest.Name} did not accept the sign-in. Begin it again; where that does not help, check the client id, the client secret and that {attempt.Callback.AbsoluteUri} is registered with it. {said}");
        if (JsonAt.Text(reply.Body, "refresh_token") is not { Length: > 0 } refresh)
            return new ConnectorError.NotAllowed($"{settings.Manifest.Name} gave no refresh token, so the sign-in would not last. Ask for the scope that does (often offline_access) in the manifest's auth.");
        await keeper.KeepAsync(settings.SystemId, name, refresh, CancellationToken.None);
        return new SignedIn(name);
    }

    private object? Setting(string name) => settings.SettingOrSecret(name);

    private string ClientId(RestTokenRequest token, ImmutableArray<(string Name, Placeholders Value)> form) =>
        (token.Basic is { } basic ? settings.Secrets[basic.Id] : form.FirstOrDefault(pair => pair.Name == "client_id").Value?.Fill(Setting, escape: false)) ?? "";
}
