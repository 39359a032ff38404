using System.Text;
using SesamTalk.Engine.Documents;
using Shouldly;

namespace SesamTalk.Tests.Engine.Documents;

public sealed class BadInputTests
{
    [Theory]
    [InlineData("", DiagnosticKind.Empty)]
    [InlineData("\n \n", DiagnosticKind.Empty)]
    [InlineData("Dear all,\n\nplease find enclosed.\n", DiagnosticKind.NoTitle)]
    [InlineData("=====\nTitle\n=====\n\nText.\n", DiagnosticKind.NoTitle)]
    [InlineData("============\nA B Dataflow\n============\n", DiagnosticKind.NoTitle)]
    [InlineData("<html><body>A to B Dataflow</body></html>", DiagnosticKind.NoTitle)]
    [InlineData("a\0b", DiagnosticKind.Binary)]
    public void What_is_no_dataflow_document_is_said_to_be_none(string text, DiagnosticKind kind)
    {
        var result = RstReader.Read("some/folder/x.rst", text);
        result.Document.ShouldBeNull();
        result.IsSound.ShouldBeFalse();
        result.File.ShouldBe("x.rst");
        result.Diagnostics.Single().Kind.ShouldBe(kind);
        result.Diagnostics.Single().Line.Number.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Utf16_is_named()
    {
        foreach (var encoding in new Encoding[] { Encoding.Unicode, Encoding.BigEndianUnicode })
        {
            byte[] bare = encoding.GetBytes(Sample.Text("every"));
            RstReader.Read("x", bare).Diagnostics.Single().Kind.ShouldBe(DiagnosticKind.Utf16);
            RstReader.Read("x", [.. encoding.GetPreamble(), .. bare]).Diagnostics.Single().Kind.ShouldBe(DiagnosticKind.Utf16);
        }
    }

    [Fact]
    public void Latin1_is_refused_with_the_line_it_shows_on()
    {
        var problem = RstReader.Read("x", Encoding.Latin1.GetBytes(Sample.Text("every").Replace("Every Lark", "Every Lårk"))).Diagnostics.Single();
        (problem.Kind, problem.Line.Number).ShouldBe((DiagnosticKind.NotUtf8, 14));
    }

    [Theory]
    [InlineData("truncated-table", DiagnosticKind.TruncatedTable, 27)]
    [InlineData("wrong-table-header", DiagnosticKind.WrongTableHeader, 23)]
    [InlineData("directive", DiagnosticKind.Directive, 16)]
    [InlineData("sections-cut", DiagnosticKind.TruncatedText, 16)]
    public void A_broken_document_is_read_as_far_as_it_goes_and_is_not_sound(string sample, DiagnosticKind kind, int line)
    {
        var result = Sample.Read(sample);
        result.Document.ShouldNotBeNull();
        result.IsSound.ShouldBeFalse();
        result.Diagnostics.First(d => d.Weight == DiagnosticWeight.Error).ShouldBe(new(kind, new(line), result.Diagnostics.First(d => d.Kind == kind).Detail));
        result.Diagnostics.First(d => d.Kind == kind).Line.Number.ShouldBe(line);
    }

    [Fact]
    public void Every_cut_inside_a_table_row_is_noticed()
    {
        var text = Sample.Text("every");
        var row = text.IndexOf("   * - name", StringComparison.Ordinal);
        for (var cut = row + "   * -".Length; cut < text.Length - 2; cut++)
            RstReader.Read("x", text[..cut]).IsSound.ShouldBeFalse($"cut after {text[row..cut]}");
    }

    [Fact]
    public void A_directive_is_shown_and_never_followed()
    {
        var pair = Sample.PairJson("directive");
        pair.GetProperty("remarks")[0].GetString().ShouldBe("line 16: .. include:: /etc/hostname");
        pair.GetProperty("anomalies").GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public async Task A_file_over_the_limit_is_not_read_to_its_end()
    {
        await using var endless = new MemoryStream(new byte[50 * 1024 * 1024]);
        var result = await RstReader.ReadAsync("big.rst", endless, TestContext.Current.CancellationToken);
        result.Diagnostics.Single().Kind.ShouldBe(DiagnosticKind.TooLarge);
        result.Diagnostics.Single().What.ShouldContain("20 MB");
        endless.Position.ShouldBeLessThan(21 * 1024 * 1024);
    }
}
