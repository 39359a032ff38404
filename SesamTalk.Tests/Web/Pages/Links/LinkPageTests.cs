using Bunit;
using Microsoft.Extensions.DependencyInjection;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Matching;
using SesamTalk.Tests.Scenarios;
using SesamTalk.Tests.Web.Pages.Mapping;
using SesamTalk.Web.Auth;
using SesamTalk.Web.Components.Pages.Links;
using Shouldly;

namespace SesamTalk.Tests.Web.Pages.Links;

/// <summary>One link over two systems in memory.</summary>
public sealed class LinkPageTests : MappingTest
{
    public LinkPageTests() => Services.AddSingleton<ISecretProtector, PlainSecrets>();

    [Fact]
    public async Task LD_7_A_viewer_reads_both_records_and_no_button_that_writes_answers()
    {
        var link = await LinkAsync();
        Reading.Role = Role.Viewer;
        var page = Open(link);
        // Both are looked up and shown, by the first letters of what may be about a person.
        page.WaitForElement("section[aria-labelledby=side-by-side] tbody tr").TextContent.ShouldContain("A••• •••");
        page.Markup.ShouldNotContain("Author 1");
        foreach (var button in page.FindAll("button"))
        {
            button.Closest("fieldset[disabled]").ShouldNotBeNull(button.TextContent);
        }
        page.Markup.ShouldContain("Needs the role Resolver.");
        page.Markup.ShouldNotContain("panel=raw");

        Reading.Role = Role.Resolver;
        var seen = Open(link);
        seen.WaitForElement("h1 ~ * button, button.primary").Closest("fieldset[disabled]").ShouldBeNull();
        seen.WaitForElement("section[aria-labelledby=side-by-side] tbody tr").TextContent.ShouldContain("Author 1");
    }

    [Fact]
    public async Task A_record_leads_to_its_page_in_the_system_that_says_where_that_is_and_only_there()
    {
        B.With(B.Description.Entities[0] with { Page = "https://register.example/people/{id}" });
        var link = await LinkAsync();
        var there = Open(link).WaitForElement("dl.facts a[target=_blank]");
        there.GetAttribute("href").ShouldBe($"https://register.example/people/{link.B}");
        there.TextContent.ShouldStartWith("Open in Register");
        there.GetAttribute("rel").ShouldBe("noopener noreferrer");
    }

    private async Task<Link> LinkAsync()
    {
        await SeedAsync(records: 1);
        await using var db = await Data.DatabaseAsync();
        return db.Links.AsEnumerable().Single(one => one.LabelA == "Author 1");
    }

    private IRenderedComponent<LinkPage> Open(Link link) => Render<LinkPage>(parameters => parameters.Add(one => one.Id, link.Id));
}
