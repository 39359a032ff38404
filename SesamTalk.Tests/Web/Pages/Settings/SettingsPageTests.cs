using Bunit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SesamTalk.Tests.Web.Sandbox;
using SesamTalk.Web.Auth;
using SesamTalk.Web.Components.Pages.Settings;
using SesamTalk.Web.Components.Shared;
using SesamTalk.Web.Operations.Chosen;
using Shouldly;

namespace SesamTalk.Tests.Web.Pages.Settings;

public sealed class SettingsPageTests : PageTest
{
    private static readonly DateTimeOffset At = new(2026, 11, 21, 4, 4, 0, TimeSpan.Zero);

    public SettingsPageTests() => Services.AddSingleton<TimeProvider>(new StandingClock(At.AddMinutes(4)));

    [Theory]
    [InlineData("en-GB", "21 Nov 2026 13:04", "4 min ago")]
    [InlineData("nb-NO", "21.11.2026 13:04", "for 4 min siden")]
    public async Task Times_go_by_the_readers_zone_and_are_exact_where_the_reader_wants_that(string language, string exact, string ago)
    {
        Speak(language);
        var page = Render<SettingsPage>();
        page.WaitForElement("#zone").Change("Asia/Tokyo");
        Render<When>(part => part.Add(when => when.At, At)).Find("time").TextContent.ShouldBe(ago);
        page.Find("#exact-times").Change(true);
        page.WaitForAssertion(() => Services.GetRequiredService<ReaderClock>().IsExact.ShouldBeTrue());
        Render<When>(part => part.Add(when => when.At, At)).Find("time").TextContent.ShouldBe(exact);
        var kept = await Services.GetRequiredService<ReaderSettings>().ReadAsync();
        (kept.Zone, kept.ExactTimes).ShouldBe(("Asia/Tokyo", true));
    }

    [Fact]
    public void SE_4_A_setting_of_the_installation_is_keptAt_once_undone_and_says_who_chose_it()
    {
        var page = Render<SystemSettings>();
        page.WaitForElement("#setting-Operations-Alerts-FreshHours-value").Change("6");
        page.WaitForAssertion(() => page.Find("[role=status]").TextContent.ShouldContain("Saved: Somebody is told when a scheduled dataflow has not succeeded for 6."));
        page.Find("#setting-Operations-Alerts-FreshHours").TextContent.ShouldContain("Chosen by");
        Value("Operations:Alerts:FreshHours").ShouldBe(6);
        page.FindAll("button").Single(button => button.TextContent == "Undo").Click();
        page.WaitForAssertion(() => Value("Operations:Alerts:FreshHours").ShouldBe(24));
    }

    [Fact]
    public void What_lets_something_go_is_asked_about_first_and_what_is_no_such_number_is_refused_in_words()
    {
        var page = Render<SystemSettings>();
        page.WaitForElement("#setting-Operations-Keep-RunDays-value").Change("30");
        page.WaitForAssertion(() => page.Find("dialog").TextContent.ShouldContain("older than 30 days are let go for good the next night; until now they were kept for 180 days."));
        Value("Operations:Keep:RunDays").ShouldBe(180);
        page.Find("dialog .button.primary").Click();
        page.WaitForAssertion(() => Value("Operations:Keep:RunDays").ShouldBe(30));
        page.Find("#setting-Operations-Keep-RunDays-value").Change("3");
        page.WaitForAssertion(() => page.Find("#setting-Operations-Keep-RunDays [role=alert]").TextContent.ShouldBe("A whole number from 7 to 36,500. What was before still holds."));
        Value("Operations:Keep:RunDays").ShouldBe(30);
    }

    [Fact]
    public void What_the_server_fixes_and_what_the_reader_may_not_are_read_only_with_the_reason()
    {
        ((IConfigurationBuilder)Services.GetRequiredService<IConfiguration>()).AddInMemoryCollection([new("Auth:IdleHours", "3")]);
        var page = Render<SystemSettings>();
        page.WaitForElement("#setting-Auth-IdleHours-value").HasAttribute("disabled").ShouldBeTrue();
        page.Find("#setting-Auth-IdleHours").TextContent.ShouldContain("fixed by the configuration of the server (Auth__IdleHours)");
        page.Find("#setting-Auth-SessionHours-value").HasAttribute("disabled").ShouldBeFalse();
        Reading.Role = Role.Viewer;
        Render<SystemSettings>().WaitForElement("#setting-Auth-SessionHours").TextContent.ShouldContain("Needs the role Admin.");
    }

    private double Value(string key) => Services.GetRequiredService<InstallationSettings>().Value(InstallationSettings.All.Single(setting => setting.Key == key));
}
