using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Matching;
using Shouldly;
using Xunit;
using static SesamTalk.Engine.Dataflows.ReadinessCodes;
using static SesamTalk.Tests.Engine.Dataflows.ShopAndLedger;

namespace SesamTalk.Tests.Engine.Dataflows;

public sealed class ReadinessTests
{
    private static readonly PropertyRule Blank = Row("Name>name") with { DependenciesA = [new("", " ")] };

    /// <summary>What is spoilt, the code that says so, and words that the sentence must hold.</summary>
    public static TheoryData<string, Dataflow, string, string> Spoilt => new()
    {
        { "paused dataflow", Flow with { PausedBecause = "year end" }, PausedDataflow, "year end. Resume" },
        { "paused pair", Flow.With(Buyers with { PausedBecause = "asked by Kari." }), PausedPair, "asked by Kari. Resume" },
        { "unknown text", Flow.With(Buyers with { NotUnderstood = ["line 12: “Now and then”"] }), NotUnderstood, "line 12" },
        { "condition", Flow.With(Buyers with { ToB = Buyers.ToB with { Condition = "When a buyer pays" } }), ConditionWithoutPredicate, "When a buyer pays" },
        { "itself", (Flow with { B = Flow.A }).With(Pair("Buyers", "Buyers", "Name>Name")), SelfPair, "Buyers" },
        { "no entity", Flow.With(Pair("Buyers", "clients", "Name>name")), EntityUnresolved, "Ledger has nothing called clients. It has: customers, invoices" },
        { "two entities", Flow.With(Pair("Customer", "customers", "Name>name")), EntityAmbiguous, "Buyers, Branches" },
        { "half a filter", Flow.With(Buyers with { A = Buyers.A with { Filters = Where("Kind", "") } }), FilterIncomplete, "Buyers" },
        { "filter on nothing", Flow.With(Buyers with { A = Buyers.A with { Filters = Where("Sort", "x") } }), FilterUnresolved, "Sort" },
        { "filter of a wrong kind", Flow.With(Buyers with { A = Buyers.A with { Filters = Where("Age", "old") } }), FilterValue, "“old” in Age" },
        { "constant not allowed", Flow.With(Buyers with { B = Buyers.B with { Constants = Where("country", "Norway") } }), FilterValue, "Norway" },
        { "predicate on nothing", Flow.With(Buyers with { ToB = Buyers.ToB with { Condition = "When", Predicate = Where("Sort", "x") } }), FilterUnresolved, "Sort" },
        { "key on nothing", Flow.With(Buyers with { Keys = [new MergeKey([new("Mail", "e_mail")])] }), KeyUnresolved, "e_mail" },
        { "nothing at all", Flow.With(Buyers with { Keys = [], Properties = [] }), NoRows, "A new customers in Ledger needs: name. Add rows" },
        { "name not given", Flow.With(Pair("Buyers", "customers", "Mail>mail")), RequiredMissing, "needs name" },
        { "name the other way", Flow.With(Pair("Buyers", "customers", "Mail>mail").With("Name>name", row => row with { Flow = RuleFlow.ToA })), RequiredMissing, "needs name" },
        { "no new reports", Flow.With(Pair("Reports", "customers", "Name>name")), CreationNotPossible, "Shop takes no new Reports" },
        { "connected to nothing", Flow.With(Buyers with { ToB = Buyers.ToB with { Creation = CreationRule.WhenConnected, ConnectedTo = ["Shop-deals"] } }), ConnectedUnresolved, "Shop-deals" },
        { "part outside a list", Flow.With(Buyers, Orders, Pair("OrderLines", "invoices", "Product>customer_text")), PartWithoutList, "OrderLines are parts of invoices in Ledger" },
        { "element without its product", Flow.With(Buyers, Orders, Pair("OrderLines", "invoices", "Quantity>lines.quantity")), RequiredMissing, "lines.product" },
        { "part into the whole itself", Flow.With(Buyers, Orders, OrderLines.With("Id>customer_text")), PartOutsideList, "customer_text in Ledger is no property inside lines" },
        { "list into a single value", Flow.With(Buyers, Orders.With("Number>lines.product")), ListAgainstSingle, "lines.product in Ledger stands inside a list and Number in Shop" },
        { "two into one", Flow.With(Buyers, Branches), DiscriminatorMissing, "Shop Branches ↔ Ledger customers" },
        { "path of nothing", Flow.With(Buyers.With("Surname>code")), PathUnresolved, "Buyers in Shop has no property Surname" },
        { "blank dependency", Flow.With(Buyers with { Properties = [Blank] }), DependencyBlank, "“having  in ”" },
        { "dependency on nothing", Flow.With(Buyers.With("Kind>code", row => row with { DependenciesB = Where("sort", "x") })), DependencyUnresolved, "sort" },
        { "dependency of a wrong kind", Flow.With(Buyers.With("Kind>code", row => row with { DependenciesA = Where("IsPerson", "perhaps") })), DependencyValue, "perhaps" },
        { "damaged type", Flow.With(Buyers.With("Kind>code", row => row with { TypeToB = "\"datetime-format\",\"_.\"]" })), TypeDamaged, "datetime-format" },
        { "unknown type", Flow.With(Buyers.With("Kind>code", row => row with { TypeToA = "\"money\"" })), TypeDamaged, "money" },
        { "to a computed property", Flow.With(Buyers, Orders.With("Number>sent_at", row => row with { Flow = RuleFlow.ToB })), RowWritesNothing, "Ledger computes the value" },
        { "both computed", Flow.With(Buyers, Orders.With("Total>sent_at")), RowWritesNothing, "Total" },
        { "id copied as text", Flow.With(Buyers, Orders.With("BuyerId>customer_text")), ReferenceOneSided, "customer_text in Ledger is not known to refer to anything" },
        { "key copied to a reference", Flow.With(Buyers, Orders.With("Id>customer")), ReferenceOneSided, "customer in Ledger" },
        { "reference to a pair that is not there", Flow.With(Orders), ReferenceWithoutPair, "BuyerId refers to Buyers in Shop" },
        { "reference to a paused pair", Flow.With(Orders, Buyers with { PausedBecause = "x" }), ReferenceWithoutPair, "BuyerId" },
        { "mapped twice", Flow.With(Buyers, Pair("Buyers person", "customers", "Mail>mail Name>name") with { Id = "person" }), MappedTwice, "Shop Buyers ↔ Ledger customers" },
    };

