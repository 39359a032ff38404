using System.Text.Json.Nodes;

namespace SesamTalk.Tests.Engine.Connectors.PowerOfficeGo;

/// <summary>As much of an OpenAPI description as it takes to say what is wrong with a request.</summary>
internal sealed class OpenApiFile(JsonObject file)
{
    private static readonly string[] Paging = ["PageNumber", "PageSize", "OrderBy", "Fields", "UseDatabaseValidation"];

    /// <summary>The vendor's description in the notes folder beside the repository; null where it is not there.</summary>
    public static string? Find()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var file = Path.Combine(at.FullName, "..", "shared", "poweroffice-go-openapi.json");
            if (File.Exists(Path.Combine(at.FullName, "SesamTalk.sln"))) return File.Exists(file) ? file : null;
        }

        return null;
    }

    /// <summary>What the description does not allow about a request.</summary>
    public IEnumerable<string> Violations(string method, string path, string query, string? body)
    {
        var what = $"{method} {path}";
        if (Operation(method, path) is not { } operation) return [$"{what}: there is no such operation"];
        var known = operation["parameters"]?.AsArray().Select(p => p!["name"]!.GetValue<string>()).ToList() ?? [];
        if (known.Contains("resourceParameter")) known.AddRange(Paging);
        var strangers = query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries).Select(q => q.Split('=')[0]).Where(name => !known.Contains(name)).Select(name => $"{what}: the parameter {name} is not known");
        var content = operation["requestBody"]?["content"];
        if (body is null) return strangers;
        if (content is null) return [.. strangers, $"{what}: takes no body"];
        return [.. strangers, .. method == "PATCH" ? Patch(what, operation, body) : Body(what, content.AsObject().First().Value!["schema"]!, JsonNode.Parse(body))];
    }

    /// <summary>The path of the description that a path follows; null where there is none.</summary>
    public string? Template(string method, string path)
    {
        var steps = path.Split('/');
        return file["paths"]!.AsObject()
            .Where(p => p.Key.Split('/') is var known && known.Length == steps.Length && known.Zip(steps).All(s => s.First == s.Second || (s.First.StartsWith('{') && s.Second.Length > 0)))
            .OrderBy(p => p.Key.Count(c => c == '{')).FirstOrDefault(p => p.Value![method.ToLowerInvariant()] is not null).Key;
    }

    private JsonNode? Operation(string method, string path) => Template(method, path) is { } template ? file["paths"]![template]![method.ToLowerInvariant()] : null;

    private static IEnumerable<string> Patch(string what, JsonNode operation, string body)
    {
        var open = operation["x-patchable-properties"]!.AsArray().Select(p => "/" + p!.GetValue<string>()).ToList();
        foreach (var step in JsonNode.Parse(body)!.AsArray())
        {
            var path = step!["path"]!.GetValue<string>();
            if (step["op"]!.GetValue<string>() is not ("replace" or "add" or "remove")) yield return $"{what}: the operation {step["op"]} is not known";
            if (!open.Contains(path) && !open.Exists(p => p.StartsWith(path + "/", StringComparison.Ordinal))) yield return $"{what}: {path} cannot be patched";
            if (!step.AsObject().ContainsKey("value")) yield return $"{what}: {path} has no value";
        }
    }

    private IEnumerable<string> Body(string what, JsonNode schema, JsonNode? body)
    {
        if (schema["$ref"]?.GetValue<string>() is { } name) schema = file["components"]!["schemas"]![name.Split('/')[^1]]!;
        if (schema["properties"] is not JsonObject properties || body is not JsonObject members) return Value(what, schema, body);
        var missing = (schema["required"]?.AsArray() ?? []).Select(r => r!.GetValue<string>()).Where(r => !members.ContainsKey(r)).Select(r => $"{what}: {r} is missing");
        var wrong = members.SelectMany(m => properties[m.Key] is { } known ? Body($"{what}: {m.Key}", known, m.Value) : [$"{what}: {m.Key} is not known"]);
        return [.. missing, .. wrong];
    }

    private IEnumerable<string> Value(string what, JsonNode schema, JsonNode? value)
    {
        if (value is null) return schema["nullable"]?.GetValue<bool>() == true ? [] : [$"{what} must not be null"];
        if (schema["enum"] is JsonArray words) return words.Any(word => word!.ToString() == value.ToString()) ? [] : [$"{what}: {value} is none of the words"];
        if (schema["type"]?.GetValue<string>() == "array") return value is JsonArray list ? list.SelectMany(item => Body(what, schema["items"]!, item)) : [$"{what} must be a list"];
        var kind = value.GetValueKind().ToString();
        var fits = schema["type"]?.GetValue<string>() switch
        {
            "string" => kind == "String" && (schema["maxLength"] is not { } most || value.ToString().Length <= most.GetValue<int>()),
            "integer" or "number" => kind == "Number",
            "boolean" => kind is "True" or "False",
            _ => true,
        };
        return fits ? [] : [$"{what}: {value} does not fit"];
    }
}
