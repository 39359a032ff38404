using System.Text.Json.Nodes;

namespace SesamTalk.Engine.Connectors.Rest.Drafting;

/// <summary>The fields of an entity: what is read, held against what may be sent.</summary>
internal sealed class OpenApiFields(OpenApiFile file, string entity, List<DraftNote> notes)
{
    private const int Deepest = 3;

    /// <summary>The fields by path, flattened; what a manifest cannot say is left out with a note.</summary>
    /// <param name="read">The record as it is read.</param>
    /// <param name="made">What may be sent to make one; null where nothing can be made.</param>
    /// <param name="changed">What may be sent to change one; null where nothing can be changed.</param>
    /// <param name="references">The entities that a property may refer to, by the folded name of such a property.</param>
    public JsonObject Make(JsonObject read, JsonObject? made, JsonObject? changed, IReadOnlyDictionary<string, string> references)
    {
        var fields = new JsonObject();
        var left = new List<string>();
        Add(fields, left, read, made, changed, references, "", 0);
        if (left.Count > 0) notes.Add(new(entity, $"Left out, since a manifest has no word for lists of plain values, or for what has no type: {string.Join(", ", left)}.", "Nothing, unless you need one of them."));
        return fields;
    }

    private void Add(JsonObject fields, List<string> left, JsonObject read, JsonObject? made, JsonObject? changed, IReadOnlyDictionary<string, string> references, string prefix, int depth)
    {
        var (required, open, edits) = (OpenApiFile.Required(made), OpenApiFile.Properties(made), OpenApiFile.Properties(changed));
        foreach (var (name, value) in OpenApiFile.Properties(read))
        {
            var path = prefix + name;
            if (name.Contains('.') || file.Schema(value) is not { } schema || Type(schema) is not { } type) { left.Add(path); continue; }
            if (type == "object")
            {
                if (depth == Deepest) left.Add(path);
                else Add(fields, left, schema, Sub(made, name), Sub(changed, name), references, path + ".", depth + 1);
                continue;
            }

            var field = new JsonObject { ["type"] = type };
            if (type == "list")
            {
                var below = new JsonObject();
                var known = file.Schema(schema["items"])!;
                if (depth == Deepest) { left.Add(path); continue; }
                Add(below, left, known, file.Schema(Sub(made, name)?["items"]), file.Schema(Sub(changed, name)?["items"]), references, "", depth + 1);
                if (below.Count == 0) { left.Add(path); continue; }
                field["fields"] = below;
            }

            if (made is not null || changed is not null) Rights(field, name, value, open, edits, required, made is null, changed is null);
            else if (OpenApiFile.Flag(value?["readOnly"])) field["readOnly"] = true;
            Limits(field, schema, type);
            if (references.TryGetValue(OpenApiWords.Fold(path), out var target) && type is "string" or "integer") field["references"] = new JsonArray(target);
            fields[path] = field.Count == 1 ? type : field;
        }
    }

    private static void Rights(JsonObject field, string name, JsonNode? value, JsonObject open, JsonObject edits, HashSet<string> required, bool cannotMake, bool cannotChange)
    {
        var (isMade, isChanged) = (open.ContainsKey(name), edits.ContainsKey(name));
        if (OpenApiFile.Flag(value?["readOnly"]) || (!isMade && !isChanged)) field["readOnly"] = true;
        else if (required.Contains(name) && isMade) field["required"] = true;
        if (!field.ContainsKey("readOnly") && isMade && !isChanged && !cannotChange && !cannotMake) field["createOnly"] = true;
    }

    private static void Limits(JsonObject field, JsonObject schema, string type)
    {
        if (type == "string" && int.TryParse(OpenApiFile.Text(schema["maxLength"]), out var most) && most > 0) field["maxLength"] = most;
        if (type == "string" && schema["enum"] is JsonArray words) field["values"] = new JsonArray([.. words.Select(OpenApiFile.Text).OfType<string>().Select(word => (JsonNode?)word)]);
    }

    private JsonObject? Sub(JsonObject? schema, string name) => OpenApiFile.Properties(schema)[name] is { } below ? file.Schema(below) : null;

    private string? Type(JsonObject schema) => (OpenApiFile.Type(schema), OpenApiFile.Text(schema["format"])) switch
    {
        ("string", "date") => "date",
        ("string", "date-time") => "dateTime",
        ("string", "binary") => null,
        ("string", _) => "string",
        ("integer", _) => "integer",
        ("number", _) => "number",
        ("boolean", _) => "boolean",
        ("object", _) when OpenApiFile.Properties(schema).Count > 0 => "object",
        ("array", _) when file.Schema(schema["items"]) is { } item && OpenApiFile.Properties(item).Count > 0 => "list",
        _ => null,
    };
}
