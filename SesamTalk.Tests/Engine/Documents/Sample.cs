using System.Text.Json;
using SesamTalk.Engine.Documents;
using SesamTalk.Tests.House;

namespace SesamTalk.Tests.Engine.Documents;

/// <summary>The invented documents, one for each form of the grammar.</summary>
internal static class Sample
{
    private static string Folder => Path.Combine(SourceFile.Top, "SesamTalk.Tests", "Documents");

    public static IEnumerable<string> Names => Directory.EnumerateFiles(Folder, "*.rst").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal);

    public static byte[] Bytes(string name) => File.ReadAllBytes(Path.Combine(Folder, name + ".rst"));

    public static string Text(string name) => System.Text.Encoding.UTF8.GetString(Bytes(name));

    public static ReadResult Read(string name) => RstReader.Read(name + ".rst", Bytes(name));

    public static DataflowDocument Document(string name) => Read(name).Document!;

    public static DocumentSection Section(string name, int index = 0) => Document(name).Sections[index];

    /// <summary>The document as other programs get it.</summary>
    public static JsonElement Json(string name)
    {
        using var json = JsonDocument.Parse(DocumentJson.Of(name + ".rst", Document(name)));
        return json.RootElement.Clone();
    }

    public static JsonElement PairJson(string name, int index = 0) => Json(name).GetProperty("pairs")[index];
}
