using System.Reflection;
using System.Text.RegularExpressions;
using Bunit;
using Microsoft.AspNetCore.Components;
using SesamTalk.Tests.Web.Pages;
using SesamTalk.Web.Auth;
using SesamTalk.Web.Components;
using SesamTalk.Web.Components.Layout;
using Shouldly;

namespace SesamTalk.Tests.Web.Components.Layout;

/// <summary>The command palette without a browser: what it offers.</summary>
public sealed partial class PaletteWaysTests : PageTest
{
    // There is one role: whoever sits at the browser. What may go wrong is an offer that leads nowhere.
    [Fact]
    public async Task HP_2_The_palette_offers_places_and_nothing_that_acts_by_itself()
    {
        await Data.DataflowsAsync();
        var routes = typeof(App).Assembly.GetTypes().SelectMany(type => type.GetCustomAttributes<RouteAttribute>()).Select(route => new Regex("^" + Parameter().Replace(route.Template, "[^/]+") + "$")).ToList();
        var palette = Render<Palette>();
        palette.WaitForElement("[role=option]");
        foreach (var term in new[] { "", "o", "custom", "power", "10234" })
        {
            palette.Find("#palette-query").Input(term);
            for (var place = 0; place < palette.FindAll("[role=option]").Count; place++)
            {
                palette.FindAll("[role=option]")[place].Click();
                routes.ShouldContain(route => route.IsMatch(new Uri(Navigation.Uri).AbsolutePath), Navigation.Uri);
            }
        }
    }

    [Theory]
    [InlineData("en-GB", "recent")]
    [InlineData("nb-NO", "nylig")]
    public async Task Where_one_went_last_comes_first_the_next_time_and_no_place_that_is_gone(string language, string word)
    {
        Speak(language);
        await Data.DataflowsAsync();
        foreach (var term in new[] { "custom", "audit" })
        {
            var palette = Render<Palette>();
            palette.WaitForElement("[role=option]");
            palette.Find("#palette-query").Input(term == "audit" ? (word == "nylig" ? "Revisjon" : "Audit") : term);
            palette.FindAll("[role=option]")[0].Click();
        }

        var next = Render<Palette>();
        next.WaitForElement("[role=option]");
        var recent = next.FindAll("[role=option]").Where(option => option.TextContent.EndsWith(word, StringComparison.Ordinal)).ToList();
        recent.Count.ShouldBe(2);
        next.FindAll("[role=option]").Select(option => option.TextContent).Take(2).ShouldBe(recent.Select(option => option.TextContent));
        next.FindAll("[role=option]").Select(option => option.QuerySelector("span")!.TextContent).ShouldBeUnique();

        Reading.Role = Role.Viewer;
        var smaller = Render<Palette>();
        smaller.WaitForElement("[role=option]");
        smaller.FindAll("[role=option]").Count(option => option.TextContent.EndsWith(word, StringComparison.Ordinal)).ShouldBe(1);
    }

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();
}
