using SesamTalk.Engine.Documents;
using Shouldly;

namespace SesamTalk.Tests.Engine.Documents;

public sealed class NameTests
{
    [Theory]
    [InlineData("every", 0, "Larkbooks", "Client", null, "Moss Desk", "Person", null)]
    [InlineData("blank-target", 0, "Larkbooks", "Client", null, "", "Person", null)]
    [InlineData("source-folded", 0, "Larkbooks", "Client", null, "Moss Desk", "Person", null)]
    [InlineData("source-folded", 1, "LARK-books", "Order line", null, "Moss Desk", "Row", null)]
    [InlineData("source-shorter", 0, "Lark", "Client", null, "Moss Desk", "Person", null)]
    [InlineData("source-shorter", 1, "Larkbooks", "Order line", null, "Moss Desk", "Row", null)]
    [InlineData("source-longer", 0, "Lark.app", "Client", null, "Moss Desk", "Person", null)]
    [InlineData("source-absent", 0, null, "Heron Client", null, "Moss Desk", "Person", null)]
    [InlineData("target-other-spelling", 0, "Larkbooks", "Client", null, "Mossdesk", "Person", null)]
    [InlineData("aspect-source", 0, "Larkbooks", "Client", "human data", "Moss Desk", "Person", null)]
    [InlineData("aspect-target", 0, "Larkbooks", "Client", null, "Moss Desk", "Contact", "organisation data")]
    [InlineData("aspect-both", 0, "Larkbooks", "Client", "location data", "Moss Desk", "Contact", "classification data")]
    [InlineData("aspect-both", 1, "Larkbooks", "Client (old)", null, "Moss Desk", "Contact", null)]
    [InlineData("aspect-older-spelling", 0, "Larkbooks", "Customers person", null, "Moss Desk", "Customers company", null)]
    [InlineData("self-pair", 0, "Larkbooks", "Client", null, "Larkbooks", "Client", null)]
    [InlineData("name-with-to", 0, "Larkbooks", "Link to order", null, "Moss Desk", "Road to Rome", null)]
    [InlineData("other-letters", 0, "Bjørk Lønn", "Ansatt", null, "Ås Økonomi", "Kjøper", null)]
    public void A_name_is_system_entity_and_aspect(string sample, int index, string? system, string entity, string? aspect, string? targetSystem, string targetEntity, string? targetAspect)
    {
        var pair = Sample.Section(sample, index);
        (pair.Source.System, pair.Source.Entity, pair.Source.Aspect).ShouldBe((system, entity, aspect));
        (pair.Target.System, pair.Target.Entity, pair.Target.Aspect).ShouldBe((targetSystem, targetEntity, targetAspect));
    }

    [Fact]
    public void The_title_gives_both_systems_also_an_empty_one()
    {
        var document = Sample.Document("blank-target");
        (document.Title, document.SourceSystem, document.TargetSystem).ShouldBe(("Larkbooks to  Dataflow", "Larkbooks", ""));
    }

    [Fact]
    public void A_blank_system_is_left_out_of_the_names_shown() => Sample.PairJson("blank-target").GetProperty("target").GetString().ShouldBe("Person");

    [Fact]
    public void An_aspect_stays_in_the_full_name() => Sample.PairJson("aspect-source").GetProperty("source").GetString().ShouldBe("Larkbooks Client (human data)");

    [Fact]
    public void Equal_sections_stay_apart_in_their_order()
    {
        var document = Sample.Document("duplicate-sections");
        document.Sections.Select(s => s.Target.Entity).ShouldBe(["Person", "Row", "Person", "Person"]);
        document.AllDiagnostics.ShouldAllBe(d => d.Kind == DiagnosticKind.DuplicateSection && d.Weight == DiagnosticWeight.Note);
        Sample.PairJson("duplicate-sections", 2).GetProperty("anomalies").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public void An_unresolved_source_has_no_system_and_is_an_anomaly()
    {
        var pair = Sample.PairJson("source-absent");
        pair.GetProperty("source_system").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        pair.GetProperty("anomalies")[0].GetString()!.ShouldStartWith("line 12: ");
    }
}
