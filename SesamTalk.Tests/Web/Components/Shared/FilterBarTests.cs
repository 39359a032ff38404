using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using SesamTalk.Web.Components.Shared;
using Shouldly;
using Xunit;

namespace SesamTalk.Tests.Web.Components.Shared;

public sealed class FilterBarTests : TalkComponentTest
{
    private NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    [Fact]
    public void A_click_on_a_chip_puts_its_filter_off_and_another_on_again_as_it_was()
    {
        Navigation.NavigateTo("/links?state=Conflict&q=fj&after=7");
        Bar(new FilterChip("state", "Conflict")).Find(".chip .toggle").Click();
        Navigation.Uri.ShouldEndWith("/links?q=fj&off=state%3AConflict");

        var asleep = Bar();
        asleep.Find(".chip.asleep .toggle").GetAttribute("aria-pressed").ShouldBe("false");
        asleep.Find(".chip.asleep .toggle").Click();
        Navigation.Uri.ShouldEndWith("/links?q=fj&state=Conflict");
    }

    [Fact]
    public void A_filter_that_is_put_off_has_its_words_also_in_a_page_that_was_opened_with_it()
    {
        Navigation.NavigateTo("/links?off=state%3AConflict%7Cage%3A24");
        var bar = Bar();
        bar.FindAll(".chip .toggle").Select(chip => chip.TextContent).ShouldBe(["24", "In conflict"]);
        bar.FindAll(".chip .remove")[1].Click();
        Navigation.Uri.ShouldEndWith("/links?off=age%3A24");
    }

    [Fact]
    public void Any_text_comes_back_from_a_filter_that_was_put_off()
    {
        const string value = "a b+c&d|e:f\"é å";
        Navigation.NavigateTo(Services.GetRequiredService<UrlState>().With(("property", value)));
        Bar(new FilterChip("property", "Property")).Find(".chip .toggle").Click();
        Bar().Find(".chip.asleep .toggle").Click();
        Services.GetRequiredService<UrlState>().Value("property").ShouldBe(value);
    }

    [Fact]
    public void Clearing_all_takes_away_also_what_is_put_off()
    {
        Navigation.NavigateTo("/links?pair=1&off=state%3AConflict");
        Bar(new FilterChip("pair", "Customers")).Find("li > .quiet").Click();
        Navigation.Uri.ShouldEndWith("/links");
    }

    private IRenderedComponent<FilterBar> Bar(params FilterChip[] chips) => Render<FilterBar>(p => p.Add(bar => bar.Label, "Find").Add(bar => bar.Chips, chips)
        .AddChildContent<Choice>(choice => choice.Add(c => c.Label, "State").Add(c => c.Name, "state").Add(c => c.Options, [("", "All"), ("Conflict", "In conflict")])));
}
