using System.Text.Json;

namespace SesamTalk.Engine.Documents.Reading;

/// <summary>Reads a data-type cell: JSON text, or a bare N/A; anything else is damaged and kept.</summary>
internal static class TypeReader
{
    internal static DocumentType Read(string cell, out DiagnosticKind? problem)
    {
        var text = cell.Trim();
        problem = null;
        if (text == DocumentType.None.Text) return DocumentType.None;
        if (Kind(text) is not { } kind)
        {
            problem = DiagnosticKind.DamagedType;
            return new(text, DocumentTypeForm.Damaged);
        }
        if (kind is not (JsonValueKind.String or JsonValueKind.Array)) problem = DiagnosticKind.TypeUnknown;
        return new(text, DocumentTypeForm.Json);
    }

    /// <summary>Whether a line outside the table can be the type that a row lacks.</summary>
    internal static bool LooksLikeType(string line)
    {
        var text = line.AsSpan().Trim();
        return text is "N/A" || text.StartsWith("\"") || text.StartsWith("[") || text.EndsWith("]");
    }

    private static JsonValueKind? Kind(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            // Half a surrogate pair, escaped, parses but cannot be read out again.
            if (text.Contains("\\u", StringComparison.Ordinal)) _ = JsonSerializer.Serialize(json.RootElement);
            return json.RootElement.ValueKind;
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }
}
