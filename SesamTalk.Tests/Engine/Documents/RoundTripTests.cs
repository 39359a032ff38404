using System.Text;
using SesamTalk.Engine.Documents;
using Shouldly;

namespace SesamTalk.Tests.Engine.Documents;

public sealed class RoundTripTests
{
    /// <summary>Documents with something to report; every other sample must be clean.</summary>
    private static readonly Dictionary<string, DiagnosticKind[]> Reported = new()
    {
        ["connected-system-absent"] = [DiagnosticKind.ConnectedSystemNotResolved],
        ["connected-systems-mixed"] = [DiagnosticKind.ConnectedSystemsMixed],
        ["directive"] = [DiagnosticKind.Directive, DiagnosticKind.NotUnderstood],
        ["names-disagree"] = [DiagnosticKind.NamesDisagree],
        ["remark-in-head"] = [DiagnosticKind.NotUnderstood],
        ["sections-cut"] = [DiagnosticKind.OnceMissing, DiagnosticKind.NotUnderstood, DiagnosticKind.TruncatedText],
        ["source-absent"] = [DiagnosticKind.SourceNotResolved],
        ["truncated-table"] = [DiagnosticKind.TruncatedTable],
        ["type-outside-table"] = [DiagnosticKind.TypeOutsideTable],
        ["types-damaged"] = [DiagnosticKind.DamagedType],
        ["unknown-heading"] = [DiagnosticKind.UnknownHeading, DiagnosticKind.NotUnderstood],
        ["unknown-sentence"] = [DiagnosticKind.NotUnderstood],
        ["wrong-table-header"] = [DiagnosticKind.WrongTableHeader],
    };

    public static TheoryData<string> All => [.. Sample.Names];


    [Theory, MemberData(nameof(All))]
    public void What_is_read_is_written_again_to_the_byte(string name) =>
        Encoding.UTF8.GetString(RstWriter.WriteBytes(Sample.Document(name))).ShouldBe(Sample.Text(name));

    [Theory, MemberData(nameof(All))]
    public void Only_what_is_out_of_form_is_reported(string name)
    {
        var kinds = Sample.Read(name).Diagnostics.Where(d => d.Weight != DiagnosticWeight.Note).Select(d => d.Kind).Distinct();
        kinds.ShouldBe(Reported.GetValueOrDefault(name, []), ignoreOrder: true);
    }

    [Theory]
    [InlineData("every"), InlineData("every-match-merge"), InlineData("before-creation-many"), InlineData("condition-when"), InlineData("blank-target-all-forms")]
    [InlineData("dependency-doubled"), InlineData("types-expressions"), InlineData("duplicate-sections"), InlineData("aspect-both"), InlineData("crlf")]
    public void A_document_in_form_needs_none_of_its_raw_lines(string name)
    {
        var document = Sample.Document(name);
        var blocks = document.Head.Concat(document.Sections.SelectMany(s => s.Blocks.Prepend(s.Heading)));
        blocks.ShouldAllBe(b => b.AsWritten == null && b.Above == null);
    }

    [Fact]
    public void There_is_a_sample_for_every_form() => Sample.Names.Count().ShouldBeGreaterThan(50);

    [Fact]
    public void Every_diagnostic_says_what_and_what_to_do_in_both_languages()
    {
        foreach (var kind in Enum.GetValues<DiagnosticKind>())
        {
            var diagnostic = new Diagnostic(kind, new(1), "detail");
            foreach (var (what, toDo) in new[] { diagnostic.In("en"), diagnostic.In("nb") })
            {
                what.ShouldNotBeNullOrWhiteSpace();
                toDo.ShouldNotBeNullOrWhiteSpace();
            }
            diagnostic.In("nb").What.ShouldNotBe(diagnostic.What);
        }
    }
}
