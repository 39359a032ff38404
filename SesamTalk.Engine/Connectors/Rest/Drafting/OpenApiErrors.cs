using System.Text.Json.Nodes;

namespace SesamTalk.Engine.Connectors.Rest.Drafting;

/// <summary>Where refusals say what is wrong, as the first description of a 400 or 422 tells.</summary>
internal sealed class OpenApiErrors(OpenApiFile file)
{
    private static readonly string[] Verbs = ["post", "patch", "put", "get"], Statuses = ["422", "400", "default"];

    /// <summary>The part of the manifest; null where nothing is described.</summary>
    public JsonObject? Make()
    {
        var schemas = from path in file.Paths from verb in Verbs let operation = file.Operation(path.Value, verb) where operation is not null from status in Statuses let schema = file.Answer(operation, status) where schema is not null select schema;
        if (schemas.FirstOrDefault(schema => Find(schema, OpenApiWords.Message) is not null) is not { } found) return null;
        var errors = new JsonObject { ["message"] = Find(found, OpenApiWords.Message) };
        if (Find(found, OpenApiWords.Field) is { } field) errors["property"] = field;
        return errors;
    }

    private string? Find(JsonObject schema, string[] words)
    {
        foreach (var word in words)
        foreach (var (name, value) in OpenApiFile.Properties(schema))
        {
            if (OpenApiWords.Fold(name) == word && file.Schema(value) is { } text && OpenApiFile.Type(text) == "string") return name;
        }

        foreach (var (name, value) in OpenApiFile.Properties(schema))
            if (file.Schema(value) is { } below && OpenApiFile.Type(below) == "object" && OpenApiFile.Properties(below).FirstOrDefault(member => words.Contains(OpenApiWords.Fold(member.Key))).Key is { } inner) return $"{name}.{inner}";
        return null;
    }
}
