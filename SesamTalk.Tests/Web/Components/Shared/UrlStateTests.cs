using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using SesamTalk.Web;
using SesamTalk.Web.Components.Shared;
using Shouldly;
using Xunit;

namespace SesamTalk.Tests.Web.Components.Shared;

public sealed class UrlStateTests : TalkComponentTest
{
    private NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    private UrlState Url => Services.GetRequiredService<UrlState>();

    [Theory]
    [InlineData("a b+c&d\"é å")]
    [InlineData("100 % = ?#/\\")]
    [InlineData("名前 \u00A0 🙂")]
    public void Any_text_survives_the_address(string text)
    {
        Navigation.NavigateTo("/links?pair=1");
        Url.Push(("q", text));
        var query = QueryHelpers.ParseQuery(new Uri(Navigation.Uri).Query);
        query["q"].ToString().ShouldBe(text);
        query["pair"].ToString().ShouldBe("1");
    }

    [Fact]
    public void An_empty_value_leaves_its_name_out()
    {
        Navigation.NavigateTo("/links?q=x&pair=1");
        Url.Replace(("q", ""));
        Navigation.Uri.ShouldEndWith("/links?pair=1");
    }

    [Fact]
    public void Choices_are_steps_in_the_history_and_typing_is_not()
    {
        Navigation.NavigateTo("/links");
        Url.Push(("tab", "runs"));
        Url.Replace(("q", "fj"));
        var history = Services.GetRequiredService<Bunit.TestDoubles.BunitNavigationManager>().History.ToArray();
        history[0].Options.ReplaceHistoryEntry.ShouldBeTrue();
        history[1].Options.ReplaceHistoryEntry.ShouldBeFalse();
    }

    [Fact]
    public void Unknown_names_are_counted_and_known_ones_are_not()
    {
        Navigation.NavigateTo("/links?q=x&colour=blue");
        Url.Unknown(["q"]).ShouldBe(["colour"]);
    }

    [Theory]
    [InlineData("/links?q=a%20b", "/links?q=a%20b")]
    [InlineData("//elsewhere.example", "/")]
    [InlineData("/\\elsewhere.example", "/")]
    [InlineData("https://elsewhere.example", "/")]
    [InlineData(null, "/")]
    public void An_address_to_come_back_to_never_leaves_the_site(string? address, string expected) =>
        TalkUrls.LocalOrHome(address).ShouldBe(expected);
}
