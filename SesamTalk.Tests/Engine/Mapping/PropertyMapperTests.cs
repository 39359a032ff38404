using System.Globalization;
using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Records;
using Shouldly;
using Xunit;
using Record = SesamTalk.Engine.Records.Record;

namespace SesamTalk.Tests.Engine.Mapping;

public sealed class PropertyMapperTests
{
    [Theory]
    [InlineData(PropertyType.Text, "5", PropertyType.Integer, 5L)]
    [InlineData(PropertyType.Integer, 5L, PropertyType.Text, "5")]
    [InlineData(PropertyType.Text, " 12.50 ", PropertyType.Decimal, "12.5m")]
    [InlineData(PropertyType.Decimal, "1200.50m", PropertyType.Text, "1200.5")]
    [InlineData(PropertyType.Decimal, "3.0m", PropertyType.Integer, 3L)]
    [InlineData(PropertyType.Boolean, true, PropertyType.Text, "true")]
    [InlineData(PropertyType.Text, "ja", PropertyType.Boolean, true)]
    [InlineData(PropertyType.Text, "2024-02-29", PropertyType.Date, "d:2024-02-29")]
    [InlineData(PropertyType.Date, "d:2024-02-29", PropertyType.DateTime, "t:2024-02-29T00:00:00Z")]
    [InlineData(PropertyType.DateTime, "t:2024-02-29T23:30:00Z", PropertyType.Date, "d:2024-02-29")]
    [InlineData(PropertyType.Text, "", PropertyType.Integer, null)]
    [InlineData(PropertyType.Text, null, PropertyType.Integer, null)]
    public void A_value_passes_through_the_compiled_map_into_the_type_of_its_target(PropertyType from, object? value, PropertyType to, object? expected) =>
        Map(from, to, Read(value)).ShouldBe(Read(expected));

    [Theory]
    [InlineData(PropertyType.Text, "fem", PropertyType.Integer)]
    [InlineData(PropertyType.Decimal, "3.5m", PropertyType.Integer)]
    [InlineData(PropertyType.Text, "99999999999999999999", PropertyType.Integer)]
    [InlineData(PropertyType.Text, "kanskje", PropertyType.Boolean)]
    public void A_value_that_has_no_counterpart_is_told_and_never_guessed(PropertyType from, object value, PropertyType to) =>
        Map(from, to, Read(value)).ShouldBeOfType<Unmappable>();

    [Fact]
    public void A_property_that_was_not_read_is_not_mapped() => Map(PropertyType.Text, PropertyType.Text, Absent.Instance).ShouldBe(Absent.Instance);

    [Theory]
    [InlineData("""["datetime-format","%Y-%m-%d","_."]""", "t:2024-02-29T10:00:00Z", "2024-02-29")]
    [InlineData("""["if",["neq","_.","X"],"integer","string"]""", "7", "7")]
    [InlineData("""["upper","_."]""", "ål", "ÅL")]
    [InlineData("""["integer",["decimal","_."]]""", "7.9", "7")]
    public void A_conversion_expression_of_a_document_is_worked_out(string cell, string value, string expected) =>
        Map(value.StartsWith("t:", StringComparison.Ordinal) ? PropertyType.DateTime : PropertyType.Text, PropertyType.Text, Read(value), cell).ShouldBe(expected);

    [Theory]
    [InlineData("\"datetime-format\",\"%Y-%m-%d\",\"_.\"]")]
    [InlineData("""["no-such-function","_."]""")]
    [InlineData("\"number\"")]
    [InlineData("[]")]
    public void A_damaged_or_unknown_data_type_maps_nothing(string cell) => Map(PropertyType.Text, PropertyType.Text, "x", cell).ShouldBeOfType<Unmappable>();

    private static object? Map(PropertyType from, PropertyType to, object? value, string? cell = null)
    {
        var (a, b) = (new Schema("A", [new SchemaProperty("X", from)]), new Schema("B", [new SchemaProperty("Y", to)]));
        var mapper = new PropertyMapper([new MappedRow(new PropertyRule { Id = "x~y", A = "X", B = "Y", TypeToB = cell }, a.Properties[0], b.Properties[0])]);
        return mapper.Map(Record.Of(a, null, KeyValuePair.Create("X", value)), Side.B, new ReferenceBook())[0];
    }

    // Attributes hold neither decimals nor dates.
    private static object? Read(object? value) => value switch
    {
        string text when text.EndsWith('m') && decimal.TryParse(text[..^1], CultureInfo.InvariantCulture, out var number) => number,
        string text when text.StartsWith("d:", StringComparison.Ordinal) => DateOnly.ParseExact(text[2..], "yyyy-MM-dd", CultureInfo.InvariantCulture),
        string text when text.StartsWith("t:", StringComparison.Ordinal) => DateTimeOffset.Parse(text[2..], CultureInfo.InvariantCulture),
        _ => value,
    };
}
