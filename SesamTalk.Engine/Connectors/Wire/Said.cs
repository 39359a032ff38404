using System.Text;
using System.Text.Json;

namespace SesamTalk.Engine.Connectors.Wire;

/// <summary>The sentence of an answer's body that a person may want to read.</summary>
internal static class Said
{
    private const int Most = 400;
    private static readonly string[] Names = ["detail", "message", "error_description", "title", "error"];

    /// <summary>What a JSON body says in one of its usual places; empty for anything else.</summary>
    public static string By(WireReply reply)
    {
        try
        {
            using var body = JsonDocument.Parse(reply.Body);
            return Short(In(body.RootElement) ?? "");
        }
        catch (JsonException)
        {
            return "";
        }
    }

    /// <summary>A text cut to what a message can hold, without control characters.</summary>
    public static string Short(string text)
    {
        var kept = new StringBuilder();
        foreach (var c in text.AsSpan(0, Math.Min(text.Length, Most))) kept.Append(char.IsControl(c) ? ' ' : c);
        return kept.ToString().Trim();
    }

    private static string? In(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object) return null;
        foreach (var name in Names)
        foreach (var member in body.EnumerateObject())
        {
            if (!string.Equals(member.Name, name, StringComparison.OrdinalIgnoreCase)) continue;
            if (member.Value.ValueKind == JsonValueKind.String) return member.Value.GetString();
            if (member.Value.ValueKind == JsonValueKind.Object) return In(member.Value);
        }

        return null;
    }
}
