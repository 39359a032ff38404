using System.Collections.Immutable;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Dataflows.Editing;
using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Records;
using Shouldly;
using Record = SesamTalk.Engine.Records.Record;

namespace SesamTalk.Tests.Engine.Dataflows.Editing;

public sealed class SuggestionsTests
{
    private static readonly EditedPair Orders = EditedPair.Of(ShopAndLedger.Flow, ShopAndLedger.Orders.Id, ShopAndLedger.Shop, ShopAndLedger.Ledger)!;

    [Theory]
    [InlineData("Name", "name", 1, 1)]
    [InlineData("MailAddress.PostalCode", "zip", 0.85, 0.95)]
    [InlineData("EmailAddress", "epost", 0.85, 0.95)]
    [InlineData("OrganizationNumber", "orgNo", 0.85, 0.95)]
    [InlineData("CustomerReference", "your_reference", 0.2, 0.6)]
    [InlineData("Total", "age", 0, 0)]
    public void Names_are_alike_by_letters_meaning_and_words(string a, string b, double least, double most)
    {
        NameLikeness.Of(a, b).ShouldBeInRange(least, most);
        NameLikeness.Of(b, a).ShouldBe(NameLikeness.Of(a, b), 1e-9);
    }

    [Fact]
    public void Fields_are_suggested_by_name_and_by_reference_each_once_and_never_what_does_not_fit()
    {
        var found = Suggestions.Of(new(Orders, [], [], new HashSet<string>()));
        found.Select(one => one.Id).ShouldContain("number~number");
        found.Single(one => one.Id == "number~number").Confidence.ShouldBe(Confidence.Sure);
        var reference = found.Single(one => one.Id == "buyerid~customer");
        reference.Reasons.ShouldContain(SuggestionReason.JoinedReference);
        found.Select(one => one.A).ShouldBeUnique();
        found.Select(one => one.B).ShouldBeUnique();
        found.ShouldAllBe(one => Orders.Fit(Orders.Find(Side.A, one.A)!, Orders.Find(Side.B, one.B)!) == FitTrouble.None);
    }

    [Fact]
    public void A_rejected_suggestion_does_not_come_back_and_mapped_fields_are_left_alone()
    {
        Suggestions.Of(new(Orders, [], [], new HashSet<string> { "number~number" })).ShouldNotContain(one => one.Id == "number~number");
        Suggestions.Of(new(Orders, MappingLines.Of(ShopAndLedger.Orders), [], new HashSet<string>())).ShouldNotContain(one => one.A == "Number" || one.B == "number" || one.A == "BuyerId");
    }

    [Fact]
    public void Linked_records_that_say_the_same_outweigh_names_and_those_that_do_not_take_a_suggestion_away()
    {
        var pair = Pair(["Alias", "Mail"], ["handle", "mail"]);
        var found = Suggestions.Of(new(pair, [], [.. Enumerable.Range(1, 6).Select(n => Linked(pair, [$"k{n}", $"one{n}@a.no"], [$"k{n}", $"two{n}@b.no"]))], new HashSet<string>()));
        var alias = found.Single(one => one.Id == "alias~handle");
        (alias.Confidence, alias.Match).ShouldBe((Confidence.Likely, new SampleMatch(6, 6, 6)));
        found.Single(one => one.Id == "mail~mail").Confidence.ShouldBe(Confidence.Guess);
    }

    [Fact]
    public void Two_flags_that_agree_prove_nothing()
    {
        var pair = Pair(["Blocked"], ["vip"]);
        Suggestions.Of(new(pair, [], [.. Enumerable.Range(1, 6).Select(_ => Linked(pair, ["no"], ["no"]))], new HashSet<string>())).ShouldBeEmpty();
    }

    [Fact]
    public void Telephone_numbers_are_compared_as_keys_are()
    {
        var pair = Pair(["Phone"], ["mobile"]);
        var found = Suggestions.Of(new(pair, [], [.. Enumerable.Range(1, 5).Select(n => Linked(pair, [$"+47 900 00 00{n}"], [$"9000000{n}"]))], new HashSet<string>()));
        found.ShouldHaveSingleItem().Match.Same.ShouldBe(5);
    }

