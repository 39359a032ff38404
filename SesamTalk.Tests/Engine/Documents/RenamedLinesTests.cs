using SesamTalk.Engine.Checklists;
using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Documents;
using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Records;
using Shouldly;
using static SesamTalk.Tests.Engine.Documents.TwoDocuments;

namespace SesamTalk.Tests.Engine.Documents;

/// <summary>A line of which one path has another name in a newer document, and a person says that it is the same line.</summary>
public sealed class RenamedLinesTests
{
    private static readonly DataflowDocument Before = Of(Row("name", "title", "string"), Row("phone", "tel", "string"));
    private static readonly DataflowDocument After = Of(Row("name", "title", "string"), Row("mobile", "tel", "string"));

    [Fact]
    public void IM_5_A_renamed_line_keeps_its_id_and_what_was_chosen_for_it_and_its_results_are_to_be_tested_again()
    {
        var (before, after) = Renamed();
        var line = after.Pairs[0].Properties[1];
        (line.Id, line.A, line.B, line.BlankToB).ShouldBe(("phone~tel", "mobile", "tel", BlankRule.Skip));
        after.Pairs[0].PolicyOf(line.Id, after.Policy).ShouldBe(ConflictPolicy.AWins);
        var (tested, now) = (Checklist.Of(before, null, null), Checklist.Of(after, null, null));
        var retest = Retest.Of(tested, now);
        retest.Again.ShouldBe(tested.Where(one => one.RowId == line.Id).Select(one => one.Id), ignoreOrder: true);
        retest.Again.ShouldNotBeEmpty();
        (retest.New.Length, retest.Gone.Count).ShouldBe((0, 0));
        now.Where(one => one.RowId == line.Id).ShouldAllBe(one => one.A == "mobile" && one.DocumentLine > 0);
    }

    [Fact]
    public void IM_5_The_document_after_it_is_the_same_comes_out_the_same_and_is_not_taken_for_edited_here()
    {
        var (_, after) = Renamed();
        ImportComparison.Of(after, Importer.Import("x.rst", After, after, Side.A)).ShouldBeEmpty();
        RstWriter.Write(Exporter.Export(after, Side.A, "2026-01-02 03:04:05")).ShouldBe(RstWriter.Write(After));
        ChangedLines.Of(Renamed(_ => BlankRule.Clear).After).ShouldBeEmpty();
    }

    [Fact]
    public void IM_5_A_line_that_is_not_the_same_goes_and_the_new_one_begins_anew()
    {
        var before = Importer.ImportNew("x.rst", Before, []);
        var after = Importer.KeepLines(before, Importer.Import("x.rst", After, before, Side.A), new HashSet<(string, string)>());
        after.Pairs[0].Properties.Select(row => row.Id).ShouldBe(["name~title", "mobile~tel"]);
        Retest.Of(Checklist.Of(before, null, null), Checklist.Of(after, null, null)).Gone.ShouldAllBe(id => id.Contains("phone~tel", StringComparison.Ordinal));
    }

    [Fact]
    public void The_old_name_as_a_line_of_its_own_later_is_another_line()
    {
        var (_, after) = Renamed();
        var both = Importer.Import("x.rst", Of(Row("name", "title", "string"), Row("mobile", "tel", "string"), Row("phone", "tel", "string")), after, Side.A);
        both.Pairs[0].Properties.Select(row => (row.Id, row.A)).ShouldBe([("name~title", "name"), ("phone~tel", "mobile"), ("phone~tel~2", "phone")]);
        ImportComparison.Of(both, Importer.Import("x.rst", Of(Row("name", "title", "string"), Row("mobile", "tel", "string"), Row("phone", "tel", "string")), both, Side.A)).ShouldBeEmpty();
    }

    [Fact]
    public void The_document_of_the_other_way_meets_the_renamed_line()
    {
        var (_, after) = Renamed();
        var back = Document("Moss", "Lark", Section("Moss", "Person", "Lark", "Client", new BeforeSentence(), [], Row("tel", "mobile", "integer")));
        var joined = Importer.Import("back.rst", back, after, Side.B).Pairs[0].Properties;
        joined.Select(row => (row.Id, row.TypeToA, row.TypeToB)).ShouldBe([("name~title", null, "\"string\""), ("phone~tel", "\"integer\"", "\"string\"")]);
        Importer.Import("back.rst", back, after with { Documents = [] }, Side.B).Pairs[0].Properties.Select(row => row.Id).ShouldBe(["name~title", "phone~tel"]);
    }

    private static (Dataflow Before, Dataflow After) Renamed(Func<PropertyRule, BlankRule>? blank = null)
    {
        var before = Importer.ImportNew("x.rst", Before, []);
        var pair = before.Pairs[0];
        before = before with
        {
            Pairs = [pair with
            {
                Properties = pair.Properties.SetItem(1, pair.Properties[1] with { BlankToB = blank?.Invoke(pair.Properties[1]) ?? BlankRule.Skip }),
                RowPolicies = pair.RowPolicies.SetItem("phone~tel", ConflictPolicy.AWins),
            }],
        };
        var imported = Importer.Import("x.rst", After, before, Side.A);
        var asked = ImportComparison.Of(before, imported).Single();
        asked.Kind.ShouldBe(LineChangeKind.Renamed);
        return (before, Importer.KeepLines(before, imported, new HashSet<(string, string)> { (asked.PairId, asked.Line) }));
    }

    private static DataflowDocument Of(params PropertyRow[] rows) => Document("Lark", "Moss", Section("Lark", "Client", "Moss", "Person", new EverySentence(), [], rows));
}
