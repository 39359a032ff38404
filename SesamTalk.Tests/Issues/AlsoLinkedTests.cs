using Bunit;
using Microsoft.Extensions.DependencyInjection;
using SesamTalk.Engine.Connectors;
using SesamTalk.Tests.Scenarios;
using SesamTalk.Tests.Web.Pages;
using SesamTalk.Web.Components.Pages.Links;
using Shouldly;

namespace SesamTalk.Tests.Issues;

/// <summary>A link was said to be linked elsewhere too, where only the ids were the same: of a product and of a customer.</summary>
public sealed class AlsoLinkedTests : PageTest
{
    public AlsoLinkedTests() => Services.AddSingleton<ISecretProtector, PlainSecrets>();

    [Fact]
    public async Task The_same_id_in_another_entity_is_another_record()
    {
        await Data.DataflowsAsync();
        var flow = await Data.FindAsync();
        var own = flow.Pairs.Single(pair => pair.Id == "customers-person--customers-person");
        var (stranger, sibling) = (flow.Pairs.First(pair => pair.A.Entity.StartsWith("Sales", StringComparison.Ordinal)), flow.Pairs.First(pair => pair.Id != own.Id && pair.B.Entity == own.B.Entity));
        foreach (var pair in new[] { own.Id, stranger.Id, sibling.Id }) await Data.LinksAsync(1, pair: pair);
        await using var db = await Data.DatabaseAsync();
        var link = db.Links.Single(one => one.PairId == own.Id);
        var page = Render<LinkPage>(parameters => parameters.Add(one => one.Id, link.Id));
        page.WaitForElement("h1");
        var elsewhere = page.FindAll("dd .link-list a").Select(one => one.GetAttribute("href")).ToList();
        elsewhere.ShouldBe([$"/links/{db.Links.Single(one => one.PairId == sibling.Id).Id}"]);
    }
}
