using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace SesamTalk.Web.Cli;

/// <summary>How the command line writes JSON: camelCase names and words, letters as they are.</summary>
internal static class VerbJson
{
    /// <summary>For other programs: indented, with words for enums.</summary>
    public static JsonSerializerOptions Shown { get; } = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static T Read<T>(JsonElement json) => json.Deserialize<T>(Shown)!;

    public static JsonElement Of<T>(T value) => JsonSerializer.SerializeToElement(value, Shown);
}
