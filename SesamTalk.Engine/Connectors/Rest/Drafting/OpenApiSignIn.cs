using System.Text.Json.Nodes;

namespace SesamTalk.Engine.Connectors.Rest.Drafting;

/// <summary>The sign-in of a description; of several, the one that says most, and keys in headers beside it.</summary>
internal sealed class OpenApiSignIn(OpenApiFile file, List<DraftNote> notes)
{
    /// <summary>The keys of the manifest: auth, and headers where more than one key is needed.</summary>
    public JsonObject Make()
    {
        var made = new JsonObject();
        var schemes = file.SecuritySchemes.Select(scheme => (Name: scheme.Key, Scheme: file.Schema(scheme.Value) ?? [])).ToList();
        if (schemes.Count == 0)
        {
            notes.Add(new("auth", "The description does not say how to sign in.", "Write the part auth if the system asks for a key."));
            return made;
        }

        var read = schemes.Select(scheme => (scheme.Name, scheme.Scheme, Auth: Auth(scheme.Name, scheme.Scheme))).Where(scheme => scheme.Auth is not null).ToList();
        var first = read.FirstOrDefault(scheme => OpenApiFile.Text(scheme.Scheme["type"]) == "oauth2", read.FirstOrDefault());
        if (first.Auth is null) return made;
        made["auth"] = first.Auth;
        var headers = new JsonObject();
        foreach (var (name, scheme, _) in read.Where(scheme => scheme.Name != first.Name))
        {
            if (OpenApiFile.Text(scheme["type"]) == "apiKey" && OpenApiFile.Text(scheme["in"]) == "header")
            {
                headers[OpenApiFile.Text(scheme["name"]) ?? "X-Key"] = $"{{secret.{Secret(name)}}}";
                notes.Add(new($"security {name}", $"The key is sent beside {first.Name}.", $"Take it out of headers if one of the two is enough; else give it as the secret {Secret(name)}."));
            }
            else notes.Add(new($"security {name}", $"The system knows more than one way to sign in; {first.Name} was taken.", "Change auth if you mean the other."));
        }

        if (headers.Count > 0) made["headers"] = headers;
        return made;
    }

    private JsonObject? Auth(string name, JsonObject scheme)
    {
        switch (OpenApiFile.Text(scheme["type"]))
        {
            case "http" when OpenApiFile.Text(scheme["scheme"])?.ToLowerInvariant() == "basic":
            case "basic":
                return new() { ["kind"] = "basic", ["user"] = "user", ["secret"] = "password" };
            case "http" when OpenApiFile.Text(scheme["scheme"])?.ToLowerInvariant() == "bearer":
                return new() { ["kind"] = "bearer", ["secret"] = "apiKey" };
            case "apiKey" when OpenApiFile.Text(scheme["in"]) is "header" or "query":
                return new() { ["kind"] = "apiKey", [OpenApiFile.Text(scheme["in"])!] = OpenApiFile.Text(scheme["name"]), ["secret"] = "apiKey" };
            case "oauth2":
                return OAuth(name, scheme);
            default:
                notes.Add(new($"security {name}", "This way to sign in is not one that a manifest can say.", "Ask the system's people for a key or for client credentials, and write auth by hand."));
                return null;
        }
    }

    private JsonObject? OAuth(string name, JsonObject scheme)
    {
        var flows = scheme["flows"] as JsonObject ?? new JsonObject { [OpenApiFile.Text(scheme["flow"]) ?? ""] = scheme.DeepClone() };
        var (kind, flow) = (flows["clientCredentials"] ?? flows["application"]) is JsonObject client ? ("oauth2ClientCredentials", client)
            : (flows["authorizationCode"] ?? flows["accessCode"]) is JsonObject code ? ("oauth2AuthorizationCode", code) : ("", null);
        if (flow is null || OpenApiFile.Text(flow["tokenUrl"]) is not { } token)
        {
            notes.Add(new($"security {name}", "None of its OAuth flows works without a person in front of it.", "Ask for client credentials, and write auth by hand."));
            return null;
        }

        var auth = new JsonObject { ["kind"] = kind, ["tokenUrl"] = Uri.IsWellFormedUriString(token, UriKind.Absolute) ? token : "{baseAddress}" + token };
        if (kind == "oauth2AuthorizationCode" && OpenApiFile.Text(flow["authorizationUrl"]) is { } signIn) auth["authorizeUrl"] = signIn;
        if (flow["scopes"] is JsonObject { Count: > 0 } scopes) auth["scopes"] = new JsonArray([.. scopes.Select(scope => (JsonNode?)scope.Key)]);
        notes.Add(new($"security {name}", kind == "oauth2AuthorizationCode" ? "A person has to sign in once to get a refresh token." : "A token is asked for by client id and client secret.", "See whether the token's address wants them as user and password (clientAuth: basic) or in the form, and which scopes you need."));
        return auth;
    }

    private static string Secret(string name) => new([.. name.Where(char.IsAsciiLetterOrDigit).Take(40)]);
}
