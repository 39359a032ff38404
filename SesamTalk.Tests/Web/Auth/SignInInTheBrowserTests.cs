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
        await page.Locator("#inner").EvaluateAsync("box => { box.closest('fieldset').disabled = false; box.value = 'erp.internal'; box.dispatchEvent(new Event('change', { bubbles: true })); }");
        await Expect(page.Locator("h1")).ToHaveTextAsync("Not for your role");
        (await _site.App.Services.GetRequiredService<SettingStore>().GetAsync(SystemVerbs.InnerAddresses)).ShouldBeNull();

        await visitor.GoAsync("/settings");
        var accounts = _site.App.Services.GetRequiredService<Accounts>();
        await page.EvaluateAsync("document.documentElement.dataset.before = 'true'");
        (await accounts.GiveRoleAsync("test", viewer.Id, Role.Admin, CancellationToken.None)).Outcome.ShouldBe(AccountOutcome.Done);
        // What was hidden from the viewer is read anew: the page loads itself again.
        await page.Locator("html[data-interactive=true]:not([data-before])").WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await Expect(page.Locator("#inner")).ToBeEnabledAsync();
        await page.Locator("#inner").FillAsync("erp.internal");
        await page.Locator("#inner").PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Status).Filter(new() { HasText = "Saved." })).ToBeVisibleAsync();
        (await _site.App.Services.GetRequiredService<SettingStore>().GetAsync(SystemVerbs.InnerAddresses)).ShouldBe("erp.internal");

        (await accounts.ShutOutAsync("test", viewer.Id, true, CancellationToken.None)).Outcome.ShouldBe(AccountOutcome.Done);
        await Expect(page.Locator("h1")).ToHaveTextAsync("Sign in");
    }

    [Fact]
    public async Task A_passkey_is_added_and_signs_in_without_a_password()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("SESAMTALK_FULL") == "1", "A full run presses a passkey that Chromium plays.");
        var account = await _site.AccountAsync(Role.Viewer);
        await using var visitor = await browser.VisitAsync(_site.App);
        var page = visitor.Page;
        List<string> said = [];
        page.Console += (_, message) => said.Add(message.Text);
        page.Response += (_, answer) => said.Add($"{answer.Status} {answer.Url}");
        var devices = await page.Context.NewCDPSessionAsync(page);
        await devices.SendAsync("WebAuthn.enable");
        await devices.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = new Dictionary<string, object> { ["protocol"] = "ctap2", ["transport"] = "internal", ["hasResidentKey"] = true, ["hasUserVerification"] = true, ["isUserVerified"] = true, ["automaticPresenceSimulation"] = true },
        });
        // Passkeys belong to a name, and a number is none.
        var site = new UriBuilder(_site.App.Address) { Host = "localhost" }.Uri;
        await page.GotoAsync(new Uri(site, "/sign-in?back=%2Faccount").ToString());
        await page.GetByLabel("Name").FillAsync(account.UserName!);
        await page.GetByLabel("Password").FillAsync(GuardedSite.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await page.Locator("html[data-interactive=true]").WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await page.Locator("#passkey-current").FillAsync(GuardedSite.Password);
        await page.GetByLabel("What to call it").FillAsync("The phone");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a passkey" }).ClickAsync();
        await Expect(page.Locator("#account-said").Or(page.Locator("#passkey-trouble:not(:empty)"))).ToBeVisibleAsync();
        (await page.Locator("#account-said").CountAsync()).ShouldBe(1, string.Join('\n', said.TakeLast(8)));
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Remove The phone" })).ToBeVisibleAsync();
        (await _site.AuditAsync(1))[0].Sentence.ShouldBe("viewer added a passkey: The phone.");

        await page.Context.ClearCookiesAsync();
        await page.GotoAsync(new Uri(site, "/sign-in?back=%2Fruns").ToString());
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in with a passkey" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Runs", Exact = true }).Or(page.Locator("#passkey-trouble:not(:empty)"))).ToBeVisibleAsync();
        page.Url.ShouldBe(new Uri(site, "/runs").ToString(), string.Join('\n', said.TakeLast(8)));
        (await _site.AuditAsync(1))[0].Sentence.ShouldBe("viewer signed in by passkey.");
    }

    public ValueTask DisposeAsync() => _site.DisposeAsync();
}
