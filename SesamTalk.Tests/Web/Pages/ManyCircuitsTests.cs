using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using SesamTalk.Engine.Runs;
using SesamTalk.Web.Jobs;
using Shouldly;

namespace SesamTalk.Tests.Web.Pages;

/// <summary>Many readers at once, while a run goes on.</summary>
[Collection(BrowserTests.Name)]
public sealed class ManyCircuitsTests(BrowserSession browser, ITestOutputHelper output)
{
    private const int Circuits = 50;

    [Fact]
    public async Task PERF_4_Fifty_open_pages_during_a_live_run_take_less_than_five_megabytes_each()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("SESAMTALK_FULL") == "1", "Fifty pages of Chromium take a minute; set SESAMTALK_FULL=1.");
        await using var app = WebApp.OnKestrel(demo: true);
        await using var visitor = await browser.VisitAsync(app);
        // What the first visit leaves behind for good (compiled pages, the pool of connections) is no reader's.
        foreach (var address in new[] { "/", "/runs", "/links" }) await visitor.GoAsync(address);
        var queue = app.Services.GetRequiredService<RunQueue>();
        await visitor.Page.GotoAsync("about:blank");
        var idle = Memory();
        var pages = new List<Microsoft.Playwright.IPage>();
        for (var i = 0; i < Circuits; i++)
        {
            var page = await visitor.Page.Context.NewPageAsync();
            await page.GotoAsync(new Uri(app.Address, i % 2 == 0 ? "/" : "/runs").ToString());
            await page.Locator("html[data-interactive=true]").WaitForAsync(new() { State = Microsoft.Playwright.WaitForSelectorState.Attached });
            pages.Add(page);
        }

        var run = await queue.EnqueueAsync(PageData.Unnamed, RunKind.Everything, RunTrigger.Person, "Kari");
        await pages[1].Locator("tbody tr, .run-meter, [role=progressbar]").First.WaitForAsync(new() { Timeout = 60_000 });
        var each = (Memory() - idle) / (double)Circuits / (1024 * 1024);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Circuits} circuits, run {run}: {each:0.00} MB each over idle"));
        each.ShouldBeLessThan(5);
    }

    private static long Memory()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
