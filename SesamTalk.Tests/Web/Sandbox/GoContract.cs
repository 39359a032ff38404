using System.Text.Json;
using System.Text.Json.Nodes;

namespace SesamTalk.Tests.Web.Sandbox;

/// <summary>Holds answers against the vendor's description, kept beside the repository; null where it is not there.</summary>
internal sealed class GoContract(JsonNode document)
{
    private readonly List<string> _violations = [];

    public IReadOnlyList<string> Violations => _violations;

    public IReadOnlyList<string> ReadPaths => [.. document["paths"]!.AsObject().Where(path => path.Value!["get"] is not null).Select(path => path.Key)];

    public static GoContract? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var file = Path.Combine(folder.FullName, "shared", "poweroffice-go-openapi.json");
            if (File.Exists(file)) return new(JsonNode.Parse(File.ReadAllText(file))!);
        }
        return null;
    }

    public void Check(string verb, string path, int status, JsonNode? body)
    {
        var answer = document["paths"]![path]![verb.ToLowerInvariant()]!["responses"]![$"{status}"];
        if (answer is null) _violations.Add($"{verb} {path}: {status} is not declared");
        else if (answer["content"]?["application/json"]?["schema"] is not { } schema)
        {
            if (body is not null) _violations.Add($"{verb} {path}: {status} has a body");
        }
        else if (body is null) _violations.Add($"{verb} {path}: {status} has no body");
        else Walk(schema, body, $"{verb} {path} {status} ");
    }

    private void Walk(JsonNode schema, JsonNode? value, string where)
    {
        if (schema["$ref"] is { } reference) schema = document["components"]!["schemas"]![reference.ToString().Split('/')[^1]]!;
        if (value is null)
        {
            if (schema["nullable"]?.GetValue<bool>() != true) _violations.Add(where + "is null");
            return;
        }
        if (!Fits(schema, value)) _violations.Add($"{where}is {value.GetValueKind()} {value}");
        if (schema["enum"] is JsonArray words && !words.Any(word => word!.ToString() == value.ToString())) _violations.Add($"{where}is '{value}'");
        if (value is JsonArray items) foreach (var item in items) Walk(schema["items"]!, item, where + "[] ");
        if (value is JsonObject record) Members(schema, record, where);
    }

    private void Members(JsonNode schema, JsonObject record, string where)
    {
        foreach (var (name, member) in record)
        {
            if (schema["properties"]?[name] is { } known) Walk(known, member, $"{where}{name} ");
            else if (schema["additionalProperties"] is JsonValue) _violations.Add($"{where}{name} is not declared");
        }
    }

    private static bool Fits(JsonNode schema, JsonNode value) => (schema["type"]?.ToString(), value.GetValueKind()) switch
    {
        ("object", var kind) => kind == JsonValueKind.Object,
        ("array", var kind) => kind == JsonValueKind.Array,
        ("boolean", var kind) => kind is JsonValueKind.True or JsonValueKind.False,
        ("number", var kind) => kind == JsonValueKind.Number,
        ("integer", var kind) => kind == JsonValueKind.Number && long.TryParse(value.ToJsonString(), out _),
        ("string", var kind) => kind == JsonValueKind.String && IsFormat(schema["format"]?.ToString(), value.ToString()) && value.ToString().Length <= (schema["maxLength"]?.GetValue<int>() ?? int.MaxValue),
        _ => true,
    };

    private static bool IsFormat(string? format, string text) => format switch
    {
        "uuid" => Guid.TryParseExact(text, "D", out _),
        "date" => DateOnly.TryParseExact(text, "yyyy-MM-dd", out _),
        "date-time" => text.EndsWith('Z') && DateTimeOffset.TryParse(text, out _),
        _ => true,
    };
}