    [Fact]
    public void A_dataflow_without_fault_is_ready()
    {
        var report = Readiness.Check(Flow, Shop, Ledger);

        report.Problems.ShouldBeEmpty();
        report.Notes.ShouldBeEmpty();
        report.Ready.Select(pair => pair.Pair.Id).ShouldBe(["buyers--customers", "orders--invoices"]);
    }

    [Theory]
    [MemberData(nameof(Spoilt))]
    public void What_is_wrong_is_said_with_the_next_step_and_stops_its_pair(string what, Dataflow dataflow, string code, string words)
    {
        what.ShouldNotBeEmpty();
        var report = Readiness.Check(dataflow, Shop, dataflow.B == dataflow.A ? Shop : Ledger);

        var problem = report.Problems.First(found => found.Code == code);
        problem.Sentence.ShouldContain(words);
        problem.Sentence.ShouldEndWith(".", customMessage: "a sentence with its next step");
        report.Ready.ShouldNotContain(pair => pair.Pair.Id == problem.PairId || problem.PairId == null);
    }

    [Fact]
    public void A_system_that_is_not_connected_is_named_and_nothing_runs()
    {
        var report = Readiness.Check(Flow with { A = Flow.A with { SystemId = null } }, null, null);

        report.Problems.Select(problem => problem.Code).ShouldBe([NotConnected, NotDescribed]);
        report.Problems[1].Sentence.ShouldContain("“ledger”");
        report.Problems.ShouldAllBe(problem => problem.PairId == null);
        report.Ready.ShouldBeEmpty();
    }

    [Fact]
    public void A_pair_with_a_problem_does_not_stop_the_others()
    {
        var report = Readiness.Check(Flow.With(Orders.With("Gone>number"), Buyers), Shop, Ledger);

        report.Problems.ShouldHaveSingleItem().RowId.ShouldBe("gone~number");
        report.Ready.Select(pair => pair.Pair.Id).ShouldBe(["buyers--customers"]);
    }

    [Fact]
    public void Problems_stand_in_the_order_of_the_pairs()
    {
        var report = Readiness.Check(Flow.With(Branches, Orders.With("Gone>number"), Buyers), Shop, Ledger);

        report.Problems.Select(problem => problem.PairId).ShouldBe(["branches--customers", "orders--invoices", "buyers--customers"]);
    }
}
