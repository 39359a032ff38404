using Bunit;
using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Storage;
using SesamTalk.Web.Components.Pages.Conflicts;
using SesamTalk.Web.Components.Pages.Dataflows;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;

namespace SesamTalk.Tests.Web.Pages.Dataflows;

public sealed class RulesTabTests : PageTest
{
    private const string Pair = "customers-person--customers-person";

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Data.DataflowsAsync();
    }

    [Fact]
    public async Task Rules_stand_in_the_order_of_their_effect_with_what_each_leaves_out_and_settled_lately()
    {
        await Data.LinksAsync(9);
        var flow = await RuledAsync();
        await Data.ConflictAsync("Fjord Kafé", isSettledByRule: true);
        var tab = Open(flow);
        var section = tab.FindAll("section").Single(one => one.GetAttribute("aria-label") == "Customers person ↔ Customers person" || one.TextContent.Contains("MailAddress.City ↔ city", StringComparison.Ordinal));
        var rules = section.QuerySelectorAll("ol > li").Select(rule => rule.TextContent.Trim()).ToList();
        rules[0].ShouldStartWith("In scope: ");
        rules[0].ShouldContain("leaves out 1 record");
        rules[2].ShouldStartWith("Both sides changed:");
        rules[3].ShouldStartWith("MailAddress.City ↔ city");
        section.QuerySelectorAll("ol > li")[3].QuerySelector("a")!.GetAttribute("href").ShouldBe($"/conflicts?status=rule&dataflow={PageData.Unnamed}&pair={Pair}&property=mailaddress.city~city");
        tab.FindAll("ol.timeline li").Count.ShouldBe(2);
    }

    [Fact]
    public async Task Switching_a_rule_off_asks_first_and_shows_the_effect()
    {
        var tab = Open(await RuledAsync());
        tab.FindAll("button").Single(button => button.TextContent.StartsWith("Switch off", StringComparison.Ordinal)).Click();
        var dialog = tab.FindComponent<RuleDialog>();
        dialog.Find("#rule-policy").GetAttribute("value").ShouldBe(nameof(ConflictPolicy.AskPerson));
        dialog.FindAll("#rule-reach option").Count.ShouldBe(3);
        (await Data.FindAsync()).Pairs.Single(pair => pair.Id == Pair).RowPolicies.Count.ShouldBe(1);
    }

    private IRenderedComponent<RulesTab> Open(Dataflow flow)
    {
        var tab = Render<RulesTab>(parameters => parameters.Add(part => part.Dataflow, flow));
        tab.WaitForElement("ol.timeline");
        return tab;
    }

    private async Task<Dataflow> RuledAsync()
    {
        var flow = await Data.FindAsync();
        return await Services.GetRequiredService<DataflowStore>().SaveAsync(
            flow with { Pairs = [.. flow.Pairs.Select(pair => pair.Id == Pair ? pair with { RowPolicies = pair.RowPolicies.SetItem("mailaddress.city~city", ConflictPolicy.BWins) } : pair)] }, "Kari", "B wins", Xunit.TestContext.Current.CancellationToken);
    }
}
