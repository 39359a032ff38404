using System.Collections.Immutable;
using System.Text.Json;

namespace SesamTalk.Engine.Checklists;

/// <summary>A property in a sheet: what was there, what was written, and what is there.</summary>
public sealed record EvidenceRow(string Side, string Path, string? Before, string? Wrote, string? After);

/// <summary>Values that the machine or <em>attach live values</em> kept, to be read as a table.</summary>
/// <param name="Records">The two records.</param>
/// <param name="Rows">The values, A's before B's.</param>
/// <param name="HasBefore">Values of before are among them, and what was written.</param>
/// <param name="Expected">What the other side should have held; null where that is not told.</param>
/// <param name="Answer">What the run said; null where there was none.</param>
public sealed record EvidenceSheet(string Records, ImmutableArray<EvidenceRow> Rows, bool HasBefore, string? Expected, string? Answer)
{
    /// <summary>Reads a piece; null where it is none of ours, whatever its name says. Pure.</summary>
    public static EvidenceSheet? Of(Evidence piece)
    {
        if (piece.MediaType != "application/json") return null;
        try
        {
            using var json = JsonDocument.Parse(piece.Content);
            var root = json.RootElement;
            if (root.ValueKind != JsonValueKind.Object || Text(root, "records") is not { } records || !root.TryGetProperty("after", out var after)) return null;
            var (now, before, wrote) = (Seen(after), root.TryGetProperty("before", out var was) ? Seen(was) : null, root.TryGetProperty("request", out var request) ? Seen(request) : []);
            var rows = now.Keys.Union((before ?? []).Keys).Order().Select(key => new EvidenceRow(key.Side, key.Path, before?.GetValueOrDefault(key), wrote.GetValueOrDefault(("", key.Path)), now.GetValueOrDefault(key)));
            return new EvidenceSheet(records, [.. rows], before is not null, Text(root, "expected"), Text(root, "answer"));
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static Dictionary<(string Side, string Path), string?> Seen(JsonElement list) =>
        list.EnumerateArray().GroupBy(one => (Text(one, "side")?.ToUpperInvariant() ?? "", Text(one, "path") ?? "")).ToDictionary(same => same.Key, same => Text(same.First(), "value"));

    private static string? Text(JsonElement of, string name) => of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
