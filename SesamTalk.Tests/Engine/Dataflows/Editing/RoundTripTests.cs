using SesamTalk.Engine.Dataflows.Editing;
using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Records;
using Shouldly;

namespace SesamTalk.Tests.Engine.Dataflows.Editing;

public sealed class RoundTripTests
{
    [Theory]
    [InlineData(null, null, "Oslo", "Oslo", "Oslo", true)]
    [InlineData("[\"upper\",\"_.\"]", null, "Oslo", "OSLO", "OSLO", false)]
    [InlineData("\"integer\"", "\"string\"", "0042", "42", "42", false)]
    [InlineData("\"integer\"", "\"string\"", "Oslo", null, null, false)]
    public void A_value_goes_there_and_back_and_it_is_said_whether_it_comes_as_it_was(string? toB, string? toA, string value, string? there, string? back, bool comes)
    {
        var b = new SchemaProperty("b", toB == "\"integer\"" ? PropertyType.Integer : PropertyType.Text);
        var trip = RoundTrips.Of(Rule(toB, toA), new("a", PropertyType.Text), b, Side.A, [value]).ShouldHaveSingleItem();
        (trip.There, trip.Back, trip.Comes).ShouldBe((there, back, comes));
    }

    [Fact]
    public void A_one_way_row_shows_one_way_and_nothing_the_other_and_an_idle_one_nothing()
    {
        var (a, b) = (new SchemaProperty("a", PropertyType.Text), new SchemaProperty("b", PropertyType.Text));
        RoundTrips.Of(Rule(null, null) with { Flow = RuleFlow.ToB }, a, b, Side.A, ["x"]).ShouldHaveSingleItem().Comes.ShouldBeNull();
        RoundTrips.Of(Rule(null, null) with { Flow = RuleFlow.ToB }, a, b, Side.B, ["x"]).ShouldBeEmpty();
        RoundTrips.Of(Rule(null, null) with { Flow = RuleFlow.Off }, a, b, Side.A, ["x"]).ShouldBeEmpty();
    }

    private static PropertyRule Rule(string? toB, string? toA) => new() { Id = "a~b", A = "a", B = "b", TypeToA = toA, TypeToB = toB };
}
