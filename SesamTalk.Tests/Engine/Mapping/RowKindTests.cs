using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Records;
using Shouldly;
using Xunit;

namespace SesamTalk.Tests.Engine.Mapping;

public sealed class RowKindTests
{
    private static readonly SchemaProperty Key = new("id", PropertyType.Text) { IsKey = true };
    private static readonly SchemaProperty Reference = new("customer", PropertyType.Text) { References = ["customers"] };
    private static readonly SchemaProperty Plain = new("name", PropertyType.Text);

    public static TheoryData<string, string, RowKind> Kinds => new()
    {
        { "key", "key", RowKind.Identity },
        { "key", "plain", RowKind.ExternalIdInB },
        { "plain", "key", RowKind.ExternalIdInA },
        { "reference", "reference", RowKind.Reference },
        { "plain", "plain", RowKind.Plain },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_row_is_what_its_two_properties_are(string a, string b, RowKind kind) => RowKinds.Of(Named(a), Named(b)).ShouldBe(kind);

    [Fact]
    public void An_identity_row_carries_nothing_and_an_external_id_only_away_from_the_key()
    {
        Row(Key, Key).Carries(Side.A).ShouldBeFalse();
        Row(Key, Key).Carries(Side.B).ShouldBeFalse();
        Row(Key, Plain).Carries(Side.B).ShouldBeTrue();
        Row(Key, Plain).Carries(Side.A).ShouldBeFalse();
        Row(Plain, Key).Carries(Side.A).ShouldBeTrue();
    }

    [Theory]
    [InlineData(RuleFlow.Both, true, true)]
    [InlineData(RuleFlow.ToB, false, true)]
    [InlineData(RuleFlow.ToA, true, false)]
    public void A_plain_row_carries_the_way_its_flow_says(RuleFlow flow, bool toA, bool toB)
    {
        var row = Row(Plain, Plain, flow);

        row.Carries(Side.A).ShouldBe(toA);
        row.Carries(Side.B).ShouldBe(toB);
    }

    [Fact]
    public void Nothing_is_carried_to_a_property_that_its_system_computes() =>
        Row(Plain, Plain with { IsReadOnly = true }).Carries(Side.B).ShouldBeFalse();

    private static SchemaProperty Named(string name) => name switch { "key" => Key, "reference" => Reference, _ => Plain };

    private static MappedRow Row(SchemaProperty a, SchemaProperty b, RuleFlow flow = RuleFlow.Both) =>
        new(new PropertyRule { Id = PropertyRule.IdOf(a.Path, b.Path), A = a.Path, B = b.Path, Flow = flow }, a, b);
}
