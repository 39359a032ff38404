using Deque.AxeCore.Commons;
using Microsoft.Playwright;
using Shouldly;

namespace SesamTalk.Tests.Web;

/// <summary>A browser window on the site that remembers what went wrong in it: console errors, failed and foreign requests.</summary>
public sealed partial class Visitor : IAsyncDisposable
{
    private static readonly string[] Rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();
    private static readonly bool IsFull = Environment.GetEnvironmentVariable("SESAMTALK_FULL") == "1";

    // Runs in the page itself: a page of its own for each look, as the library has it, costs more than the look.
    // A page that changed under the look was not at rest: what was found is void then, and it is looked at again.
    private const string Look = """
        async rules => {
          let changes = 0;
          const watch = new MutationObserver(() => changes++);
          watch.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
          const frame = () => new Promise(requestAnimationFrame);
          const until = performance.now() + 30_000;
          const busy = () => document.querySelector('main [aria-busy=true]') !== null && performance.now() < until;
          for (let look = 0; ; look++) {
            // From the top, as a page is met: a bar that stays in sight half covers whatever a scroll left beneath it.
            scrollTo(0, 0);
            do await frame(); while (busy());
            await Promise.allSettled(document.getAnimations().filter(one => one.effect?.getComputedTiming().endTime < Infinity).map(one => one.finished));
            const before = changes;
            const found = await axe.run(document, { runOnly: { type: 'tag', values: rules }, resultTypes: ['violations'], preload: false });
            if (found.violations.length > 0 && look < 20 && (changes !== before || busy())) continue;
            return found.violations.map(breach => `${breach.id}: ${breach.help} — ${breach.nodes.map(node => `${node.html} ${node.any.map(check => check.message).join(', ')}`).join(' ; ')}`);
          }
        }
        """;

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
        var context = await browser.NewContextAsync(new() { ViewportSize = new() { Width = visit.Width, Height = visit.Height }, Locale = visit.Language, ReducedMotion = ReducedMotion.Reduce });
        await context.AddCookiesAsync([
            new() { Name = ".AspNetCore.Culture", Value = Uri.EscapeDataString($"c={visit.Language}|uic={visit.Language}"), Url = site.ToString() },
            .. visit.Theme.Length == 0 ? Array.Empty<Cookie>() : [new() { Name = "talk-theme", Value = visit.Theme, Url = site.ToString() }]]);
        return new Visitor(await context.NewPageAsync(), site);
    }

    /// <summary>Goes to a local address and waits until the page answers to clicks.</summary>
    public async Task GoAsync(string address)
    {
        await Page.GotoAsync(new Uri(_site, address).ToString());
        try
        {
            await Page.Locator("html[data-interactive=true]").WaitForAsync(new() { State = WaitForSelectorState.Attached });
        }
        catch (TimeoutException)
        {
            throw new ShouldAssertException($"{address} does not answer: {string.Join('\n', _troubles)}\n{await Page.Locator("body").InnerTextAsync()}");
        }
    }

    /// <summary>Walks by Tab alone to the control whose label or text has this in it; fails where Tab does not reach it.</summary>
    public async Task TabToAsync(string name)
    {
        const int most = 120;
        for (var step = 0; step < most; step++)
        {
            if (await Page.EvaluateAsync<bool>("""
                name => {
                  const at = document.activeElement;
                  return !!at?.matches('a, button, input, select, textarea, summary') && [at.getAttribute('aria-label'), at.labels?.[0]?.innerText, at.innerText].some(text => text?.includes(name));
                }
                """, name)) return;
            await Page.Keyboard.PressAsync("Tab");
        }

        throw new ShouldAssertException($"Tab does not reach “{name}” on {Page.Url}.");
    }

    /// <summary>Fails, naming each rule and element, unless axe finds no breach of WCAG 2.2 A and AA in the page at rest.</summary>
    public async Task AxeShouldBeCleanAsync()
    {
        await Assertions.Expect(Page.Locator("main [aria-busy=true]")).ToHaveCountAsync(0);
        await Assertions.Expect(Page).ToHaveTitleAsync(Named());
        if (!await Page.EvaluateAsync<bool>("!!window.axe")) await Page.EvaluateAsync(Axe);
        string.Join('\n', await Page.EvaluateAsync<string[]>(Look, Rules)).ShouldBeEmpty(Page.Url);
    }

    /// <summary>
    /// Does something, here or elsewhere, and gives how long after its beginning the page answers a question with yes, at the
    /// next frame that it draws. The question is asked in the page, so that no polling from outside is measured.
    /// </summary>
    public async Task<TimeSpan> UntilAsync(string question, Func<Task> act)
    {
        await Page.EvaluateAsync($"() => {{ window.answered = new Promise(done => {{ const look = () => ({question}) ? done(Date.now()) : requestAnimationFrame(look); look(); }}); }}");
        var from = await Page.EvaluateAsync<double>("() => Date.now()");
        await act();
        return TimeSpan.FromMilliseconds(await Page.EvaluateAsync<double>("() => window.answered") - from);
    }

    /// <summary>Fails where the page would scroll sideways in a window of one of these widths; the last of them stays.</summary>
    public async Task ShouldFitAsync(IEnumerable<int> widths, int height)
    {
        foreach (var width in widths)
        {
            if (Page.ViewportSize!.Width != width) await Page.SetViewportSizeAsync(width, height);
            (await Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth")).ShouldBe(0, $"{Page.Url} at {width}");
        }
    }

    /// <summary>Fails if the console had an error, a request failed, or one left the site.</summary>
    public void ShouldBeUntroubled() => string.Join('\n', _troubles).ShouldBeEmpty();

    /// <summary>Keeps a picture of the whole page under <see cref="BrowserSession.Screenshots"/>, in a full run: drawing one takes longer than many a test.</summary>
    public async Task ScreenshotAsync(string name)
    {
        if (!IsFull) return;
        Directory.CreateDirectory(BrowserSession.Screenshots);
        await Page.ScreenshotAsync(new() { Path = Path.Combine(BrowserSession.Screenshots, name + ".png"), FullPage = true });
    }

    /// <summary>Forgets troubles so far: for a test that makes some on purpose.</summary>
    public void Forgive() => _troubles.Clear();

    public async ValueTask DisposeAsync() => await Page.Context.DisposeAsync();

    [System.Text.RegularExpressions.GeneratedRegex(".")]
    private static partial System.Text.RegularExpressions.Regex Named();

    private bool IsForeign(string url) => new Uri(url) is { Scheme: "http" or "https" } address && address.Authority != _site.Authority;

    private void Note(bool trouble, string text)
    {
        if (trouble) _troubles.Add(text);
    }
}
