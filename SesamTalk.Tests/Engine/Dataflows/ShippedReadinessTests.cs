using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Dataflows.Shipped;
using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Records;
using Shouldly;
using Xunit;

namespace SesamTalk.Tests.Engine.Dataflows;

public sealed class ShippedReadinessTests
{
    public static TheoryData<string> Ids => [.. ShippedDataflows.All.Select(dataflow => dataflow.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task Once_the_other_system_is_described_every_pair_is_ready(string id)
    {
        var report = await CheckAsync(id);

        report.Problems.Select(problem => $"{problem.PairId} {problem.RowId}: {problem.Sentence}").ShouldBeEmpty();
        report.Ready.Length.ShouldBe(Dataflow(id).Pairs.Length);
    }

    [Fact]
    public async Task The_unnamed_system_as_it_describes_itself_makes_its_dataflow_ready()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var dataflow = Dataflow("powerofficego-unnamed");
        var report = Readiness.Check(dataflow, await OwnDescriptions.PowerOfficeGoAsync(cancellation), await OwnDescriptions.UnnamedAsync(cancellation));

        report.Problems.Select(problem => $"{problem.PairId} {problem.RowId}: {problem.Sentence}").ShouldBeEmpty();
        report.Ready.Select(pair => $"{pair.A.Name} ↔ {pair.B.Name}").ShouldBe(
            ["Customers ↔ Customers company", "Customers ↔ Customers person", "ContactPersons ↔ Customers person", "SalesOrders ↔ Invoices"]);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Before_that_it_is_said_which_system_is_missing(string id)
    {
        var dataflow = Dataflow(id);
        var report = Readiness.Check(dataflow, null, null);

        report.Problems.Select(problem => problem.Arguments[0]).ShouldBe([dataflow.A.Name, dataflow.B.Name]);
        report.Problems.ShouldAllBe(problem => problem.Sentence.Contains("Connect "));
        report.Ready.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_not_carried_both_ways_is_said_beforehand() =>
        (await Task.WhenAll(ShippedDataflows.All.Select(async dataflow => (await CheckAsync(dataflow.Id)).Notes))).SelectMany(notes => notes)
            .Select(note => $"{note.PairId} {note.RowId} {note.Code}").ShouldBe(
            [
                "address--location contactid~organisation only-on-create",
                "contactpersons--customers-person contactid~customer_id only-on-create",
                "contact--contactperson customer_id~contactid only-on-create",
            ]);

    [Theory]
    [InlineData("poweroffice-opensesam", "productgroup--classification supplier--organisation address--location")]
    [InlineData("poweroffice-go-custom-webshop", "departments--customer customers--customer product--product salesorders--order salesorderlines--order")]
    [InlineData("powerofficego-unnamed", "customers--customers-company customers-person--customers-person contactpersons--customers-person salesorders--invoices")]
    [InlineData("custom-crm-powerofficego", "customer--customers contact--contactperson order--salesorders product--product")]
    [InlineData("custom-pms-poweroffice-go", "customer--customers customer--customers-human-data project--projects")]
    public async Task Whatever_is_referred_to_goes_first(string id, string order) =>
        (await CheckAsync(id)).Ready.Select(pair => pair.Pair.Id).ShouldBe(order.Split(' '));

    [Fact]
    public async Task Order_lines_are_parts_of_their_order_and_contact_persons_are_records_of_their_own()
    {
        var webshop = (await CheckAsync("poweroffice-go-custom-webshop")).Ready;
        var unnamed = (await CheckAsync("powerofficego-unnamed")).Ready;

        webshop.Where(pair => PartPairs.ParentOf(pair, webshop) is not null).ShouldHaveSingleItem().Pair.A.Entity.ShouldBe("Salesorderlines");
        unnamed.ShouldAllBe(pair => PartPairs.ParentOf(pair, unnamed) == null);
    }

    [Fact]
    public async Task The_rows_of_the_unnamed_system_are_what_the_document_means_by_them()
    {
        var ready = (await CheckAsync("powerofficego-unnamed")).Ready;

        Kind(ready[1], "id~id").ShouldBe(RowKind.Identity);
        Kind(ready[3], "customerid~customer").ShouldBe(RowKind.Reference);
        Kind(ready[3], "customerreferencecontactpersonid~customer").ShouldBe(RowKind.Reference);
        Kind(ready[2], "contactid~customer_id").ShouldBe(RowKind.Reference);
        Kind(ready[1], "mailaddress.city~city").ShouldBe(RowKind.Plain);
    }

    private static RowKind Kind(ReadyPair pair, string rowId)
    {
        var row = pair.Pair.Properties.Single(rule => rule.Id == rowId);
        return RowKinds.Of(pair.A.Schema.Find(row.A)!, pair.B.Schema.Find(row.B)!);
    }

    private static async Task<ReadinessReport> CheckAsync(string id)
    {
        var (dataflow, powerOffice) = (Dataflow(id), await OwnDescriptions.PowerOfficeGoAsync(TestContext.Current.CancellationToken));
        return dataflow.A.SystemId == ShippedDataflows.PowerOfficeGo
            ? Readiness.Check(dataflow, powerOffice, new ImpliedSystem(dataflow, Side.B, powerOffice).Describe())
            : Readiness.Check(dataflow, new ImpliedSystem(dataflow, Side.A, powerOffice).Describe(), powerOffice);
    }

    private static Dataflow Dataflow(string id) => ShippedDataflows.All.Single(dataflow => dataflow.Id == id);
}
