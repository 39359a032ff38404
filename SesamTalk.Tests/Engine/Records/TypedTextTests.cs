using SesamTalk.Engine.Records;
using Shouldly;
using Xunit;

namespace SesamTalk.Tests.Engine.Records;

public sealed class TypedTextTests
{
    [Theory]
    [InlineData(PropertyType.Integer, "12", "12")]
    [InlineData(PropertyType.Decimal, "12,50", "12.50")]
    [InlineData(PropertyType.Boolean, "true", "True")]
    [InlineData(PropertyType.Date, "2026-03-01", "2026-03-01")]
    [InlineData(PropertyType.Text, " Oslo ", " Oslo ")]
    public void What_is_typed_becomes_a_value_of_the_propertys_own_type(PropertyType type, string text, string value)
    {
        var read = TypedText.Read(new SchemaProperty("p", type), text);
        read.Trouble.ShouldBe(TypedTrouble.None);
        (read.Value is DateOnly day ? day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) : Convert.ToString(read.Value, System.Globalization.CultureInfo.InvariantCulture)).ShouldBe(value);
    }

    [Theory]
    [InlineData(PropertyType.Integer, "1.5")]
    [InlineData(PropertyType.Date, "1.3.2026")]
    [InlineData(PropertyType.Boolean, "perhaps")]
    public void What_is_no_such_value_is_said(PropertyType type, string text) => TypedText.Read(new SchemaProperty("p", type), text).ShouldBe((null, TypedTrouble.WrongType));

    [Fact]
    public void Length_and_allowed_values_are_held_and_an_empty_text_is_no_value()
    {
        TypedText.Read(new SchemaProperty("p", PropertyType.Text) { MaxLength = 3 }, "Oslo").Trouble.ShouldBe(TypedTrouble.TooLong);
        TypedText.Read(new SchemaProperty("p", PropertyType.Text) { AllowedValues = ["NO", "SE"] }, "DK").Trouble.ShouldBe(TypedTrouble.NotAllowed);
        TypedText.Read(new SchemaProperty("p", PropertyType.Integer), "  ").ShouldBe((null, TypedTrouble.None));
    }
}
