using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace SesamTalk.Engine.Connectors.Rest.Drafting;

/// <summary>YAML as JSON nodes, and back. JSON itself is read as what it is, since it may hold more than the YAML reader likes.</summary>
internal static class YamlJson
{
    private const int Deepest = 100;

    /// <summary>The whole of a text. Throws <see cref="YamlException"/> for what is neither.</summary>
    public static JsonNode? Parse(string text)
    {
        if (text.AsSpan().TrimStart("\uFEFF \t\r\n") is ['{', ..] && FromJson(text) is { } json) return json;
        SafeYaml.LookOver(text);
        var yaml = new YamlStream();
        yaml.Load(new StringReader(text));
        return yaml.Documents.Count == 0 ? null : Node(yaml.Documents[0].RootNode, 0);
    }

    private static JsonNode? FromJson(string text)
    {
        try
        {
            return JsonNode.Parse(text.TrimStart('\uFEFF'), documentOptions: new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
        }
        catch (JsonException)
        {
            return null; // it may still be YAML's way of writing an object
        }
    }

    private static JsonNode? Node(YamlNode node, int depth) => depth > Deepest ? null : node switch
    {
        YamlMappingNode map => Object(map, depth),
        YamlSequenceNode list => new JsonArray([.. list.Children.Select(child => Node(child, depth + 1))]),
        YamlScalarNode { Style: ScalarStyle.Plain } plain => Plain(plain.Value ?? ""),
        YamlScalarNode quoted => JsonValue.Create(quoted.Value),
        _ => null,
    };

    private static JsonObject Object(YamlMappingNode map, int depth)
    {
        var made = new JsonObject();
        foreach (var (key, value) in map.Children) made[key is YamlScalarNode { Value: { } name } ? name : key.ToString()] = Node(value, depth + 1);
        return made;
    }

    private static JsonValue? Plain(string text) => text switch
    {
        "" or "~" or "null" => null,
        "true" => JsonValue.Create(true),
        "false" => JsonValue.Create(false),
        _ when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) => JsonValue.Create(whole),
        _ when decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => JsonValue.Create(number),
        _ => JsonValue.Create(text),
    };
}
