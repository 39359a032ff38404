using Bunit;
using Microsoft.Extensions.DependencyInjection;
using SesamTalk.Engine.Runs;
using SesamTalk.Tests.Web.Jobs;
using SesamTalk.Web.Components.Pages.Runs;
using SesamTalk.Web.Jobs;
using Shouldly;

namespace SesamTalk.Tests.Web.Pages.Runs;

public sealed class RunSilenceTests : PageTest
{
    private readonly HandClock _clock = new();

    public RunSilenceTests() => Services.AddSingleton<TimeProvider>(_clock);

    [Fact]
    public async Task RN_3_A_run_that_is_silent_for_a_minute_is_not_called_running()
    {
        await Data.DataflowsAsync();
        var id = Guid.NewGuid();
        Services.GetRequiredService<RunFeed>().Publish(new(id, PageData.Unnamed, RunStep.Reading, "", 3, 9, new RunCounts(), _clock.GetUtcNow()));
        var page = Render<RunPage>(p => p.Add(run => run.Id, id));
        page.WaitForElement(".tabs");
        page.Markup.ShouldContain("Running");
        _clock.Advance(TimeSpan.FromSeconds(61));
        page.WaitForAssertion(() => page.Markup.ShouldContain("No sign of life"));
    }
}
