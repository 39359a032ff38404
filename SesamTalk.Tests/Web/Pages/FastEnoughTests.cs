using System.Globalization;
using Microsoft.Playwright;
using Shouldly;
using static Microsoft.Playwright.Assertions;

namespace SesamTalk.Tests.Web.Pages;

/// <summary>How soon pages are there, and whether typing waits for the server.</summary>
[Collection(BrowserTests.Name)]
public sealed class FastEnoughTests(BrowserSession browser, SeededSite site, ITestOutputHelper output)
{
    private static readonly bool IsFull = Environment.GetEnvironmentVariable("SESAMTALK_FULL") == "1";

    // What the page sends leaves 200 ms later, as over a slow line.
    private const string SlowLine = """
        window.WebSocket = class extends WebSocket {
          send(data) { setTimeout(() => { if (this.readyState === WebSocket.OPEN) super.send(data); }, 200); }
        };
        """;

    // The page has stood still for a while after what was typed went there and back.
    private const string AtRest = """
        () => new Promise(done => {
          let quiet;
          const settle = () => { clearTimeout(quiet); quiet = setTimeout(done, 900); };
          new MutationObserver(settle).observe(document.querySelector('main'), { childList: true, subtree: true, characterData: true, attributes: true });
          settle();
        })
        """;

    // A letter that was there and is gone was overwritten, whatever the field holds in the end.
    private const string Watched = """
        field => {
          window.shrunk = 0;
          let longest = 0;
          const look = () => {
            if (field.value.length < longest) window.shrunk++;
            longest = Math.max(longest, field.value.length);
            requestAnimationFrame(look);
          };
          look();
        }
        """;

    public static TheoryData<string, string> Fields => [.. AllFields.Take(IsFull ? int.MaxValue : 2)];

    private static IEnumerable<(string, string)> AllFields =>
    [
        ("/links", "main input[type=search]"),
        ("/dataflows", "main input[type=search]"),
        ("/deletes", "main input[type=search]"),
        ("/import", "#import-text"),
        ("/users", "#user-name"),
        ($"/runs/{SeededSite.Run}?tab=changes", "main input[type=search]"),
        ("/systems/new?kind=poweroffice-go", "main form input:not([type=radio])"),
    ];

    [Fact]
    public async Task PERF_1_The_first_content_of_each_page_is_there_within_a_second()
    {
        Assert.SkipUnless(IsFull, "Times are measured where nothing else runs; set SESAMTALK_FULL=1.");
        foreach (var address in new[] { "/", "/dataflows", $"/dataflows/{PageData.Unnamed}", "/links", "/links/" + SeededSite.Link, "/conflicts", "/conflicts/" + SeededSite.Conflict, "/runs", "/runs/" + SeededSite.Run, "/systems", "/settings", "/help" })
        {
            // Nothing is known to a new browser; to the site, the page is.
            foreach (var isKnown in new[] { false, true })
            {
                await using var visitor = await browser.VisitAsync(site.App);
                await visitor.GoAsync(address);
                var first = await visitor.Page.EvaluateAsync<double>("() => performance.getEntriesByName('first-contentful-paint')[0].startTime");
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{address}: {first:0} ms{(isKnown ? "" : ", asked for the first time")}"));
                if (isKnown) first.ShouldBeLessThan(1000, address);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Fields))]
    public async Task PERF_3_Twenty_letters_a_second_over_a_slow_line_lose_none(string address, string field)
    {
        const string text = "Fjord Kafé & Bakeri 12345";
        await using var visitor = await browser.VisitAsync(site.App);
        await visitor.Page.AddInitScriptAsync(SlowLine);
        await visitor.GoAsync(address);
        var input = visitor.Page.Locator(field).First;
        await input.ClearAsync();
        await visitor.Page.EvaluateAsync(AtRest);
        await input.FocusAsync();
        await input.EvaluateAsync(Watched);
        await visitor.Page.Keyboard.TypeAsync(text, new() { Delay = 50 });
        await visitor.Page.EvaluateAsync(AtRest);
        await Expect(input).ToHaveValueAsync(text);
        (await visitor.Page.EvaluateAsync<int>("() => window.shrunk")).ShouldBe(0, "letters went away while they were typed");
        visitor.ShouldBeUntroubled();
    }
}
