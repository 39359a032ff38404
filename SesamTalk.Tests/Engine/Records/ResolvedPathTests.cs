using SesamTalk.Engine.Records;
using Shouldly;
using Xunit;

namespace SesamTalk.Tests.Engine.Records;

public sealed class ResolvedPathTests
{
    private static readonly Schema Tax = new("tax", [new("code", PropertyType.Text)]);
    private static readonly Schema Line = new("line", [new("unit_price", PropertyType.Decimal), new("taxes", PropertyType.List) { Element = Tax }]);

    private static readonly Schema Order = new("order",
    [
        new("number", PropertyType.Text), new("MailAddress.City", PropertyType.Text), new("mailaddress", PropertyType.Text),
        new("MAILADDRESS", PropertyType.Text), new("lines", PropertyType.List) { Element = Line },
    ]);

    [Theory]
    [InlineData("number", "number", null)]
    [InlineData("NUMBER", "number", null)]
    [InlineData("mail_address.city", "MailAddress.City", null)]
    [InlineData("lines", "lines", null)]
    [InlineData("Lines.UnitPrice", "lines.unit_price", "lines")]
    [InlineData("lines.taxes.code", "lines.taxes.code", "lines")]
    public void A_path_means_a_property_of_the_record_or_of_the_elements_of_a_list(string path, string written, string? list)
    {
        var resolved = ResolvedPath.Of(Order, path).ShouldNotBeNull();

        resolved.Path.ShouldBe(written);
        (resolved.List?.Path).ShouldBe(list);
    }

    [Theory]
    [InlineData("gone")]
    [InlineData("lines.gone")]
    [InlineData("number.x")]
    [InlineData("MailAddress")]
    [InlineData("")]
    public void A_path_that_fits_nothing_or_several_means_nothing(string path) => ResolvedPath.Of(Order, path).ShouldBeNull();
}
