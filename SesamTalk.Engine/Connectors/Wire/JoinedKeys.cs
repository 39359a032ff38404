using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Connectors.Wire;

/// <summary>Ids of records whose key has several parts: the parts escaped and joined by strokes, so that no two keys give the same id.</summary>
internal static class JoinedKeys
{
    /// <summary>The path of the joined key in a schema.</summary>
    public const string Path = "$key";

    /// <summary>The id of these key values; of one alone it is the value itself.</summary>
    public static RecordId Join(IReadOnlyList<object?> keys) => keys.Count == 1
        ? RecordId.From(keys[0]) ?? new RecordId("")
        : new RecordId(string.Join('/', keys.Select(key => Uri.EscapeDataString(RecordId.From(key)?.Text ?? ""))));

    /// <summary>The parts of an id; null where it has not this many.</summary>
    public static string[]? Split(RecordId id, int count)
    {
        string[] parts = count == 1 ? [id.Text] : [.. id.Text.Split('/').Select(Uri.UnescapeDataString)];
        return parts.Length == count ? parts : null;
    }
}
