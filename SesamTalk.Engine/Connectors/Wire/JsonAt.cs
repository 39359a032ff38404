using System.Globalization;
using System.Text.Json;

namespace SesamTalk.Engine.Connectors.Wire;

/// <summary>What stands at a dotted path of a JSON text; a step that is a number counts in a list, from 0.</summary>
internal static class JsonAt
{
    /// <summary>The element of a path, the whole for an empty one; null where there is none.</summary>
    public static JsonElement? Path(JsonElement whole, string path)
    {
        if (path.Length == 0) return whole;
        foreach (var step in path.Split('.'))
        {
            if (whole.ValueKind == JsonValueKind.Object && whole.TryGetProperty(step, out var member)) whole = member;
            else if (whole.ValueKind == JsonValueKind.Array && int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at < whole.GetArrayLength()) whole = whole[at];
            else return null;
        }

        return whole;
    }

    /// <summary>The text or number of a path; null where there is none, or something else.</summary>
    public static string? Text(JsonElement whole, string path) => Path(whole, path) switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
        { ValueKind: JsonValueKind.True } => "true",
        { ValueKind: JsonValueKind.False } => "false",
        _ => null,
    };

    /// <summary>The text or number of a path in a body; null also for a body that is no JSON.</summary>
    public static string? Text(byte[] body, string path)
    {
        try
        {
            using var whole = JsonDocument.Parse(body);
            return Text(whole.RootElement, path);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>
    /// Moves a reader from the beginning of a value to what stands at a path below it; false where the text says that there is
    /// none (null, or a list that ends before). Throws <see cref="JsonException"/> where it does not speak of the path at all.
    /// </summary>
    public static bool MoveTo(ref Utf8JsonReader reader, string path)
    {
        if (path.Length == 0) return true;
        foreach (var step in path.Split('.'))
        {
            if (reader.TokenType == JsonTokenType.Null) return false;
            var isList = reader.TokenType == JsonTokenType.StartArray && step.All(char.IsAsciiDigit);
            if (!Step(ref reader, step)) return isList ? false : throw new UnfitJsonException($"The answer has nothing at {path}");
        }

        return reader.TokenType != JsonTokenType.Null;
    }

    private static bool Step(ref Utf8JsonReader reader, string step)
    {
        var depth = reader.CurrentDepth;
        if (reader.TokenType == JsonTokenType.StartArray && int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var at))
        {
            for (var number = 0; reader.Read() && reader.CurrentDepth > depth; number++)
            {
                if (number == at) return true;
                reader.Skip();
            }

            return false;
        }

        if (reader.TokenType != JsonTokenType.StartObject) return false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isIt = reader.ValueTextEquals(step);
            reader.Read();
            if (isIt) return true;
            reader.Skip();
        }

        return false;
    }
}
