using System.Globalization;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace SesamTalk.Tests.Web;

/// <summary>Runs that a visitor starts on a dataflow's page with its runs in sight.</summary>
internal static class RunsInSight
{
    private static readonly LocatorAssertionsToHaveCountOptions Long = new() { Timeout = 120_000 };

    /// <summary>Presses <i>Sync changes</i>, waits until the page says how the run ended, which is then one of so many, and gives its number of writes.</summary>
    public static async Task<int> SyncAsync(this Visitor visitor, int runs)
    {
        var button = visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Sync changes" });
        await button.ClickAsync();
        await visitor.EndedAsync(runs);
        await Expect(button).ToBeEnabledAsync();
        // The row of the new run is the first; its number of writes is the first number in it.
        return int.Parse(await visitor.Page.Locator("tbody tr").First.Locator("td.number").First.InnerTextAsync(), CultureInfo.InvariantCulture);
    }

    /// <summary>Waits until so many runs are listed, and the newest is over. That no bar is shown says nothing: it comes a moment after the row.</summary>
    public static async Task EndedAsync(this Visitor visitor, int runs)
    {
        await Expect(visitor.Page.Locator("tbody tr")).ToHaveCountAsync(runs, Long);
        await Expect(visitor.Page.Locator("tbody tr").First).Not.ToContainTextAsync("Running", new() { Timeout = Long.Timeout });
    }
}
