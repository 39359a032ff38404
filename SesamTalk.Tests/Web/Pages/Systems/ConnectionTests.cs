using Bunit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;
using SesamTalk.Engine.Sync;
using SesamTalk.Web.Components.Pages.Systems;
using SesamTalk.Web.Jobs;
using Shouldly;

namespace SesamTalk.Tests.Web.Pages.Systems;

public sealed class ConnectionTests : SystemsTest
{
    [Fact]
    public async Task SY_1_A_stored_secret_is_on_no_page_and_in_no_log_of_who_did_what()
    {
        await ConnectAsync();
        foreach (var tab in (string[])["connection", "limits", "timeline"])
        {
            var page = Open("?tab=" + tab);
            page.WaitForAssertion(() => page.Markup.ShouldContain(tab == "connection" ? "Stored by Kari" : "Harbour register"));
            page.Markup.ShouldNotContain(Secret);
        }
        await using var db = await Data.DatabaseAsync();
        (await db.Audit.ToListAsync()).ShouldContain(entry => entry.Act == "system.added");
        string.Concat((await db.Audit.ToListAsync()).Select(entry => entry.ToString())).ShouldNotContain(Secret);
        string.Concat((await db.Settings.ToListAsync()).Select(setting => setting.Key + setting.Value)).ShouldNotContain(Secret);
    }

    [Fact]
    public async Task SY_2_A_wrong_key_names_the_step_and_what_to_do()
    {
        await ConnectAsync(key: "wrong");
        var page = Open();
        page.FindAll("button").Single(button => button.TextContent.Contains("Test connection", StringComparison.Ordinal)).Click();
        page.WaitForAssertion(() => page.Markup.ShouldContain("It stopped at: Sign-in"));
        page.Find("section ol li:first-child .status").TextContent.ShouldContain("Address: fine");
        page.Find("section ol li:last-child").TextContent.ShouldContain("The key is not accepted.");
        page.Find(".note.warning").TextContent.ShouldStartWith("Replace the key");
        page.FindAll(".row > .status")[0].TextContent.Trim().ShouldBe("Key rejected");
    }

    [Fact]
    public async Task SY_3_A_replaced_key_lets_what_had_stopped_run_again()
    {
        await Data.DataflowsAsync();
        await Data.RunAsync(RunOutcome.Failed, "The key is not accepted.");
        await ConnectAsync(key: "wrong");
        var feed = Services.GetRequiredService<RunFeed>();
        feed.Latest(PageData.Unnamed).ShouldBeNull();
        var page = Open();
        page.WaitForAssertion(() => page.FindAll("#setting-apiKey button").Count.ShouldBe(1));
        page.Find("#setting-apiKey button").Click();
        page.Find("#setting-apiKey").Input(Secret);
        await page.Find("form").SubmitAsync();
        page.WaitForAssertion(() => feed.Latest(PageData.Unnamed)!.Step.ShouldBe(RunStep.Queued));
        (await Services.GetRequiredService<SystemVerbs>().TestAsync((await Systems.FindAsync("unnamed"))!)).IsFine.ShouldBeTrue();
    }

    [Fact]
    public async Task SY_4_Becoming_production_asks_first_and_is_audited()
    {
        await ConnectAsync();
        var page = Open();
        page.Find("input[value=Production]").Change("Production");
        await page.Find("form").SubmitAsync();
        page.Find("dialog").TextContent.ShouldContain("the real thing");
        (await Systems.FindAsync("unnamed"))!.Environment.ShouldBe(SystemEnvironment.Test);
        page.Find("dialog button.primary").Click();
        page.WaitForAssertion(() => page.FindAll("dialog").ShouldBeEmpty());
        (await Systems.FindAsync("unnamed"))!.Environment.ShouldBe(SystemEnvironment.Production);
        await using var db = await Data.DatabaseAsync();
        (await db.Audit.Select(entry => entry.Sentence).ToListAsync()).ShouldContain("Browser user changed the system Harbour register: environment.");
    }

