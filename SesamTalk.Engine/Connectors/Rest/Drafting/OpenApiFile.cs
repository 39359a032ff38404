using System.Text.Json.Nodes;

namespace SesamTalk.Engine.Connectors.Rest.Drafting;

/// <summary>An OpenAPI description of version 2 or 3, with its references followed and its differences evened out.</summary>
internal sealed class OpenApiFile
{
    private const int LongestChain = 20;
    private readonly JsonObject _whole;

    public OpenApiFile(JsonObject whole)
    {
        if (!whole.ContainsKey("openapi") && !whole.ContainsKey("swagger")) throw new InvalidDataException("The file is no OpenAPI description: it says neither “openapi” nor “swagger” at its top.");
        if (whole["paths"] is not JsonObject) throw new InvalidDataException("The description has no paths.");
        _whole = whole;
    }

    /// <summary>The title, or a word in its place.</summary>
    public string Title => Text(_whole["info"]?["title"]) ?? "REST system";

    /// <summary>The paths, with what can be done there.</summary>
    public IEnumerable<KeyValuePair<string, JsonObject>> Paths => _whole["paths"]!.AsObject().Select(path => KeyValuePair.Create(path.Key, Follow(path.Value) as JsonObject ?? []));

    /// <summary>The ways to sign in, by name.</summary>
    public JsonObject SecuritySchemes => Follow(_whole["components"]?["securitySchemes"] ?? _whole["securityDefinitions"]) as JsonObject ?? [];

    /// <summary>The addresses where the system answers.</summary>
    public IEnumerable<string> Servers
    {
        get
        {
            if (_whole["servers"] is JsonArray servers) return servers.Select(server => Text(server?["url"])).OfType<string>();
            var path = Text(_whole["basePath"]) ?? "";
            return Text(_whole["host"]) is { } host ? [$"{Text((_whole["schemes"] as JsonArray)?.FirstOrDefault()) ?? "https"}://{host}{path}"] : path.Length > 0 ? [path] : [];
        }
    }

    /// <summary>An operation of a path, or null.</summary>
    public JsonObject? Operation(JsonObject path, string verb) => Follow(path[verb]) as JsonObject;

    /// <summary>The parameters of an operation, those of its path among them; a parameter that is an object counts as its members.</summary>
    public List<OpenApiParameter> Parameters(JsonObject path, JsonObject operation) =>
        [.. (path["parameters"] as JsonArray ?? []).Concat(operation["parameters"] as JsonArray ?? []).Select(Follow).OfType<JsonObject>().SelectMany(Parameter)];

    /// <summary>The schema of the JSON body that an operation takes; null for none, or none of JSON.</summary>
    public JsonObject? Body(JsonObject operation, string type = "json")
    {
        var inBody = (operation["parameters"] as JsonArray ?? []).Select(Follow).OfType<JsonObject>().FirstOrDefault(parameter => Text(parameter["in"]) == "body");
        return Schema(inBody?["schema"] ?? Content(Follow(operation["requestBody"]), type));
    }

    /// <summary>The media types of the body that an operation takes.</summary>
    public IEnumerable<string> BodyTypes(JsonObject operation) => (Follow(operation["requestBody"])?["content"] as JsonObject)?.Select(content => content.Key) ?? [];

    /// <summary>The schema of an answer of success; null where none is described.</summary>
    public JsonObject? Success(JsonObject operation) => Answer(operation, "200") ?? Answer(operation, "201") ?? Answer(operation, "default");

    /// <summary>The schema of an answer with a status; null where none is described.</summary>
    public JsonObject? Answer(JsonObject operation, string status)
    {
        var answer = Follow((operation["responses"] as JsonObject)?[status]);
        return Schema(answer?["schema"] ?? Content(answer, "json"));
    }

    /// <summary>Whether an answer of success is described with a Link header.</summary>
    public bool HasLink(JsonObject operation) => (Follow((operation["responses"] as JsonObject)?["200"])?["headers"] as JsonObject)?.Any(header => header.Key.Equals("Link", StringComparison.OrdinalIgnoreCase)) == true;

