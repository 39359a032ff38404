using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace SesamTalk.Engine.Connectors.Rest.Drafting;

/// <summary>Writes a draft as the YAML that a person would: blocks for what is large, one line for what is small.</summary>
internal static partial class DraftText
{
    private const int LongestLine = 110;

    /// <summary>The text of a draft, with its notes on top as comments.</summary>
    public static string Of(JsonObject manifest, IReadOnlyList<DraftNote> notes)
    {
        var text = new StringBuilder();
        if (notes.Count > 0) text.Append("# A draft. Look at these parts, then take these lines away:\n");
        foreach (var note in notes) text.Append("#   ").Append(Line($"{note.Place}: {note.What} {note.ToDo}")).Append('\n');
        Members(text, manifest, 0);
        return text.ToString();
    }

    private static void Members(StringBuilder text, JsonObject map, int indent)
    {
        foreach (var (name, value) in map)
        {
            text.Append(' ', indent).Append(Scalar(name)).Append(':');
            Value(text, value, indent);
        }
    }

    private static void Value(StringBuilder text, JsonNode? value, int indent)
    {
        if (Short(value) is { } line && line.Length + indent < LongestLine) text.Append(' ').Append(line).Append('\n');
        else if (value is JsonObject map)
        {
            text.Append('\n');
            Members(text, map, indent + 2);
        }
        else if (value is JsonArray list)
        {
            text.Append('\n');
            foreach (var item in list) Item(text, item, indent + 2);
        }
        else text.Append(' ').Append(Short(value)).Append('\n');
    }

    private static void Item(StringBuilder text, JsonNode? item, int indent)
    {
        if (item is not JsonObject map)
        {
            text.Append(' ', indent).Append("- ").Append(Short(item)).Append('\n');
            return;
        }

        var below = new StringBuilder();
        Members(below, map, indent + 2);
        text.Append(' ', indent).Append("- ").Append(below.ToString().TrimStart(' '));
    }

    // A part of one line: texts, lists of texts, and small mappings of texts. The outermost keys always stand on their own.
    private static string? Short(JsonNode? value) => value switch
    {
        null => "null",
        JsonValue one => one.TryGetValue<string>(out var words) ? Scalar(words) : one.ToJsonString(),
        JsonArray list => list.All(item => item is JsonValue) ? $"[{string.Join(", ", list.Select(Short))}]" : null,
        JsonObject { Count: 0 } => "{}",
        JsonObject map => map.Count <= 6 && map.All(member => member.Value is JsonValue or JsonArray && Short(member.Value) is not null) ? $"{{ {string.Join(", ", map.Select(member => $"{Scalar(member.Key)}: {Short(member.Value)}"))} }}" : null,
        _ => null,
    };

    private static string Scalar(string text) => Plain().IsMatch(text) && text is not ("true" or "false" or "null" or "yes" or "no" or "on" or "off" or "y" or "n") ? text : JsonValue.Create(text).ToJsonString(Readable);

    private static string Line(string text) => text.ReplaceLineEndings(" ");

    private static readonly System.Text.Json.JsonSerializerOptions Readable = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [GeneratedRegex(@"^[\p{L}_/$][\p{L}\p{Nd}_./$ -]*(?<! )$")]
    private static partial Regex Plain();
}
