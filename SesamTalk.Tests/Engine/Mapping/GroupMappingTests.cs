using System.Collections.Immutable;
using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Records;
using Shouldly;
using Xunit;
using Record = SesamTalk.Engine.Records.Record;

namespace SesamTalk.Tests.Engine.Mapping;

/// <summary>Two references of an order meet in one of an invoice, as the document of the unnamed system has it.</summary>
public sealed class GroupMappingTests
{
    private static readonly Schema Order = new("Orders", [Reference("CustomerId", PropertyType.Integer, "Customers"), Reference("ContactId", PropertyType.Integer, "Contacts")]);
    private static readonly Schema Invoice = new("Invoices", [Reference("customer", PropertyType.Text, "Companies", "People")]);
    private static readonly ReferenceBook Book = FillBook();

    [Theory]
    [InlineData(1L, 2L, "C1")]
    [InlineData(1L, null, "C1")]
    [InlineData(null, 2L, "P2")]
    [InlineData(null, null, null)]
    public void Forward_takes_the_first_row_that_is_not_blank_and_translates_it(long? customer, long? contact, string? expected) =>
        Forward(Of(customer, contact)).ShouldBeOfType<GroupMap.Says>().Values.Single().Value.ShouldBe(expected);

    [Fact]
    public void A_reference_without_a_link_makes_the_record_wait_and_does_not_fall_through() =>
        Forward(Of(99, 2)).ShouldBeOfType<GroupMap.Waits>().Reference.Id.Text.ShouldBe("99");

    [Fact]
    public void Back_goes_to_the_row_whose_entity_knows_the_id()
    {
        Back("P2", Of(null, null)).ShouldBe([KeyValuePair.Create("ContactId", (object?)2L)]);
        Back("C1", Of(null, null)).ShouldBe([KeyValuePair.Create("CustomerId", (object?)1L)]);
    }

    [Fact]
    public void A_row_that_would_speak_first_is_cleared_so_that_the_value_reads_back() =>
        Back("P2", Of(1, null)).ShouldBe([KeyValuePair.Create("CustomerId", (object?)null), KeyValuePair.Create("ContactId", (object?)2L)]);

    [Fact]
    public void A_row_that_speaks_later_is_left_alone() => Back("C1", Of(null, 2)).ShouldBe([KeyValuePair.Create("CustomerId", (object?)1L)]);

    [Fact]
    public void What_may_not_be_cleared_makes_the_value_one_that_cannot_be_expressed()
    {
        var required = new Schema("Orders", [Order.Properties[0] with { IsRequired = true }, Order.Properties[1]]);
        var order = Record.Of(required, null, KeyValuePair.Create("CustomerId", (object?)1L), KeyValuePair.Create("ContactId", (object?)null));
        Map(required, "P2", order).ShouldBeOfType<GroupMap.Cannot>().Reason.ToString().ShouldContain("CustomerId");
    }

    [Fact]
    public void Clearing_it_there_clears_every_row_here() =>
        Back(null, Of(1, 2)).ShouldBe([KeyValuePair.Create("CustomerId", (object?)null), KeyValuePair.Create("ContactId", (object?)null)]);

    private static GroupMap Forward(Record order)
    {
        var mapper = Mapper(Order);
        return new GroupMapping(mapper, Book).ToB(mapper.Groups.Single(), mapper.Map(order, Side.B, Book));
    }

    private static ImmutableArray<KeyValuePair<string, object?>> Back(string? customer, Record order) => Map(Order, customer, order).ShouldBeOfType<GroupMap.Says>().Values;

    private static GroupMap Map(Schema orders, string? customer, Record order)
    {
        var mapper = Mapper(orders);
        var invoice = Record.Of(Invoice, null, KeyValuePair.Create("customer", (object?)customer));
        return new GroupMapping(mapper, Book).ToA(mapper.Groups.Single(), mapper.Map(invoice, Side.A, Book), invoice, order, ["customer"]);
    }

    private static PropertyMapper Mapper(Schema orders) => new([Row(orders.Properties[0]), Row(orders.Properties[1])]);

    private static MappedRow Row(SchemaProperty a) => new(new PropertyRule { Id = PropertyRule.IdOf(a.Path, "customer"), A = a.Path, B = "customer" }, a, Invoice.Properties[0]);

    private static Record Of(long? customer, long? contact) => Record.Of(Order, null, KeyValuePair.Create("CustomerId", (object?)customer), KeyValuePair.Create("ContactId", (object?)contact));

    private static SchemaProperty Reference(string path, PropertyType type, params string[] entities) => new(path, type) { References = [.. entities] };

    private static ReferenceBook FillBook()
    {
        var book = new ReferenceBook();
        book.Add("Customers", new RecordId("1"), "Companies", new RecordId("C1"));
        book.Add("Contacts", new RecordId("2"), "People", new RecordId("P2"));
        return book;
    }
}
