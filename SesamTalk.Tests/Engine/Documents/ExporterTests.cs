using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Dataflows.Shipped;
using SesamTalk.Engine.Documents;
using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Records;
using Shouldly;

namespace SesamTalk.Tests.Engine.Documents;

public sealed class ExporterTests
{
    private const string Now = "2026-01-02 03:04:05";

    public static TheoryData<string> All => [.. Sample.Names];

    [Theory, MemberData(nameof(All))]
    public void An_unchanged_import_is_exported_to_the_byte(string sample)
    {
        var exported = RstWriter.Write(Exporter.Export(ImporterTests.Imported(sample), Side.A, Now));
        exported.ShouldBe(Sample.Text(sample).TrimStart('\ufeff'));
    }

    [Fact]
    public void Both_documents_of_an_unchanged_import_are_exported_to_the_byte()
    {
        var both = Importer.Import("back.rst", TwoDocuments.Back, Importer.ImportNew("there.rst", TwoDocuments.There, []), Side.B);
        RstWriter.Write(Exporter.Export(both, Side.A, Now)).ShouldBe(RstWriter.Write(TwoDocuments.There));
        RstWriter.Write(Exporter.Export(both, Side.B, Now)).ShouldBe(RstWriter.Write(TwoDocuments.Back));
    }

    [Fact]
    public void A_changed_pair_is_written_anew_and_the_others_are_left()
    {
        var dataflow = ImporterTests.Imported("duplicate-sections");
        var first = dataflow.Pairs[0];
        var changed = dataflow with { Pairs = dataflow.Pairs.SetItem(0, first with { Properties = [.. first.Properties, Added("town", "city")] }) };
        var document = ReadBack(Exporter.Export(changed, Side.A, Now));
        document.Generated.ShouldBe(Now);
        document.Sections[0].Properties.Select(r => r.Source.Path).ShouldBe(["name", "town"]);
        document.Sections.Skip(1).Select(s => s.Blocks).ShouldBe(Sample.Document("duplicate-sections").Sections.Skip(1).Select(s => s.Blocks));
        RstWriter.Write(Exporter.Export(changed, Side.A, Now, withAdded: false)).ShouldBe(Sample.Text("duplicate-sections"));
    }

    [Fact]
    public void A_pair_that_was_taken_away_is_not_exported()
    {
        var dataflow = ImporterTests.Imported("every-empty-table");
        Exporter.Export(dataflow with { Pairs = dataflow.Pairs.RemoveAt(0) }, Side.A, Now).Sections.Single().Source.Entity.ShouldBe("Bill");
    }

    [Fact]
    public void Unknown_lines_stay_with_a_pair_that_changed()
    {
        var dataflow = ImporterTests.Imported("unknown-sentence");
        var pair = dataflow.Pairs[0];
        var changed = dataflow with { Pairs = [pair with { Properties = [.. pair.Properties, Added("town", "city")] }] };
        RstWriter.Write(Exporter.Export(changed, Side.A, Now)).ShouldContain("The moon is made of cheese.");
    }

    [Fact]
    public void The_shipped_dataflows_are_exported_in_form_both_ways()
    {
        foreach (var shipped in ShippedDataflows.All)
            foreach (var side in Enum.GetValues<Side>())
            {
                var document = Exporter.Export(shipped, side, Now);
                var result = RstReader.Read("x.rst", RstWriter.Write(document));
                result.Diagnostics.ShouldBeEmpty($"{shipped.Id} {side}\n{RstWriter.Write(document)}");
                result.Document!.Sections.Count.ShouldBe(shipped.Pairs.Length);
            }
    }

    [Fact]
    public void What_was_exported_imports_as_the_same_rules()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var dataflow = Importer.ImportNew("x.rst", ReadBack(new RandomDocument(seed).Make()), []);
            var plain = Exporter.Export(dataflow with { Documents = [] }, Side.A, Now);
            var again = Importer.ImportNew("x.rst", ReadBack(plain), []);
            var creating = dataflow with { Pairs = [.. dataflow.Pairs.Where(p => p.ToB.Creation != CreationRule.Never)] };
            ImportComparison.Of(creating, again).Where(c => c.Part != LinePart.Pair).ShouldBeEmpty($"seed {seed}");
        }
    }

    private static DataflowDocument ReadBack(DataflowDocument document) => RstReader.Read("x.rst", RstWriter.Write(document)).Document!;

    private static PropertyRule Added(string a, string b) => new() { Id = PropertyRule.IdOf(a, b), A = a, B = b, Origin = RuleOrigin.Added };
}
