using SesamTalk.Engine.Documents;

namespace SesamTalk.Tests.Web.Pages.Import;

/// <summary>Documents of invented systems, as the import page meets them.</summary>
internal static class InventedDocuments
{
    /// <summary>Fjord ERP to Harbour CRM with these property lines, each <c>source target</c>.</summary>
    public static string Text(params string[] lines) => RstWriter.Write(DataflowDocument.Of("Fjord ERP", "Harbour CRM", "2026-01-02 03:04:05",
        [Section("Customer", "Account", lines)]));

    /// <summary>A document with many pairs, about as many bytes as asked for.</summary>
    public static string Large(int bytes)
    {
        string[] lines = [.. Enumerable.Range(1, 40).Select(line => $"property.number{line} field_{line}")];
        var pairs = 1 + bytes / Text(lines).Length;
        return RstWriter.Write(DataflowDocument.Of("Fjord ERP", "Harbour CRM", "2026-01-02 03:04:05", Enumerable.Range(1, pairs).Select(pair => Section($"Customer{pair}", $"Account{pair}", lines))));
    }

    /// <summary>A document whose middle row lost a cell, and that wants to include a file and run a script.</summary>
    public static string Hostile => Text("name title").Replace("Once a link", ".. include:: /etc/passwd\n\n.. raw:: html\n\n   <script>document.title='run'</script>\n\nOnce a link", StringComparison.Ordinal);

    private static DocumentSection Section(string source, string target, string[] lines) =>
        DocumentSection.Of(DocumentName.Of("Fjord ERP", source), DocumentName.Of("Harbour CRM", target), new EverySentence(),
            lines.Select(line => line.Split(' ')).Select(parts => new PropertyRow(DocumentCell.Of(parts[0]), DocumentCell.Of(parts[1]), DocumentType.Named("string"))));
}
