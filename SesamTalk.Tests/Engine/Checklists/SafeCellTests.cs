using SesamTalk.Engine.Checklists.Reports;
using SesamTalk.Web.Api;
using Shouldly;

namespace SesamTalk.Tests.Engine.Checklists;

/// <summary>Cells of every file for spreadsheets: links, writes, the audit and rounds all go this way.</summary>
public sealed class SafeCellTests
{
    [Theory]
    [InlineData("=1+1")]
    [InlineData("+47 22 33 44")]
    [InlineData("-1")]
    [InlineData("@SUM(1)")]
    [InlineData("\t=1")]
    [InlineData("\r=1")]
    [InlineData("\n=1")]
    [InlineData(" =1")]
    [InlineData("\u00A0=1")]
    [InlineData("＝1+1")]
    [InlineData("＠SUM(1)")]
    public void What_a_spreadsheet_would_run_is_made_text(string text)
    {
        SafeCell.Of(text).ShouldBe($"\"'{text}\"");
        SafeCsv.Line([text, "x"]).ShouldBe($"\"'{text}\",\"x\"\r\n");
    }

    [Theory]
    [InlineData("Kari", "\"Kari\"")]
    [InlineData("", "\"\"")]
    [InlineData("a=b", "\"a=b\"")]
    [InlineData("a\",=1", "\"a\"\",=1\"")]
    public void What_is_text_stays_as_it_is_and_none_breaks_out_of_its_cell(string text, string cell) => SafeCell.Of(text).ShouldBe(cell);
}
