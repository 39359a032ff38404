using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Dataflows.Editing;
using SesamTalk.Engine.Documents;
using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Records;
using Shouldly;

namespace SesamTalk.Tests.Engine.Documents;

/// <summary>Documents of a dataflow whose lines were edited by hand: what stands in them stays theirs, and what was added is told apart.</summary>
public sealed class EditedRowsTests
{
    private const string Now = "2026-01-02 03:04:05";

    [Fact]
    public void What_a_document_cannot_say_leaves_it_as_it_came_to_the_byte()
    {
        foreach (var sample in new[] { "types-plain", "fan-in-and-fan-out", "dependency-source" })
        {
            var dataflow = Edited(ImporterTests.Imported(sample), line => line with { Rule = line.Rule with { Flow = RuleFlow.Off, BlankToA = BlankRule.Skip, DefaultToB = "x" }, Policy = SesamTalk.Engine.Conflicts.ConflictPolicy.AWins });
            dataflow.Pairs.SelectMany(pair => pair.Properties).ShouldAllBe(row => row.Origin == RuleOrigin.Document);
            RstWriter.Write(Exporter.Export(dataflow, Side.A, Now)).ShouldBe(Sample.Text(sample));
        }
    }

    [Fact]
    public void The_same_document_imported_again_leaves_ways_policies_and_added_lines_as_they_were_edited()
    {
        var edited = Edited(ImporterTests.Imported("types-plain"), line => line with { Rule = line.Rule with { Flow = RuleFlow.Off }, Policy = SesamTalk.Engine.Conflicts.ConflictPolicy.BWins });
        var pair = edited.Pairs[0];
        edited = edited with { Pairs = [pair with { Properties = pair.Properties.Add(Added("town", "city")) }, .. edited.Pairs.Skip(1)] };
        var again = Importer.Import("types-plain.rst", Sample.Document("types-plain"), edited, Side.A);
        MappingLines.Same(MappingLines.Of(again.Pairs[0]), MappingLines.Of(edited.Pairs[0])).ShouldBeTrue();
    }

    [Fact]
    public void A_changed_conversion_and_an_added_line_are_written_and_read_back_and_left_out_where_that_is_asked()
    {
        var dataflow = ImporterTests.Imported("types-plain");
        var pair = dataflow.Pairs[0];
        var row = pair.Properties[0];
        var edited = dataflow with { Pairs = [pair with { Properties = [row with { TypeToB = """["upper","_."]""" }, .. pair.Properties.Skip(1), Added("town", "city")] }, .. dataflow.Pairs.Skip(1)] };
        var read = RstReader.Read("x.rst", RstWriter.Write(Exporter.Export(edited, Side.A, Now)));
        read.Diagnostics.ShouldBeEmpty();
        var back = Importer.ImportNew("x.rst", read.Document!, []).Pairs[0];
        back.Properties[0].TypeToB.ShouldBe("""["upper","_."]""");
        back.Properties[^1].Id.ShouldBe("town~city");
        Importer.ImportNew("x.rst", Exporter.Export(edited, Side.A, Now, withAdded: false), []).Pairs[0].Properties.ShouldNotContain(one => one.Id == "town~city");
    }

    private static Dataflow Edited(Dataflow dataflow, Func<MappingLine, MappingLine> change) =>
        dataflow.Pairs.Aggregate(dataflow, (edited, pair) => MappingLines.Onto(edited, pair.Id, [.. MappingLines.Of(pair).Select(change)]));

    private static PropertyRule Added(string a, string b) => new() { Id = PropertyRule.IdOf(a, b), A = a, B = b, Origin = RuleOrigin.Added };
}
