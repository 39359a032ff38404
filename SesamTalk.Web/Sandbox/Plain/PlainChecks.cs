using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SesamTalk.Web.Sandbox.Plain;

/// <summary>Holds the values that are sent against the schema; the first that does not fit is refused by its name.</summary>
internal sealed class PlainChecks(PlainSystem system)
{
    /// <summary>Checks the fields that are sent, not those left out.</summary>
    public void Values(JsonObject sent, PlainField[] fields, string prefix = "")
    {
        foreach (var (name, value) in sent)
        {
            var field = Array.Find(fields, known => known.Name == name)
                ?? throw system.Field("unknown_field", prefix + name, $"There is no field '{prefix + name}'.");
            if (field.ReadOnly) throw system.Field("read_only", prefix + name, $"'{prefix + name}' is set by the system.");
            Value(field, value, prefix + name);
        }
    }

    public void Required(JsonObject record, PlainField[] fields, string prefix = "")
    {
        foreach (var field in fields)
            if (field.Required && (record[field.Name] is not { } value || (value.GetValueKind() == JsonValueKind.String && value.GetValue<string>().Trim().Length == 0)))
                throw system.Field("required", prefix + field.Name, $"'{prefix + field.Name}' must have a value.");
    }

    private void Value(PlainField field, JsonNode? value, string path)
    {
        if (value is null) return;
        if (field.Type == "list")
        {
            List(field, value, path);
            return;
        }
        var fits = field.Type switch
        {
            "integer" => value.GetValueKind() == JsonValueKind.Number && value.AsValue().TryGetValue<long>(out _),
            "number" => value.GetValueKind() == JsonValueKind.Number,
            "boolean" => value.GetValueKind() is JsonValueKind.True or JsonValueKind.False,
            "date" => Text(value) is { } date && DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
            _ => Text(value) is not null,
        };
        if (!fits) throw system.Field("wrong_type", path, $"'{path}' must be of type {field.Type}.");
        if (field.MaxLength is { } most && Text(value) is { } text && text.Length > most)
            throw system.Field("too_long", path, $"'{path}' holds {most} characters at most.");
        if (field.Values.Length > 0 && !field.Values.Contains(Text(value)))
            throw system.Field("not_allowed", path, $"'{path}' must be one of {string.Join(", ", field.Values)}.");
    }

    private void List(PlainField field, JsonNode value, string path)
    {
        if (value is not JsonArray items) throw system.Field("wrong_type", path, $"'{path}' must be a list.");
        for (var at = 0; at < items.Count; at++)
        {
            var item = items[at] as JsonObject ?? throw system.Field("wrong_type", $"{path}[{at}]", $"'{path}[{at}]' must be an object.");
            Values(item, field.Fields, $"{path}[{at}].");
            Required(item, field.Fields, $"{path}[{at}].");
        }
    }

    private static string? Text(JsonNode value) => value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;
}
