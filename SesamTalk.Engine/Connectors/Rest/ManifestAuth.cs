using System.Collections.Immutable;

namespace SesamTalk.Engine.Connectors.Rest;

/// <summary>The sign-in of a manifest. Secrets are named; a secret that is written out is refused where it can be told.</summary>
internal static class ManifestAuth
{
    private static readonly string[] OfCode = ["authorizeUrl", "refreshToken"];
    private static readonly string[] Send = ["header", "query", "prefix", "user"];

    /// <summary>The sign-in; none where nothing is said.</summary>
    public static RestAuth Read(ManifestNode? node, ManifestPlaces settings)
    {
        if (node is null) return new(RestAuthKind.None);
        var kind = node.OneOf("kind", RestAuthKind.None);
        return kind switch
        {
            RestAuthKind.None => Kind(node, []),
            RestAuthKind.ApiKey => ApiKey(node),
            RestAuthKind.Bearer => Kind(node, ["secret"]) with { Kind = kind, Send = new(), Secret = Secret(node, "secret", "apiKey") },
            RestAuthKind.Basic => Kind(node, ["secret", "user"]) with { Kind = kind, Send = new("Authorization", "Basic "), Secret = Secret(node, "secret", "password"), User = Secret(node, "user", "user") },
            RestAuthKind.Oauth2ClientCredentials => Token(node, kind, settings),
            RestAuthKind.Oauth2AuthorizationCode => Token(node, kind, settings),
            RestAuthKind.TokenExchange => Exchange(node, settings),
        };
    }

    private static RestAuth Kind(ManifestNode node, string[] keys)
    {
        node.Knows(["kind", .. keys]);
        return new(RestAuthKind.None);
    }

    private static RestAuth ApiKey(ManifestNode node)
    {
        node.Knows("kind", "header", "query", "prefix", "secret");
        if (node.Find("header") is null == node.Find("query") is null) throw node.Need("kind").Wrong("a key goes into one header or one query parameter; write “header: NAME” or “query: NAME”");
        var place = node.Find("query") is { } query ? new RestTokenPlace(query.Text(), node.Text("prefix", ""), InQuery: true) : new RestTokenPlace(node.Need("header").Text(), node.Text("prefix", ""));
        return new(RestAuthKind.ApiKey, place, Secret(node, "secret", "apiKey"));
    }

    private static RestAuth Token(ManifestNode node, RestAuthKind kind, ManifestPlaces settings)
    {
        var isCode = kind == RestAuthKind.Oauth2AuthorizationCode;
        node.Knows(["kind", "tokenUrl", "scopes", "clientId", "clientSecret", "clientAuth", "parameters", "headers", "send", .. isCode ? OfCode : []]);
        var places = settings.And("secret.");
        var (id, secret) = (Secret(node, "clientId", "clientId"), Secret(node, "clientSecret", "clientSecret"));
        var inBody = node.Text("clientAuth", "body") switch
        {
            "body" => true,
            "basic" => false,
            var other => throw node.Need("clientAuth").Wrong($"“{other}” is none of body, basic"),
        };
        var scopes = node.Texts("scopes");
        var refresh = isCode ? Secret(node, "refreshToken", "refreshToken") : null;
        List<(string, Placeholders)> form = [("grant_type", Placeholders.Literal(isCode ? "refresh_token" : "client_credentials"))];
        if (refresh is not null) form.Add(("refresh_token", Placeholders.Parse($"{{secret.{refresh}}}")));
        if (scopes.Count > 0) form.Add(("scope", Placeholders.Literal(string.Join(' ', scopes))));
        if (inBody) form.AddRange([("client_id", Placeholders.Parse($"{{secret.{id}}}")), ("client_secret", Placeholders.Parse($"{{secret.{secret}}}"))]);
        return new(kind, Place(node.Find("send")))
        {
            Token = new RestTokenRequest
            {
                Method = HttpMethod.Post,
                Url = settings.Text(node.Need("tokenUrl")),
                Form = [.. form, .. places.Pairs(node.Find("parameters"))],
                Headers = places.Pairs(node.Find("headers")),
                Basic = inBody ? null : (id, secret),
                Refresh = refresh,
                SignInUrl = node.Find("authorizeUrl") is { } signIn ? settings.Text(signIn) : null,
                Scopes = [.. scopes],
            },
        };
    }

    private static RestAuth Exchange(ManifestNode node, ManifestPlaces settings)
    {
        node.Knows("kind", "request", "token", "lifetime", "lifetimeSeconds", "send");
        var request = node.Need("request").Knows("method", "url", "query", "headers", "form", "body");
        var places = settings.And("secret.");
        if (request.Find("form") is not null && request.Find("body") is not null) throw request.Need("form").Wrong("a request has a form or a body, not both");
        return new(RestAuthKind.TokenExchange, Place(node.Find("send")))
        {
            Token = new RestTokenRequest
            {
                Method = request.Find("method") is { } verb ? ManifestOperations.Verb(verb) : HttpMethod.Post,
                Url = settings.Text(request.Need("url")),
                Query = places.Pairs(request.Find("query")),
                Headers = places.Pairs(request.Find("headers")),
                Form = places.Pairs(request.Find("form")),
                Body = request.Find("body") is { } body ? places.Body(body) : null,
                TokenPath = node.Need("token").Text(),
                LifetimePath = node.Text("lifetime", ""),
                Lifetime = TimeSpan.FromSeconds(node.Number("lifetimeSeconds", 600, 10, 31_536_000)),
            },
        };
    }

    private static RestTokenPlace Place(ManifestNode? node)
    {
        if (node is null) return new();
        node.Knows(Send);
        if (node.Find("user") is { } user) return new("Authorization", "Basic ", AsPasswordOf: user.Text());
        return node.Find("query") is { } query
            ? new(query.Text(), node.Text("prefix", ""), InQuery: true)
            : new(node.Text("header", "Authorization"), node.Text("prefix", node.Find("header") is null ? "Bearer " : ""));
    }

    // The name of a secret, never the secret: names are short and plain, and keys seldom are.
    internal static string Secret(ManifestNode node, string key, string otherwise)
    {
        var name = node.Text(key, otherwise);
        return name.Length is > 0 and <= 40 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_')
            ? name
            : throw node.Need(key).Wrong("it names a secret (letters and digits, 40 at most); the secret itself is given to the system and never stands in a manifest");
    }
}
