using System.Collections.Immutable;

namespace SesamTalk.Engine.Connectors.Rest;

/// <summary>The kinds of sign-in.</summary>
internal enum RestAuthKind
{
    /// <summary>No sign-in.</summary>
    None,

    /// <summary>A key in a header or a query parameter of its own.</summary>
    ApiKey,

    /// <summary>A key in Authorization, after the word Bearer.</summary>
    Bearer,

    /// <summary>User name and password.</summary>
    Basic,

    /// <summary>A token by client id and client secret.</summary>
    Oauth2ClientCredentials,

    /// <summary>A token by a refresh token, which a person got by signing in once.</summary>
    Oauth2AuthorizationCode,

    /// <summary>A token by a request that the manifest describes.</summary>
    TokenExchange,
}

/// <summary>How a system is signed in to; secrets are named, never written.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Send">Where the key or the token goes.</param>
/// <param name="Secret">The name of the secret: key or password.</param>
/// <param name="User">The name of the secret that holds the user name, for basic.</param>
internal sealed record RestAuth(RestAuthKind Kind, RestTokenPlace? Send = null, string Secret = "", string User = "")
{
    /// <summary>How a token is asked for; null where there is none.</summary>
    public RestTokenRequest? Token { get; init; }

    /// <summary>The names of all secrets that it needs.</summary>
    public IEnumerable<string> Secrets => new[] { Secret, User }.Where(name => name.Length > 0).Concat(Token?.Secrets ?? []).Distinct();
}

/// <summary>Where a key or a token goes in a request.</summary>
/// <param name="Name">The header, or the query parameter.</param>
/// <param name="Prefix">What stands before it.</param>
/// <param name="InQuery">In the query rather than in a header.</param>
/// <param name="AsPasswordOf">The user name where it is sent as a password (Basic); null where it is not.</param>
internal sealed record RestTokenPlace(string Name = "Authorization", string Prefix = "Bearer ", bool InQuery = false, string? AsPasswordOf = null);

/// <summary>The request that gives a token.</summary>
internal sealed record RestTokenRequest
{
    /// <summary>The verb.</summary>
    public required HttpMethod Method { get; init; }

    /// <summary>The whole address, with parameters of the system.</summary>
    public required Placeholders Url { get; init; }

    /// <summary>The query; secrets may stand in it.</summary>
    public ImmutableArray<(string Name, Placeholders Value)> Query { get; init; } = [];

    /// <summary>The headers; secrets may stand in them.</summary>
    public ImmutableArray<(string Name, Placeholders Value)> Headers { get; init; } = [];

    /// <summary>The form that is sent; empty for none.</summary>
    public ImmutableArray<(string Name, Placeholders Value)> Form { get; init; } = [];

    /// <summary>The JSON that is sent; null for none.</summary>
    public RestBody? Body { get; init; }

    /// <summary>The secret names of client id and client secret that are sent as user and password; null where they are not.</summary>
    public (string Id, string Secret)? Basic { get; init; }

    /// <summary>The name of the secret that holds the refresh token, which an answer may replace; null where there is none.</summary>
    public string? Refresh { get; init; }

    /// <summary>The dotted path of the token.</summary>
    public string TokenPath { get; init; } = "access_token";

    /// <summary>The dotted path of the seconds that the token is good for, or of the moment when it ends; empty for neither.</summary>
    public string LifetimePath { get; init; } = "expires_in";

    /// <summary>How long a token is good for where the answer does not say.</summary>
    public TimeSpan Lifetime { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Where a person signs in once, for a refresh token; null where nobody does.</summary>
    public Placeholders? SignInUrl { get; init; }

    /// <summary>What is asked for.</summary>
    public ImmutableArray<string> Scopes { get; init; } = [];

    /// <summary>The names of all secrets that it needs.</summary>
    public IEnumerable<string> Secrets => Texts().SelectMany(text => text.Names).Where(name => name.StartsWith("secret.", StringComparison.Ordinal)).Select(name => name["secret.".Length..])
        .Concat(Basic is { } basic ? [basic.Id, basic.Secret] : []).Concat(Refresh is { } refresh ? [refresh] : []);

    private IEnumerable<Placeholders> Texts() => Query.Concat(Headers).Concat(Form).Select(pair => pair.Value).Append(Url).Concat(Body?.Texts ?? []);
}