    [Theory]
    [InlineData("https://10.0.0.5")]
    [InlineData("https://169.254.169.254/latest")]
    [InlineData("https://[fd00::1]")]
    [InlineData("https://erp.internal")]
    [InlineData("https://erp")]
    public async Task SY_7_An_address_of_an_inner_network_is_refused_until_the_installation_allows_it(string address)
    {
        await ConnectAsync();
        var page = Open();
        page.Find("#setting-baseAddress").Change(address);
        await page.Find("form").SubmitAsync();
        page.Find("[role=alert]").TextContent.ShouldContain("inner network");
        page.Find("#setting-baseAddress").GetAttribute("aria-invalid").ShouldBe("true");
        await Services.GetRequiredService<SettingStore>().SetAsync(SystemVerbs.InnerAddresses, "other.internal, " + new Uri(address).DnsSafeHost);
        await page.Find("form").SubmitAsync();
        page.WaitForAssertion(() => page.FindAll("[role=alert]").ShouldBeEmpty());
        (await Systems.FindAsync("unnamed"))!.Settings["baseAddress"].ShouldBe(address);
    }

    [Fact]
    public async Task What_is_wrong_is_listed_above_and_nothing_is_saved()
    {
        await ConnectAsync();
        var page = Open();
        page.Find("#connection-name").Change(" ");
        page.Find("#setting-baseAddress").Change("http://register.example");
        await page.Find("form").SubmitAsync();
        page.FindAll("[role=alert] li").Count.ShouldBe(1);
        page.Find("#connection-name").Change("Register");
        await page.Find("form").SubmitAsync();
        page.FindAll("[role=alert] li").Select(trouble => trouble.TextContent).ShouldBe(["Base address must be an https address (http only on this machine), without a user name in it."]);
        JSInterop.VerifyInvoke("talk.focus", 2);
        (await Systems.FindAsync("unnamed"))!.Name.ShouldBe("Harbour register");
    }

    [Fact]
    public async Task A_system_that_a_dataflow_uses_is_not_removed_and_one_that_none_uses_is()
    {
        await Data.DataflowsAsync();
        await ConnectAsync();
        await ConnectAsync("spare");
        (await Systems.RemoveAsync("unnamed", "Kari")).ShouldNotBeEmpty();
        (await Systems.FindAsync("unnamed")).ShouldNotBeNull();
        var used = Open();
        Remove(used);
        used.Find("dialog").TextContent.ShouldContain("cannot be removed");
        used.Find("dialog button.primary").HasAttribute("disabled").ShouldBeTrue();
        var spare = Open(id: "spare");
        Remove(spare);
        spare.Find("dialog button.primary").Click();
        spare.WaitForAssertion(() => Navigation.Uri.ShouldEndWith("/systems"));
        (await Systems.FindAsync("spare")).ShouldBeNull();
        (await Systems.StampsAsync("spare")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_new_system_takes_the_id_that_a_dataflow_waits_for()
    {
        Navigation.NavigateTo("/systems/new?for=custom-webshop&name=Custom%20Webshop&kind=told");
        var page = Render<NewSystemPage>();
        page.Find("#connection-name").GetAttribute("value").ShouldBe("Custom Webshop");
        await page.Find("form").SubmitAsync();
        page.FindAll("[role=alert] li").Count.ShouldBe(2);
        page.Find("#setting-baseAddress").Change("https://shop.example");
        page.Find("#setting-apiKey").Input(Secret);
        await page.Find("form").SubmitAsync();
        page.WaitForAssertion(() => Navigation.Uri.ShouldEndWith("/systems/custom-webshop"));
        (await Systems.FindAsync("custom-webshop"))!.ProtectedSecrets.ShouldContainKey("apiKey");
    }

    [Fact]
    public async Task A_link_to_the_form_never_overwrites_a_connection_that_is_there()
    {
        await ConnectAsync("custom-webshop");
        Navigation.NavigateTo("/systems/new?for=custom-webshop&name=Other&kind=told");
        var page = Render<NewSystemPage>();
        page.Find("#setting-baseAddress").Change("https://shop.example");
        page.Find("#setting-apiKey").Input(Secret);
        await page.Find("form").SubmitAsync();
        page.WaitForAssertion(() => Navigation.Uri.ShouldEndWith("/systems/other"));
        (await Systems.FindAsync("custom-webshop"))!.Name.ShouldBe("Harbour register");
    }

    private static void Remove(IRenderedComponent<SystemPage> page) => page.FindAll("button").Single(button => button.TextContent == "Remove connection").Click();
}