    [Fact]
    public void Unmapped_fields_begin_with_those_that_a_new_record_must_have()
    {
        var buyers = EditedPair.Of(ShopAndLedger.Flow, ShopAndLedger.Buyers.Id, ShopAndLedger.Shop, ShopAndLedger.Ledger)!;
        buyers.Unmapped([], Side.B)[0].Path.ShouldBe("name");
        buyers.Unmapped(MappingLines.Of(ShopAndLedger.Buyers), Side.B).Select(field => field.Path).ShouldNotContain("name");
    }

    [Fact]
    public void Fields_of_a_part_stand_in_the_list_of_its_whole_and_fit_as_fields_of_their_own()
    {
        var flow = ShopAndLedger.Flow.With(ShopAndLedger.Orders, ShopAndLedger.OrderLines, ShopAndLedger.Buyers);
        var lines = EditedPair.Of(flow, ShopAndLedger.OrderLines.Id, ShopAndLedger.Shop, ShopAndLedger.Ledger)!;
        lines.FieldsOn(Side.B).Select(field => field.Path).ShouldBe(["lines.id", "lines.product", "lines.quantity", "lines.amount"]);
        lines.Fit(lines.Find(Side.A, "Product")!, lines.Find(Side.B, "lines.product")!).ShouldBe(FitTrouble.None);
        Orders.Fit(Orders.Find(Side.A, "Number")!, Orders.Find(Side.B, "lines.product")!).ShouldBe(FitTrouble.ListAgainstSingle);
    }

    [Theory]
    [InlineData("BuyerId", "customer", FitTrouble.None)]
    [InlineData("BuyerId", "customer_text", FitTrouble.ReferenceAgainstPlain)]
    [InlineData("Total", "sent_at", FitTrouble.NothingToWrite)]
    [InlineData("Id", "number", FitTrouble.None)]
    [InlineData("Number", "sent_at", FitTrouble.None)]
    public void Two_fields_fit_or_the_reason_is_known(string a, string b, FitTrouble trouble) => Orders.Fit(Orders.Find(Side.A, a)!, Orders.Find(Side.B, b)!).ShouldBe(trouble);

    [Theory]
    [InlineData("Number", "sent_at", RuleFlow.Both, "B")]
    [InlineData("Number", "sent_at", RuleFlow.ToB, "B")]
    [InlineData("Number", "sent_at", RuleFlow.ToA, "")]
    [InlineData("Total", "number", RuleFlow.Both, "A")]
    [InlineData("Id", "number", RuleFlow.ToA, "A")]
    [InlineData("Total", "sent_at", RuleFlow.Off, "")]
    public void ME_3_A_way_that_a_field_cannot_be_written_is_refused_by_its_side(string a, string b, RuleFlow flow, string side) =>
        (FieldFit.Refuses(Orders.Find(Side.A, a)!.Property, Orders.Find(Side.B, b)!.Property, flow)?.ToString() ?? "").ShouldBe(side);

    private static EditedPair Pair(string[] a, string[] b)
    {
        static SystemDescription System(string entity, string[] fields) => new(
            [new(new Schema(entity, [new SchemaProperty("id", PropertyType.Text) { IsKey = true }, .. fields.Select(field => new SchemaProperty(field, PropertyType.Text))]), new EntityCapabilities())]);
        var pair = ShopAndLedger.Pair("Things", "things", "id>id");
        return EditedPair.Of(ShopAndLedger.Flow.With(pair), pair.Id, System("Things", a), System("things", b))!;
    }

    private static SamplePair Linked(EditedPair pair, string[] a, string[] b) => new(One(pair.Pair.A.Schema, a), One(pair.Pair.B.Schema, b));

    private static Record One(Schema schema, string[] values) => Record.Of(schema, new RecordId("1"), schema.Properties.Skip(1).Zip(values).Select(field => KeyValuePair.Create(field.First.Path, (object?)field.Second)));
}