    /// <summary>A schema with its references followed and its parts (allOf) put together; of several possible ones, the first that says something.</summary>
    public JsonObject? Schema(JsonNode? schema)
    {
        if (Follow(schema) is not JsonObject one) return null;
        if (one["allOf"] is JsonArray parts) return Together(one, parts);
        if ((one["oneOf"] ?? one["anyOf"]) is JsonArray choices) return choices.Select(Schema).FirstOrDefault(choice => choice is not null && Type(choice) != "null") ?? one;
        return one;
    }

    /// <summary>The type of a schema, without the word that it may be null.</summary>
    public static string Type(JsonObject schema) => schema["type"] switch
    {
        JsonArray words => words.Select(Text).FirstOrDefault(word => word != "null") ?? "",
        JsonValue word => Text(word) ?? "",
        _ => schema["properties"] is not null ? "object" : schema["items"] is not null ? "array" : schema["enum"] is not null ? "string" : "",
    };

    /// <summary>The members of an object.</summary>
    public static JsonObject Properties(JsonObject? schema) => schema?["properties"] as JsonObject ?? [];

    /// <summary>The names of the members that must be there.</summary>
    public static HashSet<string> Required(JsonObject? schema) => [.. (schema?["required"] as JsonArray ?? []).Select(Text).OfType<string>()];

    /// <summary>A text of the description, or null.</summary>
    public static string? Text(JsonNode? node) => node is JsonValue value ? value.TryGetValue<string>(out var text) ? text : value.ToJsonString() : null;

    /// <summary>Yes or no, which stands for no where nothing is said.</summary>
    public static bool Flag(JsonNode? node) => node is JsonValue value && value.TryGetValue<bool>(out var flag) && flag;

    /// <summary>The part that a reference names; the part itself where it is none, and null where it leads nowhere or in circles.</summary>
    private JsonNode? Follow(JsonNode? node)
    {
        for (var step = 0; step < LongestChain; step++)
        {
            if (node is not JsonObject part || Text(part["$ref"]) is not { } reference) return node;
            if (!reference.StartsWith("#/", StringComparison.Ordinal)) return null;
            node = reference[2..].Split('/').Aggregate((JsonNode?)_whole, (at, name) => (at as JsonObject)?[Uri.UnescapeDataString(name).Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)]);
        }

        return null;
    }

    private IEnumerable<OpenApiParameter> Parameter(JsonObject parameter)
    {
        var schema = Schema(parameter["schema"]) ?? parameter;
        var (name, place) = (Text(parameter["name"]) ?? "", Text(parameter["in"]) ?? "");
        return place == "query" && Type(schema) == "object" && Properties(schema).Count > 0
            ? Properties(schema).Select(member => new OpenApiParameter(member.Key, place, Schema(member.Value) ?? []))
            : [new OpenApiParameter(name, place, schema)];
    }

    private static JsonNode? Content(JsonNode? holder, string type) => (holder?["content"] as JsonObject)?
        .FirstOrDefault(content => type == "json" ? content.Key.Split(';')[0] is "application/json" or "*/*" || content.Key.Contains("+json", StringComparison.Ordinal) && !content.Key.Contains("patch", StringComparison.Ordinal) : content.Key.Contains(type, StringComparison.Ordinal)).Value?["schema"];

    private JsonObject Together(JsonObject own, JsonArray parts)
    {
        var (properties, required) = (new JsonObject(), new HashSet<string>());
        foreach (var part in parts.Select(Schema).Append(new JsonObject(own.Where(member => member.Key != "allOf").Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone())))))
        {
            foreach (var (name, value) in Properties(part)) properties[name] = value?.DeepClone();
            required.UnionWith(Required(part));
        }

        if (properties.Count == 0) return parts.Select(Schema).FirstOrDefault(part => part is not null) ?? own;
        return new JsonObject { ["type"] = "object", ["properties"] = properties, ["required"] = new JsonArray([.. required.Select(name => (JsonNode?)name)]) };
    }
}

/// <summary>A parameter of an operation.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Place">query, path or header.</param>
/// <param name="Schema">Its schema.</param>
internal sealed record OpenApiParameter(string Name, string Place, JsonObject Schema);
