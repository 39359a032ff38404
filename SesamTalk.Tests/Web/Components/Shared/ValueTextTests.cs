using Bunit;
using Microsoft.AspNetCore.Components.Authorization;
using SesamTalk.Web.Auth;
using SesamTalk.Web.Components.Shared;
using Shouldly;

namespace SesamTalk.Tests.Web.Components.Shared;

public sealed class ValueTextTests : TalkComponentTest
{
    [Theory]
    [InlineData("emailAddress", "kari@fjord.example", "k•••")]
    [InlineData("contact.phone", "+4799887766", "+•••")]
    [InlineData("field7", "kari@fjord.example", "k•••")]
    [InlineData("field7", "01017012345", "•••")]
    [InlineData("organizationNumber", "987654325", "•••")]
    [InlineData("city~poststed", "Oslo", "O•••")]
    [InlineData("vatRate", "25", "25")]
    [InlineData("status", "Active", "Active")]
    [InlineData("", "kari@fjord.example", "kari@fjord.example")]
    public void A_viewer_is_shown_a_value_by_what_its_property_or_its_form_tells_of_persons(string path, string value, string shown)
    {
        Reading.Role = Role.Viewer;
        Render<ValueText>(text => text.Add(one => one.Path, path).Add(one => one.Value, value)).Find(".value").TextContent.Trim().ShouldBe(shown);
        Render<ValueDiff>(text => text.Add(one => one.Path, path).Add(one => one.From, value + " ").Add(one => one.Value, value)).Markup.Contains(value, StringComparison.Ordinal).ShouldBe(shown == value);
    }

    [Fact]
    public void An_open_page_hides_it_at_once_from_whoever_becomes_a_viewer()
    {
        var page = Render<CascadingAuthenticationState>(state => state.AddChildContent<ValueText>(text => text.Add(one => one.Path, "mail").Add(one => one.Value, "kari@fjord.example")));
        page.Markup.ShouldContain("kari@fjord.example");
        Reading.Role = Role.Viewer;
        page.WaitForAssertion(() => page.Markup.ShouldNotContain("fjord"));
    }
}
