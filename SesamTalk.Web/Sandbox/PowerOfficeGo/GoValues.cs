using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using SesamTalk.Web.Sandbox.PowerOfficeGo.Tables;

namespace SesamTalk.Web.Sandbox.PowerOfficeGo;

/// <summary>Checks one value that is sent and gives it in the form it is kept in.</summary>
internal static partial class GoValues
{
    public static JsonNode? Check(GoEntity entity, GoField field, JsonNode? value)
    {
        if (value is null) return null;
        var kept = field.Type switch
        {
            "int64" or "int32" => Whole(field, value),
            "double" => Number(field, value),
            "bool" => value.GetValueKind() is JsonValueKind.True or JsonValueKind.False ? value.DeepClone() : throw Wrong(field),
            "date" => Date(field, value),
            "uuid" => Guid.TryParse(Text(field, value), out var id) ? id.ToString() : throw Wrong(field),
            "int64[]" => Wholes(field, value),
            "object" => Members(entity, field, value),
            "email" => Shaped(entity, field, value, text => text.Length == 0 || Mail().IsMatch(text), "is not a valid e-mail address"),
            "country" => Shaped(entity, field, value, text => text.Length == 0 || GoCodes.Countries.Contains(text), "is not an ISO 3166-1 alpha-2 country code"),
            "currency" => Shaped(entity, field, value, GoCodes.Currencies.Contains, "is not an ISO 4217 currency code"),
            "string" => Shaped(entity, field, value, _ => true, ""),
            _ => Word(entity, field, value),
        };
        Within(entity, field, kept);
        return kept;
    }

    private static string Text(GoField field, JsonNode value) =>
        value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : throw Wrong(field);

    private static JsonNode Shaped(GoEntity entity, GoField field, JsonNode value, Func<string, bool> fits, string complaint)
    {
        var text = Text(field, value);
        if (!fits(text)) throw GoRefusals.Invalid(entity, $"{field.Path} '{text}' {complaint}.");
        if (field.MaxLength is { } most && text.Length > most)
            throw GoRefusals.Invalid(entity, $"{field.Path} can have at most {most} characters.");
        return text;
    }

    private static JsonNode Word(GoEntity entity, GoField field, JsonNode value)
    {
        var text = Text(field, value);
        return Array.Find(GoEnums.All[field.Type], word => word.Equals(text, StringComparison.OrdinalIgnoreCase))
            ?? throw GoRefusals.Invalid(entity, $"'{text}' is not a valid value of {field.Path}.");
    }

    private static JsonNode Date(GoField field, JsonNode value) =>
        DateOnly.TryParseExact(Text(field, value), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
            ? value.DeepClone() : throw Wrong(field);

    private static JsonNode Whole(GoField field, JsonNode value)
    {
        var number = Number(field, value).GetValue<decimal>();
        var most = field.Type == "int32" ? int.MaxValue : long.MaxValue;
        if (number != decimal.Truncate(number) || Math.Abs(number) > most) throw Wrong(field);
        return (long)number;
    }

    private static JsonValue Number(GoField field, JsonNode value) =>
        value.GetValueKind() == JsonValueKind.Number && GoNumbers.Of(value) is { } number ? JsonValue.Create(number) : throw Wrong(field);

    private static JsonArray Wholes(GoField field, JsonNode value) => value is JsonArray items
        ? new([.. items.Select(item => item is null ? throw Wrong(field) : Whole(field, item))])
        : throw Wrong(field);

    /// <summary>A whole object: its required members must be there, its unknown ones must not.</summary>
    private static JsonObject Members(GoEntity entity, GoField field, JsonNode value)
    {
        if (value is not JsonObject sent) throw Wrong(field);
        var kept = new JsonObject();
        foreach (var (name, member) in sent)
        {
            var known = field.Members.FirstOrDefault(candidate => candidate.Post && candidate.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                ?? throw GoRefusals.Invalid(entity, $"{field.Path} has no property '{name}'.");
            if (Check(entity, known, member) is { } good) kept[known.Name] = good;
        }
        foreach (var member in field.Members)
        {
            if (kept[member.Name] is null && member.Default is { } usual) kept[member.Name] = usual;
            if (member.Required && GoNumbers.IsBlank(kept[member.Name])) throw GoRefusals.Invalid(entity, $"{member.Path} is required.");
        }
        return kept;
    }

    private static void Within(GoEntity entity, GoField field, JsonNode? value)
    {
        if (field.Range is not { } range || GoNumbers.Of(value) is not { } number) return;
        if (number < range.Least || number > range.Most)
            throw GoRefusals.Invalid(entity, $"{field.Path} must lie between {range.Least} and {range.Most}.");
    }

    private static Kit.SandboxRefusal Wrong(GoField field) => GoRefusals.Cast($"The value of {field.Path} could not be read as {field.Type}.");

    [GeneratedRegex(@"^[^@\s]+@[^@\s.]+(\.[^@\s.]+)+$")]
    private static partial Regex Mail();
}
