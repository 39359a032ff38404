using System.Globalization;
using System.Text;

namespace SesamTalk.Engine.Checklists.Reports;

/// <summary>A round as a table for spreadsheets: UTF-8 with a byte order mark, one line for each checklist line, and no cell that a spreadsheet would run as a formula.</summary>
public static class RoundCsv
{
    private static readonly string[] English = ["Line", "Dataflow", "Pair", "Row", "Way", "Case", "In A", "In B", "Document", "Document line", "Result", "By", "Tester", "When (UTC)", "Seconds", "Note", "Evidence", "Run", "Definition version"];
    private static readonly string[] Norwegian = ["Linje", "Dataflyt", "Par", "Rad", "Retning", "Tilfelle", "I A", "I B", "Dokument", "Dokumentlinje", "Resultat", "Av", "Tester", "Når (UTC)", "Sekunder", "Merknad", "Bevis", "Kjøring", "Definisjonsversjon"];

    /// <summary>The bytes; Norwegian takes semicolons between cells and a comma in numbers, as its spreadsheets do.</summary>
    public static byte[] Of(RoundState state, RoundNames names, string language)
    {
        var text = new StringBuilder();
        var separator = language == "nb" ? ';' : ',';
        Row(text, separator, language == "nb" ? Norwegian : English);
        foreach (var line in state.Lines) Row(text, separator, Cells(line, names, language));
        return [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text.ToString())];
    }

    private static string[] Cells(LineState state, RoundNames names, string language)
    {
        var (line, result) = (state.Line, state.Result);
        var culture = language == "nb" ? CultureInfo.GetCultureInfo("nb-NO") : CultureInfo.InvariantCulture;
        return
        [
            line.Id, line.DataflowId, line.PairId, line.RowId ?? "", names.Way(line), ReportWords.Case(line.Case, language), line.A, line.B, line.Document, line.DocumentLine == 0 ? "" : Number(line.DocumentLine),
            ReportWords.Verdict(state, language), result?.By ?? "", result is null ? "" : ReportWords.Tester(result.IsMachine, language), result?.At.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) ?? "",
            result?.Took?.TotalSeconds.ToString("0.0", culture) ?? "", ReportWords.Note(result, language), Number(state.Evidence), result?.RunId?.ToString("N") ?? "", result is null ? "" : Number(result.Version),
        ];
    }

    private static void Row(StringBuilder text, char separator, string[] cells) => text.AppendJoin(separator, cells.Select(SafeCell.Of)).Append("\r\n");

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
