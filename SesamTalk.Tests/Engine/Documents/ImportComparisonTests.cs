using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Documents;
using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Records;
using Shouldly;
using static SesamTalk.Tests.Engine.Documents.TwoDocuments;

namespace SesamTalk.Tests.Engine.Documents;

public sealed class ImportComparisonTests
{
    [Fact]
    public void The_same_document_again_changes_nothing()
    {
        foreach (var name in Sample.Names)
        {
            var dataflow = ImporterTests.Imported(name);
            ImportComparison.Of(dataflow, Importer.Import(name + ".rst", Sample.Document(name), dataflow, Side.A)).ShouldBeEmpty(name);
        }
    }

    [Fact]
    public void A_first_import_adds_every_pair() =>
        ImportComparison.Of(null, ImporterTests.Imported("every-empty-table")).Select(c => (c.Kind, c.Part, c.After))
            .ShouldBe([(LineChangeKind.Added, LinePart.Pair, "Larkbooks Client – Moss Desk Person"), (LineChangeKind.Added, LinePart.Pair, "Larkbooks Bill – Moss Desk Claim")]);

    [Fact]
    public void Rows_are_added_removed_changed_moved_and_renamed()
    {
        var changes = Between(
            [Row("a", "a", "string"), Row("b", "b", "string"), Row("c", "c", "string"), Row("phone", "tel", "string"), Row("gone", "away", "string")],
            [Row("c", "c", "string"), Row("a", "a", "string"), Row("b", "b", "integer"), Row("mobile", "tel", "string"), Row("new", "fresh", "string")]);
        changes.Select(c => (c.Kind, c.Line)).ShouldBe([
            (LineChangeKind.Moved, "c~c"), (LineChangeKind.Changed, "b~b"), (LineChangeKind.Renamed, "mobile~tel"), (LineChangeKind.Added, "new~fresh"), (LineChangeKind.Removed, "gone~away")]);
        var renamed = changes.Single(c => c.Kind == LineChangeKind.Renamed);
        (renamed.Before, renamed.After).ShouldBe(("phone = tel (\"string\"; N/A)", "mobile = tel (\"string\"; N/A)"));
    }

    [Fact]
    public void A_guess_among_several_is_no_rename() =>
        Between([Row("a", "x", "string")], [Row("b", "x", "string"), Row("c", "x", "string")]).Select(c => c.Kind)
            .ShouldBe([LineChangeKind.Added, LineChangeKind.Added, LineChangeKind.Removed]);

    [Fact]
    public void Openings_and_keys_are_compared()
    {
        var before = Importer.ImportNew("x.rst", Document("Lark", "Moss", Section("Lark", "Client", "Moss", "Person", new EverySentence(), [new MergeRow(["a"], ["a"]), new MergeRow(["b"], ["b"])])), []);
        var after = Importer.Import("x.rst", Document("Lark", "Moss", Section("Lark", "Client", "Moss", "Person", new BeforeSentence(), [new MergeRow(["c"], ["c"]), new MergeRow(["a"], ["a"])])), before, Side.A);
        ImportComparison.Of(before, after).Select(c => (c.Kind, c.Part, c.Line)).ShouldBe([
            (LineChangeKind.Changed, LinePart.TowardsB, ""), (LineChangeKind.Added, LinePart.Key, "c = c"), (LineChangeKind.Removed, LinePart.Key, "b = b")]);
    }

    [Fact]
    public void A_pair_with_a_new_name_and_the_same_rows_seems_renamed()
    {
        var before = Importer.ImportNew("x.rst", Document("Lark", "Moss", Section("Lark", "Client", "Moss", "Person", new EverySentence(), [], Row("a", "a", "string"))), []);
        var after = Importer.Import("x.rst", Document("Lark", "Moss", Section("Lark", "Client", "Moss", "Contact", new EverySentence(), [], Row("a", "a", "string"))), before, Side.A);
        ImportComparison.Of(before, after).Single().ShouldBe(new(LineChangeKind.Renamed, LinePart.Pair, "client--contact", "", "Lark Client – Moss Person", "Lark Client – Moss Contact"));
    }

    [Fact]
    public void What_was_added_and_is_now_said_is_taken_over()
    {
        var before = Importer.ImportNew("there.rst", There, []);
        var client = before.Pairs[0];
        before = before with
        {
            Pairs = before.Pairs.SetItem(0, client with
            {
                ToA = new() { Creation = CreationRule.OnlyLinked },
                Keys = [.. client.Keys, new MergeKey([new("no", "code")], IsAdded: true)],
                Properties = [.. client.Properties, new PropertyRule { Id = "town~city", A = "town", B = "city", Origin = RuleOrigin.Added }],
            }),
        };
        var changes = ImportComparison.Of(before, Importer.Import("back.rst", Back, before, Side.B)).Where(c => c.PairId == "client--person").ToList();
        changes.Where(c => c.Kind == LineChangeKind.TakenOver).Select(c => c.Part).ShouldBe([LinePart.TowardsA, LinePart.Key, LinePart.Property]);
    }

    private static List<LineChange> Between(PropertyRow[] before, PropertyRow[] after)
    {
        var old = Importer.ImportNew("x.rst", Document("Lark", "Moss", Section("Lark", "Client", "Moss", "Person", new EverySentence(), [], before)), []);
        var now = Importer.Import("x.rst", Document("Lark", "Moss", Section("Lark", "Client", "Moss", "Person", new EverySentence(), [], after)), old, Side.A);
        return [.. ImportComparison.Of(old, now)];
    }
}
