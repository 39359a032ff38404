using System.Globalization;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using SesamTalk.Engine.Runs;
using SesamTalk.Tests.Web.Pages;
using SesamTalk.Web.Components.Pages.Conflicts;
using SesamTalk.Web.Jobs;
using Shouldly;

namespace SesamTalk.Tests.Issues;

/// <summary>An open page that heard of a run which somebody else had started turned to that person's language.</summary>
public sealed class HeardInAnothersLanguageTests : PageTest
{
    [Fact]
    public async Task A_page_stays_in_its_readers_language_whoever_tells_it_something()
    {
        await Data.DataflowsAsync();
        Speak("nb-NO");
        var page = Render<ConflictsPage>();
        page.Find("h1").TextContent.ShouldBe("Konflikter");
        await Data.ConflictAsync("Fjord Kafé");
        var feed = Services.GetRequiredService<RunFeed>();
        Speak("en-GB");
        CultureInfo.CurrentUICulture.Name.ShouldBe("en-GB");
        feed.Publish(new(Guid.NewGuid(), PageData.Unnamed, RunStep.Ended, "", 0, null, new RunCounts(), TimeProvider.System.GetUtcNow(), RunOutcome.Done));
        page.WaitForAssertion(() => page.FindAll("tbody tr").Count.ShouldBe(1));
        page.Find("h1").TextContent.ShouldBe("Konflikter");
        page.Find("[role=status]").TextContent.ShouldBe("1 konflikt venter på deg.");
    }
}
