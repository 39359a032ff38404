using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Dataflows.Shipped;
using SesamTalk.Engine.Mapping;
using Shouldly;
using Xunit;

namespace SesamTalk.Tests.Engine.Dataflows;

public sealed class ShippedDataflowsTests
{
    public static TheoryData<string> Ids => [.. ShippedDataflows.All.Select(dataflow => dataflow.Id)];

    [Fact]
    public void There_are_five_and_PowerOffice_Go_stands_in_all()
    {
        ShippedDataflows.All.Select(dataflow => dataflow.Id).ShouldBe(
            ["poweroffice-opensesam", "poweroffice-go-custom-webshop", "powerofficego-unnamed", "custom-crm-powerofficego", "custom-pms-poweroffice-go"]);
        ShippedDataflows.All.Select(dataflow => dataflow.A.SystemId == "poweroffice-go" ? dataflow.B.SystemId : dataflow.A.SystemId)
            .ShouldBe(["opensesam", "custom-webshop", "unnamed", "custom-crm", "custom-pms"]);
        ShippedDataflows.All.ShouldAllBe(dataflow => dataflow.A.SystemId == "poweroffice-go" || dataflow.B.SystemId == "poweroffice-go");
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_document_creates_its_own_way_and_the_other_way_is_added(string id)
    {
        foreach (var pair in Dataflow(id).Pairs)
        {
            pair.ToB.ShouldBe(new Direction { Creation = CreationRule.Every, Origin = pair.Origin });
            pair.ToA.ShouldBe(new Direction { Creation = CreationRule.Every, Origin = RuleOrigin.Added });
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Whatever_was_added_says_why(string id)
    {
        var pairs = Dataflow(id).Pairs;

        pairs.Where(pair => pair.Origin == RuleOrigin.Added).ShouldAllBe(pair => pair.Note.Length > 0);
        pairs.SelectMany(pair => pair.Properties).ShouldAllBe(row => row.Note.Length > 0 == (row.Origin == RuleOrigin.Added));
        pairs.SelectMany(pair => pair.Keys).ShouldAllBe(key => key.IsAdded);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_id_is_said_once(string id)
    {
        var pairs = Dataflow(id).Pairs;

        pairs.Select(pair => pair.Id).ShouldBeUnique();
        foreach (var pair in pairs) pair.Properties.Select(row => row.Id).ShouldBeUnique();
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_data_type_is_understood(string id) =>
        Dataflow(id).Pairs.SelectMany(pair => pair.Properties).SelectMany(row => new[] { row.TypeToA, row.TypeToB })
            .ShouldAllBe(cell => Conversion.Parse(cell) != null);

    [Fact]
    public void The_pair_that_a_reference_needs_was_added_after_those_of_the_document()
    {
        var unnamed = Dataflow("powerofficego-unnamed");

        unnamed.Pairs.Select(pair => pair.Id).ShouldBe(
            ["customers--customers-company", "customers-person--customers-person", "salesorders--invoices", "contactpersons--customers-person"]);
        unnamed.Pairs.Select(pair => pair.Origin).ShouldBe([RuleOrigin.Document, RuleOrigin.Document, RuleOrigin.Document, RuleOrigin.Added]);
        unnamed.B.Name.ShouldBe("(unnamed system)");
    }

    [Fact]
    public void A_person_of_the_unnamed_system_belongs_to_one_pair_only()
    {
        var pairs = Dataflow("powerofficego-unnamed").Pairs.Where(pair => pair.B.Entity == "Customers person").ToList();

        pairs.Count.ShouldBe(2);
        FilterScopes.Disjoint(pairs[0].B.Filters, pairs[1].B.Filters).ShouldBeTrue();
    }

    [Theory]
    [InlineData("poweroffice-go-custom-webshop", "name~name")]
    [InlineData("custom-crm-powerofficego", "name~name")]
    public void The_name_that_PowerOffice_makes_of_a_persons_two_is_not_carried(string id, string row)
    {
        var name = Dataflow(id).Pairs.Single(pair => pair.Properties.Any(rule => rule.A is "IsPerson" or "is_person")).Properties.Single(rule => rule.Id == row);

        name.DependenciesA.Concat(name.DependenciesB).Select(dependency => dependency.Value).ShouldBe(["false", "false", "(blank)"], ignoreOrder: true);
    }

    private static Dataflow Dataflow(string id) => ShippedDataflows.All.Single(dataflow => dataflow.Id == id);
}
