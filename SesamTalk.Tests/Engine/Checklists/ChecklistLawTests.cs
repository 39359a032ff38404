using SesamTalk.Engine.Checklists;
using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Documents;
using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Records;
using SesamTalk.Tests.Engine.Documents;
using Shouldly;
using Xunit;

namespace SesamTalk.Tests.Engine.Checklists;

/// <summary>What holds of the checklist of any document.</summary>
public sealed class ChecklistLawTests
{
    public static TheoryData<string> Files => [.. Sample.Names];

    [Theory]
    [MemberData(nameof(Files))]
    public void The_same_definition_gives_the_same_lines_each_once(string file)
    {
        if (Import(file) is not { } dataflow) return;
        var lines = Checklist.Of(dataflow, null, null);

        lines.Select(line => line.Id).ShouldBeUnique();
        Checklist.Of(dataflow, null, null).ShouldBe(lines);
        Checklist.Of(dataflow with { Version = 7, Title = "Another" }, null, null).Select(line => (line.Id, line.Mark)).ShouldBe(lines.Select(line => (line.Id, line.Mark)));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_row_has_lines_and_each_says_where_its_document_says_it(string file)
    {
        if (Import(file) is not { } dataflow) return;
        var lines = Checklist.Of(dataflow, null, null);
        var text = dataflow.Documents[0].Text.Split('\n');

        foreach (var (pair, rule) in dataflow.Pairs.SelectMany(pair => pair.Properties.Select(rule => (pair, rule))))
        {
            var own = lines.Where(line => line.PairId == pair.Id && line.RowId == rule.Id).ToList();
            own.ShouldNotBeEmpty($"{pair.Id} {rule.Id}");
            own.ShouldAllBe(line => line.DocumentLine > 0 && text[line.DocumentLine - 1].Contains(rule.A, StringComparison.Ordinal));
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_changed_row_asks_for_its_own_lines_again_and_for_no_others(string file)
    {
        if (Import(file) is not { } dataflow) return;
        var before = Checklist.Of(dataflow, null, null);
        foreach (var (pair, rule) in dataflow.Pairs.SelectMany(pair => pair.Properties.Select(rule => (pair, rule))))
        {
            var changed = dataflow with { Version = 2, Pairs = [.. dataflow.Pairs.Select(other => other.Id != pair.Id ? other : other with { Properties = [.. other.Properties.Select(row => row.Id == rule.Id ? row with { DependenciesA = [new Dependency("x", "y")] } : row)] })] };
            var retest = Retest.Of(before, Checklist.Of(changed, null, null));

            retest.Again.Order(StringComparer.Ordinal).ShouldBe(before.Where(line => line.PairId == pair.Id && line.RowId == rule.Id).Select(line => line.Id).Order(StringComparer.Ordinal));
            retest.New.ShouldBeEmpty();
            retest.Gone.ShouldBeEmpty();
        }
    }

    [Fact]
    public void What_the_case_turns_on_asks_for_that_case_and_way_alone()
    {
        var dataflow = Sync.Shop.Dataflow;
        var before = Checklist.Of(dataflow, null, null);

        Again(row => row with { TypeToB = "\"integer\"" }).ShouldAllBe(id => id.Contains("/ab/"));
        Again(row => row with { BlankToA = BlankRule.Skip }).ShouldBe(["shop/customers/name~label/ba/clear"]);
        Again(row => row with { DefaultToB = "x" }).ShouldBe(["shop/customers/name~label/ab/create"]);
        Again(row => row with { Note = "x" }).ShouldBeEmpty();
        Marks(dataflow with { Policy = ConflictPolicy.AWins }).ShouldAllBe(id => id.EndsWith("/edited-on-both", StringComparison.Ordinal));

        IEnumerable<string> Again(Func<PropertyRule, PropertyRule> change) =>
            Marks(dataflow with { Pairs = dataflow.Pairs.SetItem(0, dataflow.Pairs[0] with { Properties = [.. dataflow.Pairs[0].Properties.Select(row => row.Id == "name~label" ? change(row) : row)] }) });

        IEnumerable<string> Marks(Dataflow changed) => Retest.Of(before, Checklist.Of(changed, null, null)).Again;
    }

    [Fact]
    public void A_row_that_is_turned_off_or_goes_one_way_has_no_lines_the_other_way()
    {
        Ways(RuleFlow.Both).ShouldBe([Side.A, Side.B]);
        Ways(RuleFlow.ToB).ShouldBe([Side.A]);
        Ways(RuleFlow.ToA).ShouldBe([Side.B]);
        Ways(RuleFlow.Off).ShouldBeEmpty();

        IEnumerable<Side> Ways(RuleFlow flow)
        {
            var pair = Sync.Shop.Dataflow.Pairs[0];
            var dataflow = Sync.Shop.Dataflow with { Pairs = [pair with { Properties = [.. pair.Properties.Select(row => row.Id == "name~label" ? row with { Flow = flow } : row)] }] };
            return Checklist.Of(dataflow, null, null).Where(line => line.RowId == "name~label").Select(line => line.From).Distinct().Order();
        }
    }

    private static Dataflow? Import(string name) => Sample.Read(name).Document is { } document ? Importer.ImportNew(name + ".rst", document, []) with { Version = 1 } : null;
}
