using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Records;
using Shouldly;
using Xunit;
using static SesamTalk.Engine.Dataflows.ReadinessCodes;
using static SesamTalk.Tests.Engine.Dataflows.ShopAndLedger;

namespace SesamTalk.Tests.Engine.Dataflows;

public sealed class ReadinessNotesTests
{
    private static readonly Direction Never = new() { Creation = CreationRule.Never };
    private static readonly Direction OnlyLinked = new() { Creation = CreationRule.OnlyLinked, Origin = RuleOrigin.Document };

    /// <summary>What is worth knowing although it stops nothing.</summary>
    public static TheoryData<string, Dataflow, string, string> Worth => new()
    {
        { "one way only", Flow.With(Buyers, Orders.With("Total>customer_text")), OneWayOnly, "Total is computed by Shop: edits in Ledger" },
        { "on create only", Flow.With(Buyers, Orders.With("Number>origin")), OnlyOnCreate, "origin can be set in Ledger only" },
        { "no updates", Flow.With(Pair("Reports", "customers", "Name>name") with { ToA = Never }), NoUpdates, "Reports in Shop cannot be changed" },
        { "links only", Flow.With(Buyers with { Properties = [] }), LinksOnly, "linked by the merge keys" },
        { "a person links", Flow.With(Buyers with { Keys = [], ToB = OnlyLinked, ToA = Never }), NothingLinks, "only a person" },
        { "partly connected", Flow.With(Buyers with { ToB = Buyers.ToB with { Creation = CreationRule.WhenConnected, ConnectedTo = ["Shop-Order", "Deals"] } }), ConnectedPartly, "Shop has no Deals" },
    };

    [Theory]
    [MemberData(nameof(Worth))]
    public void What_is_worth_knowing_stops_nothing(string what, Dataflow dataflow, string code, string words)
    {
        what.ShouldNotBeEmpty();
        var report = Readiness.Check(dataflow, Shop, Ledger);

        report.Problems.ShouldBeEmpty();
        report.Notes.ShouldHaveSingleItem().Code.ShouldBe(code);
        report.Notes[0].Sentence.ShouldContain(words);
        report.Ready.Length.ShouldBe(dataflow.Pairs.Length);
    }

    [Fact]
    public void Filters_that_exclude_each_other_tell_two_sources_of_one_target_apart()
    {
        var report = Readiness.Check(
            Flow.With(Buyers with { B = Buyers.B with { Filters = Where("type", "buyer") } }, Branches with { B = Branches.B with { Filters = Where("type", "branch") } }), Shop, Ledger);

        report.Problems.ShouldBeEmpty();
        report.Ready.Length.ShouldBe(2);
    }

    [Fact]
    public void Without_creation_in_reverse_two_sources_need_not_be_told_apart() =>
        Readiness.Check(Flow.With(Buyers with { ToA = Never }, Branches), Shop, Ledger).Problems.ShouldBeEmpty();

    [Fact]
    public void Aspects_of_one_record_may_share_no_filter_as_long_as_they_share_no_property()
    {
        var aspect = Pair("Buyers person", "customers", "Kind>type") with { Id = "person", ToB = Never, ToA = Never };

        Readiness.Check(Flow.With(Buyers, aspect), Shop, Ledger).Problems.ShouldBeEmpty();
    }

    [Fact]
    public void One_entity_that_the_document_sends_to_two_is_sent_to_both()
    {
        var toInvoices = Pair("Buyers", "invoices", "Name>number") with { ToA = Never };
        var report = Readiness.Check(Flow.With(Buyers with { ToA = Never }, toInvoices), Shop, Ledger);

        report.Problems.ShouldBeEmpty();
        report.Ready.Length.ShouldBe(2);
    }

    [Fact]
    public void A_part_goes_after_its_parent_and_needs_no_row_for_it()
    {
        var report = Readiness.Check(Flow.With(OrderLines with { Keys = [] }, Orders, Buyers), Shop, Ledger);

        report.Problems.ShouldBeEmpty();
        report.Ready.Select(pair => pair.Pair.A.Entity).ShouldBe(["Buyers", "Orders", "OrderLines"]);
        var part = PartPairs.ParentOf(report.Ready[2], report.Ready).ShouldNotBeNull();
        part.Parent.Pair.Id.ShouldBe("orders--invoices");
        part.Side.ShouldBe(Side.A);
        part.Reference.Path.ShouldBe("OrderId");
        PartPairs.ParentOf(report.Ready[1], report.Ready).ShouldBeNull();
    }

    [Fact]
    public void A_circle_of_references_is_taken_in_the_order_of_the_definition()
    {
        EntityDescription Of(string name, string other) => new(
            new Schema(name, [new("id", PropertyType.Text) { IsKey = true }, new("other", PropertyType.Text) { References = [other] }]), new EntityCapabilities { CanCreate = true, CanUpdate = true });
        var system = new SystemDescription([Of("x", "y"), Of("y", "x")]);

        var report = Readiness.Check(Flow.With(Pair("y", "y", "other>other"), Pair("x", "x", "other>other")), system, system);

        report.Problems.ShouldBeEmpty();
        report.Ready.Select(pair => pair.Pair.Id).ShouldBe(["y--y", "x--x"]);
    }
}
