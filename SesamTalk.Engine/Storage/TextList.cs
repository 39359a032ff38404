using System.Collections.Immutable;
using System.Text.Json;
using SesamTalk.Engine.Reasons;

namespace SesamTalk.Engine.Storage;

/// <summary>A list of texts as a JSON array.</summary>
internal static class TextList
{
    public static string Write(ImmutableArray<string> texts) => texts.IsDefaultOrEmpty ? "[]" : JsonSerializer.Serialize(texts);

    public static string Write(ImmutableArray<Reason> reasons) => Write([.. reasons.Select(reason => reason.Stored)]);

    public static ImmutableArray<Reason> ReadReasons(string json) => [.. Read(json).Select(Reason.Read)];

    public static ImmutableArray<string> Read(string json) => json == "[]" ? [] : JsonSerializer.Deserialize<ImmutableArray<string>>(json);
}
