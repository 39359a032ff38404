using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Dataflows.Shipped;
using SesamTalk.Engine.Documents;
using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Records;
using Shouldly;

namespace SesamTalk.Tests.Engine.Documents;

public sealed class TwoWayImportTests
{
    private static Dataflow One => Importer.ImportNew("there.rst", TwoDocuments.There, []);
    private static Dataflow Both => Importer.Import("back.rst", TwoDocuments.Back, One, Side.B);

    [Fact]
    public void Two_documents_become_one_pair_where_both_have_it()
    {
        Both.Pairs.Select(p => p.Id).ShouldBe(["client--person", "bill--claim", "task--ticket"]);
        var client = Both.Pairs[0];
        (client.ToB.Creation, client.ToA.Creation, client.ToA.Origin).ShouldBe((CreationRule.Every, CreationRule.OnlyLinked, RuleOrigin.Document));
        client.Properties.Select(r => (r.Id, r.TypeToB, r.TypeToA)).ShouldBe([("mail~email", "\"string\"", null), ("age~years", "\"integer\"", "\"string\""), ("town~city", null, "\"string\"")]);
        client.Keys.Select(k => k.Parts.Single()).ShouldBe([new KeyPart("mail", "email"), new KeyPart("no", "code")]);
    }

    [Fact]
    public void A_section_of_one_document_alone_creates_its_own_way_only()
    {
        (Both.Pairs[1].ToB.Creation, Both.Pairs[1].ToA.Creation).ShouldBe((CreationRule.Every, CreationRule.Never));
        (Both.Pairs[2].ToB.Creation, Both.Pairs[2].ToA.Creation).ShouldBe((CreationRule.Never, CreationRule.Every));
        Both.Pairs[2].A.Name.ShouldBe("Larkbooks Task");
    }

    [Fact]
    public void The_order_of_importing_two_does_not_matter()
    {
        var other = Importer.Import("there.rst", TwoDocuments.There, One with { Documents = [], Pairs = [] }, Side.A);
        var back = Importer.Import("back.rst", TwoDocuments.Back, One with { Documents = [], Pairs = [] }, Side.B);
        ImportComparison.Of(Importer.Import("there.rst", TwoDocuments.There, back, Side.A), Importer.Import("back.rst", TwoDocuments.Back, other, Side.B)).ShouldBeEmpty();
    }

    [Fact]
    public void What_was_added_stays_until_a_document_says_it()
    {
        var client = One.Pairs[0];
        var added = client with
        {
            ToA = new() { Creation = CreationRule.Every, Deletes = DeleteRule.Archive },
            A = client.A with { Filters = [new("true", "active")] },
            Properties = [.. client.Properties, Added("town", "city"), Added("fax", "fax")],
            Keys = [.. client.Keys, new MergeKey([new("no", "code")], IsAdded: true), new MergeKey([new("fax", "fax")], IsAdded: true)],
            Policy = ConflictPolicy.LatestWins,
        };
        var now = Importer.Import("back.rst", TwoDocuments.Back, One with { Pairs = One.Pairs.SetItem(0, added) }, Side.B).Pairs[0];
        (now.ToA.Creation, now.ToA.Origin, now.ToA.Deletes).ShouldBe((CreationRule.OnlyLinked, RuleOrigin.Document, DeleteRule.Archive));
        now.A.Filters.ShouldBe([new Dependency("true", "active")]);
        now.Properties.Select(r => (r.Id, r.Origin)).ShouldBe([("mail~email", RuleOrigin.Document), ("age~years", RuleOrigin.Document), ("town~city", RuleOrigin.Document), ("fax~fax", RuleOrigin.Added)]);
        now.Keys.Select(k => k.IsAdded).ShouldBe([false, false, true]);
        now.Policy.ShouldBe(ConflictPolicy.LatestWins);
    }

    [Fact]
    public void A_newer_document_of_the_same_side_takes_the_place_of_the_older()
    {
        var empty = TwoDocuments.Document("Moss Desk", "Larkbooks");
        var now = Importer.Import("back2.rst", empty, Both, Side.B);
        now.Documents.Select(d => d.FileName).ShouldBe(["there.rst", "back2.rst"]);
        now.Pairs.Select(p => p.Id).ShouldBe(["client--person", "bill--claim"]);
        now.Pairs[0].Properties.Select(r => (r.Id, r.TypeToA)).ShouldBe([("mail~email", null), ("age~years", null)]);
        now.Pairs[0].ToA.Creation.ShouldBe(CreationRule.Never);
    }

    [Fact]
    public void A_predicate_belongs_to_the_words_it_was_given_for()
    {
        var conditional = Importer.ImportNew("x.rst", Sample.Document("condition-when"), []);
        var answered = conditional with { Pairs = [conditional.Pairs[0] with { ToB = conditional.Pairs[0].ToB with { Predicate = [new("signed", "state")] } }] };
        Importer.Import("x.rst", Sample.Document("condition-when"), answered, Side.A).Pairs[0].ToB.Predicate.Length.ShouldBe(1);
        Importer.Import("x.rst", Sample.Document("condition-full-stop"), answered, Side.A).Pairs[0].ToB.Predicate.ShouldBeEmpty();
    }

    [Fact]
    public void A_shipped_dataflow_keeps_what_it_brought_along()
    {
        foreach (var shipped in ShippedDataflows.All)
        {
            var document = Exporter.Export(shipped, Side.A, "2025-01-02 03:04:05", withAdded: false);
            Importer.Find(ShippedDataflows.All, document)!.Value.ShouldBe((shipped, Side.A));
            var again = Importer.Import("x.rst", ReadBack(document), shipped, Side.A);
            ImportComparison.Of(shipped, again).ShouldBeEmpty(shipped.Id);
            again.Pairs.SelectMany(p => p.A.Filters.Concat(p.B.Filters)).ShouldBe(shipped.Pairs.SelectMany(p => p.A.Filters.Concat(p.B.Filters)));
        }
    }

    private static DataflowDocument ReadBack(DataflowDocument document) => RstReader.Read("x.rst", RstWriter.Write(document)).Document!;

    private static PropertyRule Added(string a, string b) => new() { Id = PropertyRule.IdOf(a, b), A = a, B = b, Origin = RuleOrigin.Added };
}
