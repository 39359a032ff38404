using Bunit;
using Microsoft.Extensions.DependencyInjection;
using SesamTalk.Engine.Storage;
using SesamTalk.Web.Components.Pages.Dataflows;
using Shouldly;

namespace SesamTalk.Tests.Web.Pages.Dataflows;

public sealed class NameSystemTests : PageTest
{
    [Fact]
    public async Task A_system_that_its_document_leaves_without_a_name_can_be_given_one_and_the_document_keeps_its_words()
    {
        await Data.DataflowsAsync();
        var page = Open(PageData.Unnamed);
        page.WaitForElement("dl.facts .button.quiet");
        await page.Find("dl.facts .button.quiet").ClickAsync(new());
        await page.Find("#system-name").InputAsync(new() { Value = "Fjord Faktura" });
        await page.Find("dialog .button.primary").ClickAsync(new());
        page.WaitForAssertion(() => page.Find("h1").TextContent.ShouldContain("Fjord Faktura"));
        var stored = await Services.GetRequiredService<DataflowStore>().FindAsync(PageData.Unnamed);
        (stored!.B.GivenName, stored.B.DocumentName, stored.B.Name).ShouldBe(("Fjord Faktura", "", "Fjord Faktura"));
    }

    [Fact]
    public async Task A_system_that_its_document_names_is_not_asked_about()
    {
        await Data.DataflowsAsync();
        var page = Open("custom-crm-powerofficego");
        page.WaitForElement("dl.facts");
        page.FindAll("dl.facts .button.quiet").ShouldBeEmpty();
    }

    private IRenderedComponent<DataflowPage> Open(string id)
    {
        Navigation.NavigateTo($"/dataflows/{id}");
        return Render<DataflowPage>(page => page.Add(d => d.Id, id));
    }
}
