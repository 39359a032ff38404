using Bunit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Storage;
using SesamTalk.Web.Components.Pages.Dataflows;
using SesamTalk.Web.Jobs;
using Shouldly;

namespace SesamTalk.Tests.Web.Pages.Timetable;

public sealed class ScheduleEditorTests : PageTest
{
    private DataflowStore Store => Services.GetRequiredService<DataflowStore>();

    [Fact]
    public async Task SC_1_SC_3_A_schedule_is_built_as_a_sentence_shows_its_next_five_times_and_is_in_force_and_in_the_audit_when_it_is_saved()
    {
        var page = await OpenAsync();
        page.Find("#schedule-words").TextContent.ShouldBe("Only when asked");
        page.FindAll("#schedule-next li").ShouldBeEmpty();

        await page.Find("input[value=Times]").ChangeAsync(new() { Value = "Times" });
        await page.Find("#schedule-times").InputAsync(new() { Value = "18:00, 6:00" });
        await page.Find("#schedule-everything").ChangeAsync(new() { Value = true });
        page.Find("#schedule-words").TextContent.ShouldBe("Every day at 06:00 and 18:00; everything is checked on Sunday at 03:00");
        var shown = Times(page);
        shown.Count.ShouldBe(5);

        await page.Find("form").SubmitAsync();
        var stored = await Store.FindAsync(PageData.Unnamed);
        stored!.Schedule!.Rhythm.ShouldBeOfType<Rhythm.TimesOfDay>().At.ShouldBe([new(6, 0), new(18, 0)]);
        (await Services.GetRequiredService<Schedules>().NextAsync(PageData.Unnamed, 5)).Select(time => time.At).ShouldBe(shown);
        page.WaitForAssertion(() => page.Find("dl.facts").TextContent.ShouldContain("Every day at 06:00 and 18:00"));
        await using var db = await Services.GetRequiredService<IDbContextFactory<TalkDb>>().CreateDbContextAsync();
        (await db.Audit.Select(entry => entry.Sentence).ToListAsync()).ShouldContain(sentence => sentence.Contains("Schedule: Every day at 06:00 and 18:00"));
    }

    [Fact]
    public async Task SC_2_An_expression_that_is_wrong_says_where_and_cannot_be_saved()
    {
        var page = await OpenAsync();
        await page.Find("input[value=Cron]").ChangeAsync(new() { Value = "Cron" });
        await page.Find("#schedule-cron").InputAsync(new() { Value = "0 25 * * *" });
        page.Find("#schedule-cron-wrong").TextContent.ShouldStartWith("The second part, hour, is wrong: “25”.");
        page.Find("#schedule-cron").GetAttribute("aria-invalid").ShouldBe("true");
        page.Find("form .button.primary").HasAttribute("disabled").ShouldBeTrue();
        page.FindAll("#schedule-next li").ShouldBeEmpty();

        await page.Find("#schedule-cron").InputAsync(new() { Value = "0 6 * * 1-5" });
        page.Find("#schedule-cron-wrong").TextContent.ShouldBeEmpty();
        page.FindAll("#schedule-next li").Count.ShouldBe(5);
    }

    [Theory]
    [InlineData("Interval", "#schedule-number", "0", "#schedule-number-wrong")]
    [InlineData("Interval", "#schedule-number", "five", "#schedule-number-wrong")]
    [InlineData("Times", "#schedule-times", "6, 25:00", "#schedule-times-wrong")]
    [InlineData("Times", "#schedule-times", " ", "#schedule-times-wrong")]
    [InlineData("Times", "#schedule-zone", "Europe/Atlantis", "#schedule-zone-wrong")]
    public async Task Each_field_says_what_is_wrong_in_it(string kind, string field, string text, string message)
    {
        var page = await OpenAsync();
        await page.Find($"input[value={kind}]").ChangeAsync(new() { Value = kind });
        await page.Find(field).InputAsync(new() { Value = text });
        page.Find(message).TextContent.ShouldNotBeEmpty();
        page.Find("form .button.primary").HasAttribute("disabled").ShouldBeTrue();
    }

    [Fact]
    public async Task What_somebody_else_saved_meanwhile_is_not_written_over_and_what_was_typed_stays()
    {
        var page = await OpenAsync();
        await page.Find("input[value=Interval]").ChangeAsync(new() { Value = "Interval" });
        await page.Find("#schedule-number").InputAsync(new() { Value = "7" });
        await Store.PauseAsync(PageData.Unnamed, "stock-taking", "kari");
        await page.Find("form").SubmitAsync();
        page.WaitForAssertion(() => page.Find("form").TextContent.ShouldContain("Somebody else changed this dataflow meanwhile"));
        page.Find("#schedule-number").GetAttribute("value").ShouldBe("7");
        (await Store.FindAsync(PageData.Unnamed))!.Schedule.ShouldBeNull();

        await page.Find("form").SubmitAsync();
        var stored = await Store.FindAsync(PageData.Unnamed);
        stored!.Schedule.ShouldBe(Schedule.Each(TimeSpan.FromMinutes(7)));
        stored.PausedBecause.ShouldNotBeNull();
    }

    private async Task<IRenderedComponent<DataflowPage>> OpenAsync()
    {
        await Data.DataflowsAsync();
        Navigation.NavigateTo($"/dataflows/{PageData.Unnamed}?panel=schedule");
        var page = Render<DataflowPage>(parameters => parameters.Add(one => one.Id, PageData.Unnamed));
        page.WaitForElement("#schedule-words");
        return page;
    }

    private static IReadOnlyList<DateTimeOffset> Times(IRenderedComponent<DataflowPage> page) =>
        [.. page.FindAll("#schedule-next time").Select(time => DateTimeOffset.Parse(time.GetAttribute("datetime")!, System.Globalization.CultureInfo.InvariantCulture))];
}
