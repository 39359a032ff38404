using SesamTalk.Engine.Connectors.Rest;
using Shouldly;

namespace SesamTalk.Tests.Engine.Connectors.Rest;

public sealed class PlaceholdersTests
{
    [Theory]
    [InlineData("/orders/{id}", "a b/c?d", "/orders/a%20b%2Fc%3Fd")]
    [InlineData("/orders/{ id }/lines", "7", "/orders/7/lines")]
    [InlineData("/{{x}}/{id}", "7", "/{x}/7")]
    [InlineData("plain", "7", "plain")]
    public void Places_are_filled_and_escaped(string text, string id, string filled) => Placeholders.Parse(text).Fill(_ => id).ShouldBe(filled);

    [Theory]
    [InlineData(null), InlineData(""), InlineData("  ")]
    public void A_blank_value_leaves_a_hole_and_no_text(string? value) => Placeholders.Parse("/orders/{id}").Fill(_ => value).ShouldBeNull();

    [Fact]
    public void A_header_is_not_escaped() => Placeholders.Parse("\"{version}\"").Fill(_ => "a/b", escape: false).ShouldBe("\"a/b\"");

    [Theory]
    [InlineData("/{id"), InlineData("/id}"), InlineData("/{}"), InlineData("/{a b}"), InlineData("/{a-b}")]
    public void A_brace_that_means_nothing_is_refused(string text) => Should.Throw<FormatException>(() => Placeholders.Parse(text));
}
