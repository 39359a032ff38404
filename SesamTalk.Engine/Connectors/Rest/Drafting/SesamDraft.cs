using System.Text.Json.Nodes;

namespace SesamTalk.Engine.Connectors.Rest.Drafting;

/// <summary>
/// Drafts a manifest from a Sesam connector: its system, its operations, keys and paging. What such a connector does not hold
/// (fields, references, limits) or holds in a language of its own (DTL) is a note, never a guess.
/// </summary>
internal sealed class SesamDraft(JsonObject manifest, Func<string, string?> template)
{
    private readonly List<DraftNote> _notes = [];
    private readonly SortedSet<string> _parameters = new(StringComparer.Ordinal);

    /// <summary>The draft.</summary>
    public ManifestDraft Make()
    {
        if (manifest["datatypes"] is not JsonObject { Count: > 0 } datatypes) throw new InvalidDataException("The file is no manifest of a Sesam connector: it has no datatypes.");
        var system = First(Template(OpenApiFile.Text(manifest["system-template"]) ?? "templates/system.json"))
            ?? throw new InvalidDataException("The connector's system template was not found beside its manifest (templates/system.json).");
        var operations = system["operations"] as JsonObject ?? [];
        foreach (var parameter in manifest["additional_parameters"] as JsonObject ?? []) _parameters.Add(SesamText.Name(parameter.Key));
        var entities = new JsonArray();
        foreach (var (name, value) in datatypes)
            if (new SesamEntity(name, value as JsonObject ?? [], operations, Pipe, Place, _notes).Make() is { } entity) entities.Add(entity);
        if (entities.Count == 0) throw new InvalidDataException("None of the connector's data types has a list operation that could be read.");
        var made = new JsonObject { ["name"] = OpenApiFile.Text(manifest["name"]) ?? "Drafted from a Sesam connector", ["baseUrl"] = BaseUrl(system) };
        var auth = Auth(system, out var headers);
        if (_parameters.Count > 0) made["parameters"] = new JsonObject(_parameters.Select(name => KeyValuePair.Create(name, (JsonNode?)null)));
        if (headers.Count > 0) made["headers"] = headers;
        if (auth is not null) made["auth"] = auth;
        if (system["rate_limiting_retries"] is not null) _notes.Add(new("rateLimit", "The system template waits and tries again when it is told to wait; so does this connector, always.", "Write rateLimit if you know how much may be asked."));
        made["entities"] = entities;
        var yaml = DraftText.Of(made, _notes);
        ManifestReader.Read(yaml); // a draft that cannot be read would be our mistake
        return new(yaml, [.. _notes]);
    }

    private JsonNode? Template(string name) => template(name.Contains('/') ? name : $"templates/{name}") is { } text ? Read(text) : null;

    // One pipe or several; the source of the first that reads is what tells of changes.
    private JsonObject? Pipe(string name) => (Template($"templates/{name}.json") switch { JsonArray list => list.OfType<JsonObject>(), JsonObject one => [one], _ => [] })
        .Select(pipe => pipe["source"] as JsonObject).FirstOrDefault(source => source?["operation"] is not null || source?["supports_since"] is not null);

    private static JsonObject? First(JsonNode? node) => node is JsonArray list ? list.OfType<JsonObject>().FirstOrDefault(part => part["operations"] is not null) ?? list.OfType<JsonObject>().FirstOrDefault() : node as JsonObject;

    private static JsonNode? Read(string text)
    {
        try
        {
            return YamlJson.Parse(text);
        }
        catch (YamlDotNet.Core.YamlException)
        {
            return null;
        }
    }

    private string BaseUrl(JsonObject system)
    {
        var pattern = (OpenApiFile.Text(system["url_pattern"]) ?? "%s").Replace("%s", "", StringComparison.Ordinal).TrimEnd('/');
        var url = SesamText.Places(pattern, Place, out var odd);
        if (url is null) _notes.Add(new("baseUrl", $"The address holds {odd}, which was not understood.", "Give the address as the setting baseAddress."));
        else if (!url.StartsWith('{') && url.Length > 0) _notes.Add(new("baseUrl", $"The system answers at {url}.", "Leave it so, or put {baseAddress} there to have it as a setting."));
        return string.IsNullOrEmpty(url) ? "{baseAddress}" : url;
    }

    private string? Place(string path)
    {
        if (path.StartsWith("secret.", StringComparison.Ordinal)) return $"{{secret.{SesamText.Name(path["secret.".Length..])}}}";
        if (!path.StartsWith("param.", StringComparison.Ordinal)) return null;
        var name = SesamText.Name(path["param.".Length..]);
        _parameters.Add(name);
        return $"{{param.{name}}}";
    }

    private JsonObject? Auth(JsonObject system, out JsonObject headers)
    {
        headers = [];
        if (manifest["oauth2"] is JsonObject oauth && OpenApiFile.Text(oauth["token_url"]) is { } token)
        {
            var auth = new JsonObject { ["kind"] = "oauth2AuthorizationCode", ["tokenUrl"] = SesamText.Places(token, Place, out _) ?? token };
            if (OpenApiFile.Text(oauth["login_url"]) is { } login) auth["authorizeUrl"] = SesamText.Places(login, Place, out _) ?? login;
            if (oauth["scopes"] is JsonArray scopes) auth["scopes"] = scopes.DeepClone();
            _notes.Add(new("auth", "A person has to sign in once to get a refresh token.", "If the system knows client credentials, kind: oauth2ClientCredentials is simpler."));
            return auth;
        }

        if (OpenApiFile.Text(system["authentication"]) == "basic") return new() { ["kind"] = "basic", ["user"] = "user", ["secret"] = "password" };
        foreach (var (name, value) in system["headers"] as JsonObject ?? [])
        {
            var text = SesamText.Places(OpenApiFile.Text(value) ?? "", Place, out var odd);
            if (text is null) _notes.Add(new($"headers.{name}", $"It holds {odd}, which was not understood.", "Write it by hand."));
            else headers[name] = text;
        }

        if (!headers.Any(header => header.Value!.ToString().Contains("{secret.", StringComparison.Ordinal)))
            _notes.Add(new("auth", $"How this connector signs in ({OpenApiFile.Text(manifest["auth_variant"]) ?? OpenApiFile.Text(manifest["auth"]) ?? "not said"}) is built into the platform and not written in it.", "Write auth by hand: apiKey, bearer, basic, oauth2ClientCredentials or tokenExchange."));
        return null;
    }
}
