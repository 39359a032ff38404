using SesamTalk.Web.Components.Shared;
using Shouldly;
using Xunit;

namespace SesamTalk.Tests.Web.Components.Shared;

public sealed class VisibleTextTests
{
    [Theory]
    [InlineData("Fjord Kafé", "Fjord Kafé")]
    [InlineData(" Fjord ", "·|Fjord|·")]
    [InlineData("22\u00A033", "22|⍽|33")]
    [InlineData("a\tb\n", "a|→|b|↵")]
    [InlineData("a\u030Ase", "a|◌|se")]
    [InlineData("zero\u200Bwidth", "zero|¦|width")]
    [InlineData("  ", "·|·")]
    public void What_cannot_be_seen_is_drawn(string value, string parts) =>
        string.Join('|', VisibleText.Of(value).Select(part => part.Text)).ShouldBe(parts);

    [Fact]
    public void Two_values_that_look_equal_but_differ_are_drawn_differently() =>
        VisibleText.Of("å").ShouldNotBe(VisibleText.Of("a\u030A"));
}
