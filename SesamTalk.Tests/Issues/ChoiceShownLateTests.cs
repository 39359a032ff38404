using Bunit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;
using SesamTalk.Tests.Web.Pages;
using SesamTalk.Web.Components.Pages.Conflicts;
using SesamTalk.Web.Jobs;
using Shouldly;

namespace SesamTalk.Tests.Issues;

/// <summary>A choice that was made while the list was being read again was not shown before that read came to its end.</summary>
public sealed class ChoiceShownLateTests : PageTest
{
    private HeldDatabases _ofTray = null!;

    public ChoiceShownLateTests()
    {
        Services.AddScoped(services => new Tray(services.GetRequiredService<SesamTalk.Web.Auth.Reader>(), new SettingStore(_ofTray = new(services.GetRequiredService<IDbContextFactory<TalkDb>>()), TimeProvider.System, services.GetRequiredService<Identifiers>()), TimeProvider.System));
    }

    [Fact]
    public async Task A_choice_shows_as_soon_as_its_own_read_ends_though_a_later_one_still_waits()
    {
        await Data.DataflowsAsync();
        await Data.ConflictAsync("Fjord Kafé");
        var page = Render<ConflictsPage>();
        page.WaitForElement("button.pick.b");
        _ofTray.HoldAfter(1); // the choice itself is laid down
        page.Find("button.pick.b").Click();
        page.WaitForAssertion(() => _ofTray.Held.ShouldBe(1));
        Services.GetRequiredService<RunFeed>().Publish(new(Guid.NewGuid(), PageData.Unnamed, RunStep.Ended, "", 0, null, new RunCounts(), TimeProvider.System.GetUtcNow(), RunOutcome.Done));
        page.WaitForAssertion(() => _ofTray.Held.ShouldBe(2));
        _ofTray.LetOne();
        page.WaitForAssertion(() => page.Find(".tray [role=status]").TextContent.ShouldStartWith("1 decided"));
        _ofTray.LetOne();
        page.WaitForAssertion(() => page.Find(".tray [role=status]").TextContent.ShouldStartWith("1 decided"));
    }
}
