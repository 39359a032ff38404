using SesamTalk.Engine.Checklists.Reports;

namespace SesamTalk.Web.Api;

/// <summary>Lines of a file for a spreadsheet.</summary>
internal static class SafeCsv
{
    public static string Line(IEnumerable<string> cells) => string.Join(',', cells.Select(SafeCell.Of)) + "\r\n";
}
