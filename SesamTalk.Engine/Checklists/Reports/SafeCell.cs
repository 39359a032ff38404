namespace SesamTalk.Engine.Checklists.Reports;

/// <summary>A cell of a file for spreadsheets, which run what begins like a formula: an apostrophe in front makes it text.</summary>
public static class SafeCell
{
    /// <summary>The cell in quotes, as a table of values apart by commas or semicolons holds it.</summary>
    public static string Of(string text) => $"\"{(IsFormula(text) ? "'" : "")}{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    // Also behind what a spreadsheet takes away, and in the wide letters that some read as the narrow ones.
    private static bool IsFormula(string text) => text is ['\t' or '\r' or '\n', ..] || text.AsSpan().TrimStart() is ['=' or '+' or '-' or '@' or '＝' or '＋' or '－' or '＠', ..];
}
