using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Shouldly;

namespace SesamTalk.Tests.Web;

/// <summary>A browser window on the site that remembers what went wrong in it: console errors, failed and foreign requests.</summary>
public sealed class Visitor : IAsyncDisposable
{
    private static readonly string[] Rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
    private readonly Uri _site;
    private readonly List<string> _troubles = [];

    private Visitor(IPage page, Uri site)
    {
        (Page, _site) = (page, site);
        page.Console += (_, message) => Note(message.Type == "error", "console: " + message.Text);
        page.PageError += (_, error) => Note(true, "script: " + error);
        page.Request += (_, request) => Note(IsForeign(request.Url), "leaves the site: " + request.Url);
        page.Response += (_, response) => Note(response.Status >= 400, $"{response.Status}: {response.Url}");
    }

    public IPage Page { get; }

    public static async Task<Visitor> OpenAsync(IBrowser browser, Uri site, Visit visit)
    {
        var context = await browser.NewContextAsync(new() { ViewportSize = new() { Width = visit.Width, Height = visit.Height }, Locale = visit.Language });
        await context.AddCookiesAsync([
            new() { Name = ".AspNetCore.Culture", Value = Uri.EscapeDataString($"c={visit.Language}|uic={visit.Language}"), Url = site.ToString() },
            .. visit.Theme.Length == 0 ? Array.Empty<Cookie>() : [new() { Name = "talk-theme", Value = visit.Theme, Url = site.ToString() }]]);
        return new Visitor(await context.NewPageAsync(), site);
    }

    /// <summary>Goes to a local address and waits until the page answers to clicks.</summary>
    public async Task GoAsync(string address)
    {
        await Page.GotoAsync(new Uri(_site, address).ToString());
        await Page.Locator("html[data-interactive=true]").WaitForAsync(new() { State = WaitForSelectorState.Attached });
    }

    /// <summary>Fails, naming each rule and element, unless axe finds no breach of WCAG 2.2 A and AA in the page at rest.</summary>
    public async Task AxeShouldBeCleanAsync()
    {
        await Assertions.Expect(Page.Locator("main [aria-busy=true]")).ToHaveCountAsync(0);
        var found = await Page.RunAxe(new AxeRunOptions { RunOnly = new RunOnlyOptions { Type = "tag", Values = [.. Rules] } });
        string.Join('\n', found.Violations.Select(Describe)).ShouldBeEmpty(Page.Url);
    }

    /// <summary>Fails if the console had an error, a request failed, or one left the site.</summary>
    public void ShouldBeUntroubled() => string.Join('\n', _troubles).ShouldBeEmpty();

    /// <summary>Keeps a picture of the whole page under <see cref="BrowserSession.Screenshots"/>.</summary>
    public async Task ScreenshotAsync(string name)
    {
        Directory.CreateDirectory(BrowserSession.Screenshots);
        await Page.ScreenshotAsync(new() { Path = Path.Combine(BrowserSession.Screenshots, name + ".png"), FullPage = true });
    }

    /// <summary>Forgets troubles so far: for a test that makes some on purpose.</summary>
    public void Forgive() => _troubles.Clear();

    public async ValueTask DisposeAsync() => await Page.Context.DisposeAsync();

    private static string Describe(AxeResultItem breach) =>
        $"{breach.Id}: {breach.Help} — {string.Join(" ; ", breach.Nodes.Select(node => $"{node.Html} {string.Join(", ", node.Any.Select(check => check.Message))}"))}";

    private bool IsForeign(string url) => new Uri(url) is { Scheme: "http" or "https" } address && address.Authority != _site.Authority;

    private void Note(bool trouble, string text)
    {
        if (trouble) _troubles.Add(text);
    }
}
