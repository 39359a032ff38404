using System.Text.Encodings.Web;
using System.Text.Json;

namespace SesamTalk.Engine.Documents;

/// <summary>A document as one JSON object, for other programs: names as written, types as values, whatever was not understood as text with its line.</summary>
public static class DocumentJson
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The object, on one line. The file is named without its folder.</summary>
    public static string Of(string file, DataflowDocument document)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Readable)) Write(json, file, document);
        return System.Text.Encoding.UTF8.GetString(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
    }

    private static void Write(Utf8JsonWriter json, string file, DataflowDocument document)
    {
        json.WriteStartObject();
        json.WriteString("file", Path.GetFileName(file));
        json.WriteString("title", document.Title.Trim());
        json.WriteString("source_system", document.SourceSystem);
        json.WriteString("target_system", document.TargetSystem);
        json.WriteString("generated", document.Generated);
        json.WriteStartArray("pairs");
        foreach (var section in document.Sections) PairJson.Write(json, section);
        json.WriteEndArray();
        WriteNotes(json, "document_remarks", document.Diagnostics);
        json.WriteEndObject();
    }

    /// <summary>Two lists: the lines that were not understood under the name given, all else that matters under "anomalies".</summary>
    internal static void WriteNotes(Utf8JsonWriter json, string remarks, Sequence<Diagnostic> diagnostics)
    {
        json.WriteStartArray(remarks);
        foreach (var diagnostic in diagnostics)
            if (diagnostic.Kind == DiagnosticKind.NotUnderstood) json.WriteStringValue($"line {diagnostic.Line}: {diagnostic.Detail}");
        json.WriteEndArray();
        json.WriteStartArray("anomalies");
        foreach (var diagnostic in diagnostics)
            if (diagnostic.Kind != DiagnosticKind.NotUnderstood && diagnostic.Weight != DiagnosticWeight.Note) json.WriteStringValue($"line {diagnostic.Line}: {diagnostic.What}");
        json.WriteEndArray();
    }
}
