using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using SesamTalk.Engine.Storage;
using SesamTalk.Engine.Sync;
using SesamTalk.Web.Auth;
using SesamTalk.Web.Auth.Accounts;
using Shouldly;
using static Microsoft.Playwright.Assertions;

namespace SesamTalk.Tests.Web.Auth;

/// <summary>The way in as a person goes it, and what a changed role does to a page that is open.</summary>
[Collection(BrowserTests.Name)]
public sealed class SignInInTheBrowserTests(BrowserSession browser) : IAsyncDisposable
{
    private readonly GuardedSite _site = new(WebApp.OnKestrel(asksSignIn: true));

    [Fact]
    public async Task XC_10_US_2_A_viewer_is_refused_past_a_closed_button_and_a_new_role_acts_on_the_open_page()
    {
        var viewer = await _site.AccountAsync(Role.Viewer);
        await _site.AccountAsync(Role.Admin);
        await using var visitor = await browser.VisitAsync(_site.App);
        var page = visitor.Page;
        await page.GotoAsync(new Uri(_site.App.Address, "/settings").ToString());
        await visitor.AxeShouldBeCleanAsync();
        await page.GetByLabel("Name").FillAsync(viewer.UserName!);
        await page.GetByLabel("Password").FillAsync("a password that is wrong");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert).First).ToContainTextAsync("Nobody was signed in");
        await page.GetByLabel("Password").FillAsync(GuardedSite.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();

        // SI-3: where the person wanted to go.
        await Expect(page).ToHaveURLAsync(new Uri(_site.App.Address, "/settings").ToString());
        await page.Locator("html[data-interactive=true]").WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await Expect(page.Locator("#inner")).ToBeDisabledAsync();
        await Expect(page.Locator(".why").First).ToHaveTextAsync("Needs the role Admin.");
        await visitor.AxeShouldBeCleanAsync();
        await page.Locator("#inner").EvaluateAsync("box => { box.closest('fieldset').disabled = false; box.click(); }");
        await Expect(page.Locator("h1")).ToHaveTextAsync("Not for your role");
        (await _site.App.Services.GetRequiredService<SettingStore>().GetAsync(SystemVerbs.InnerAddresses)).ShouldBeNull();

        await visitor.GoAsync("/settings");
        var accounts = _site.App.Services.GetRequiredService<Accounts>();
        (await accounts.GiveRoleAsync("test", viewer.Id, Role.Admin, CancellationToken.None)).Outcome.ShouldBe(AccountOutcome.Done);
        await Expect(page.Locator("#inner")).ToBeEnabledAsync();
        await page.Locator("#inner").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Status).Filter(new() { HasText = "Saved." })).ToBeVisibleAsync();
        (await _site.App.Services.GetRequiredService<SettingStore>().GetAsync(SystemVerbs.InnerAddresses)).ShouldBe("allow");

        (await accounts.ShutOutAsync("test", viewer.Id, true, CancellationToken.None)).Outcome.ShouldBe(AccountOutcome.Done);
        await Expect(page.Locator("h1")).ToHaveTextAsync("Sign in");
    }

    public ValueTask DisposeAsync() => _site.DisposeAsync();
}
