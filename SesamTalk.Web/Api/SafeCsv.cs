namespace SesamTalk.Web.Api;

/// <summary>Lines of a file for a spreadsheet.</summary>
internal static class SafeCsv
{
    public static string Line(IEnumerable<string> cells) => string.Join(',', cells.Select(Cell)) + "\r\n";

    // A cell that begins like a formula would be run by a spreadsheet; an apostrophe makes it text.
    private static string Cell(string text) => $"\"{(text is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] ? "'" : "")}{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
