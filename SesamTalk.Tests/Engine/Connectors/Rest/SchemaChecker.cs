using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace SesamTalk.Tests.Engine.Connectors.Rest;

/// <summary>As much of JSON Schema as the manifest's schema uses; a word that is not known here fails, so that none is passed over.</summary>
internal sealed class SchemaChecker(JsonObject whole)
{
    private static readonly string[] Silent = ["$schema", "$defs", "title", "description", "then", "else", "$ref"];

    /// <summary>What the schema does not allow; empty for a document that fits.</summary>
    public IReadOnlyList<string> Check(JsonNode? document) => [.. Check(whole, document, "")];

    private IEnumerable<string> Check(JsonObject schema, JsonNode? value, string at)
    {
        if ((string?)schema["$ref"] is { } name)
            foreach (var wrong in Check(whole["$defs"]![name.Split('/')[^1]]!.AsObject(), value, at)) yield return wrong;
        foreach (var (word, rule) in schema.Where(member => !Silent.Contains(member.Key)))
        foreach (var wrong in Word(schema, word, rule!, value, at)) yield return wrong;
    }

    private IEnumerable<string> Word(JsonObject schema, string word, JsonNode rule, JsonNode? value, string at) => word switch
    {
        "type" => rule is JsonArray kinds ? Say(kinds.Any(kind => Is((string)kind!, value)), at, $"is none of {rule.ToJsonString()}") : Say(Is((string)rule!, value), at, $"is no {rule}"),
        "const" => Say(Text(value) == Text(rule), at, $"is not {rule}"),
        "enum" => Say(rule.AsArray().Any(one => Text(one) == Text(value)), at, "is none of the words"),
        "pattern" => Say(value is not JsonValue || Regex.IsMatch(Text(value), (string)rule!), at, $"does not fit {rule}"),
        "minimum" => Say(value is not JsonValue || Number(value) >= Number(rule), at, $"is less than {rule}"),
        "maximum" => Say(value is not JsonValue || Number(value) <= Number(rule), at, $"is more than {rule}"),
        "required" => value is JsonObject map ? rule.AsArray().Where(name => map[(string)name!] is null).Select(name => $"{at}: {name} is missing") : [],
        "minItems" => Say(value is not JsonArray list || list.Count >= (int)rule, at, "has too few"),
        "minProperties" => Say(value is not JsonObject map || map.Count >= (int)rule, at, "has too few"),
        "items" => value is JsonArray list ? list.SelectMany((item, index) => Check(rule.AsObject(), item, $"{at}[{index}]")) : [],
        "properties" => value is JsonObject map ? map.Where(member => rule[member.Key] is not null && member.Value is not null).SelectMany(member => Check(rule[member.Key]!.AsObject(), member.Value, $"{at}.{member.Key}")) : [],
        "additionalProperties" => value is JsonObject map ? Additional(schema, rule, map, at) : [],
        "propertyNames" => value is JsonObject map ? map.SelectMany(member => Check(rule.AsObject(), JsonValue.Create(member.Key), $"{at}.{member.Key}")) : [],
        "dependentRequired" => value is JsonObject map ? rule.AsObject().Where(pair => map[pair.Key] is not null).SelectMany(pair => pair.Value!.AsArray().Where(name => map[(string)name!] is null).Select(name => $"{at}: {pair.Key} needs {name}")) : [],
        "not" => Say(Check(rule.AsObject(), value, at).Any(), at, "is what it must not be"),
        "oneOf" => Say(rule.AsArray().Count(one => !Check(one!.AsObject(), value, at).Any()) == 1, at, "fits none, or more than one, of the kinds"),
        "anyOf" => Say(rule.AsArray().Any(one => !Check(one!.AsObject(), value, at).Any()), at, "fits none of the kinds"),
        "if" => Check((Check(rule.AsObject(), value, at).Any() ? schema["else"] : schema["then"]) as JsonObject ?? [], value, at),
        _ => throw new NotSupportedException(word),
    };

    private IEnumerable<string> Additional(JsonObject schema, JsonNode rule, JsonObject map, string at)
    {
        var others = map.Where(member => schema["properties"]?[member.Key] is null);
        return rule is JsonObject more ? others.Where(member => member.Value is not null || more["anyOf"] is not null).SelectMany(member => Check(more, member.Value, $"{at}.{member.Key}")) : others.Select(member => $"{at}.{member.Key} is not known");
    }

    private static IEnumerable<string> Say(bool isRight, string at, string wrong) => isRight ? [] : [$"{at} {wrong}"];

    private static bool Is(string kind, JsonNode? value) => (kind, value?.GetValueKind().ToString()) switch
    {
        ("null", null) => true,
        ("object", "Object") or ("array", "Array") or ("string", "String") or ("number", "Number") or ("boolean", "True" or "False") => true,
        ("integer", "Number") => Number(value!) % 1 == 0,
        _ => false,
    };

    private static string Text(JsonNode? value) => value?.ToString() ?? "";

    private static double Number(JsonNode value) => double.TryParse(value.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : double.NaN;
}
