using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Documents;
using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Records;
using Shouldly;

namespace SesamTalk.Tests.Engine.Documents;

public sealed class ImporterTests
{
    [Fact]
    public void A_first_document_makes_a_dataflow_from_its_source_to_its_target()
    {
        var dataflow = Imported("every-match-merge");
        (dataflow.Id, dataflow.A.DocumentName, dataflow.B.DocumentName).ShouldBe(("larkbooks-moss-desk", "Larkbooks", "Moss Desk"));
        var pair = dataflow.Pairs.Single();
        (pair.Id, pair.A.Name, pair.B.Entity).ShouldBe(("article--stock-item", "Larkbooks Article", "Stock item"));
        (pair.ToB.Creation, pair.ToB.StatesMatching, pair.ToB.Origin).ShouldBe((CreationRule.Every, true, RuleOrigin.Document));
        (pair.ToA.Creation, pair.ToA.Origin).ShouldBe((CreationRule.Never, RuleOrigin.Added));
        pair.Keys.Single().Parts.ShouldBe([new KeyPart("gtin", "barcode")]);
        var row = pair.Properties.Single();
        (row.A, row.B, row.TypeToB, row.TypeToA, row.Origin).ShouldBe(("weight", "grams", "\"integer\"", null, RuleOrigin.Document));
        pair.NotUnderstood.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("before-merge", CreationRule.OnlyLinked), InlineData("before-creation-two", CreationRule.WhenConnected), InlineData("condition-when", CreationRule.Every)]
    public void The_opening_rules_what_is_created(string sample, CreationRule rule) => Imported(sample).Pairs.Single().ToB.Creation.ShouldBe(rule);

    [Fact]
    public void A_condition_waits_for_its_predicate()
    {
        var direction = Imported("condition-remark").Pairs.Single().ToB;
        direction.Condition.ShouldBe("Ask the bookkeeper which ones, it is not written down");
        direction.Predicate.ShouldBeEmpty();
    }

    [Fact]
    public void Connected_entities_are_kept_as_written() =>
        Imported("before-creation-many").Pairs.Single().ToB.ConnectedTo.ShouldBe(["Larkbooks-orders", "Customer-person", "Stock item", "Claim"]);

    [Theory]
    [InlineData("types-damaged"), InlineData("unknown-sentence"), InlineData("source-absent"), InlineData("names-disagree"), InlineData("directive"), InlineData("type-outside-table")]
    public void What_is_not_understood_stands_in_the_pair(string sample)
    {
        var pair = Imported(sample).Pairs.Single();
        pair.NotUnderstood.ShouldNotBeEmpty();
        pair.NotUnderstood.ShouldAllBe(n => n.StartsWith($"{sample}.rst line "));
    }

    [Fact]
    public void A_damaged_type_and_a_blank_dependency_are_kept_for_readiness_to_find()
    {
        Imported("types-damaged").Pairs.Single().Properties[0].TypeToB.ShouldBe("\"datetime-format\",\"%Y-%m-%d\",\"_.\"]");
        Imported("dependency-blank-path").Pairs.Single().Properties[0].DependenciesA.Single().IsComplete.ShouldBeFalse();
    }

    [Fact]
    public void Equal_sections_are_pairs_of_their_own() =>
        Imported("duplicate-sections").Pairs.Select(p => p.Id).ShouldBe(["client--person", "order--row", "client--person--2", "client--person--3"]);

    [Fact]
    public void An_entity_paired_with_itself_is_never_copied()
    {
        var pairs = Imported("self-pair").Pairs;
        pairs[0].ToB.Creation.ShouldBe(CreationRule.Never);
        pairs[0].Keys.Length.ShouldBe(2);
        pairs[1].ToB.Creation.ShouldBe(CreationRule.Every);
    }

    [Fact]
    public void Systems_spelt_otherwise_in_a_section_are_the_titles()
    {
        var dataflow = Imported("source-shorter");
        dataflow.Pairs.Select(p => p.A.SystemName).ShouldBe(["Lark", "Larkbooks"]);
        dataflow.A.Name.ShouldBe("Lark Books Pro");
        Importer.SideOf(dataflow, DataflowDocument.Of("Moss Desk", "Larkbooks", "", [])).ShouldBe(Side.B);
        Importer.SideOf(dataflow, DataflowDocument.Of("Moss Desk", "Heron", "", [])).ShouldBeNull();
    }

    [Fact]
    public void The_document_of_a_dataflow_is_found_by_its_systems()
    {
        var dataflows = new[] { Imported("source-shorter"), Imported("every") };
        Importer.Find(dataflows, Sample.Document("before-merge"))!.Value.Dataflow.Id.ShouldBe("larkbooks-moss-desk");
        Importer.Find(dataflows, Sample.Document("blank-target")).ShouldBeNull();
        var unnamed = Imported("blank-target");
        (unnamed.Id, unnamed.B.Name).ShouldBe(("larkbooks-unnamed", "(unnamed system)"));
        Importer.Find([unnamed], Sample.Document("blank-target"))!.Value.From.ShouldBe(Side.A);
    }

    [Fact]
    public void White_space_behind_a_path_means_nothing_to_a_system() =>
        (Imported("trailing-white-space").Pairs.Single().Properties.Single() is { A: "name", B: "title" }).ShouldBeTrue();

    [Fact]
    public void A_taken_id_gets_a_number() =>
        Importer.ImportNew("x.rst", Sample.Document("every"), ["larkbooks-moss-desk"]).Id.ShouldBe("larkbooks-moss-desk-2");

    internal static Dataflow Imported(string sample) => Importer.ImportNew(sample + ".rst", Sample.Document(sample), []);
}
