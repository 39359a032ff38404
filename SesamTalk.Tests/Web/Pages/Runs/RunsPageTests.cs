using Bunit;
using Microsoft.Extensions.DependencyInjection;
using SesamTalk.Engine.Runs;
using SesamTalk.Web.Components.Pages.Runs;
using SesamTalk.Web.Jobs;
using Shouldly;

namespace SesamTalk.Tests.Web.Pages.Runs;

public sealed class RunsPageTests : PageTest
{
    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Data.DataflowsAsync();
    }

    [Fact]
    public async Task RL_2_Runs_without_changes_are_folded_and_their_number_is_the_rows_that_unfolding_adds()
    {
        for (var minute = 0; minute < 4; minute++) await Data.RunAsync(RunOutcome.NothingToDo, startedAfterMinutes: minute);
        await Data.RunAsync(RunOutcome.Done, startedAfterMinutes: 9);
        var folded = Open("");
        folded.FindAll("tbody tr").Count.ShouldBe(1);
        folded.Markup.ShouldContain("4 runs without changes");
        Open("?empty=show").FindAll("tbody tr").Count.ShouldBe(5);
    }

    [Fact]
    public async Task A_card_of_a_run_leaves_out_what_it_did_not_do()
    {
        await Data.RunAsync(RunOutcome.Done); // updated on both sides, and nothing else
        var cells = Open("").FindAll("tbody tr td.number");
        cells.Where(cell => cell.ClassList.Contains("nought")).Select(cell => cell.GetAttribute("data-label")).ShouldBe(["Created", "Deleted", "Conflicts", "Failed"]);
    }

    [Fact]
    public async Task RL_5_A_range_that_moves_along_stands_in_the_address()
    {
        await Data.RunAsync(RunOutcome.Done);
        Open("").FindAll("tbody tr").Count.ShouldBe(1);
        var week = Open("?from=now-7d");
        week.FindAll("tbody tr").ShouldBeEmpty();
        week.Markup.ShouldContain("No run fits");
        week.FindAll("select").Count(choice => choice.GetAttribute("value") == "now-7d").ShouldBe(1);
        Open("?from=2026-03-01T00:00:00Z&to=2026-03-02T00:00:00Z").FindAll("tbody tr").Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("en-GB", "4 min 0 s, usually 1 min 0 s")]
    [InlineData("nb-NO", "4 min 0 s, vanligvis 1 min 0 s")]
    public async Task A_run_that_took_longer_than_usual_says_what_is_usual_and_no_other_does(string language, string said)
    {
        Speak(language);
        for (var minute = 0; minute < 5; minute++) await Data.RunAsync(RunOutcome.Done, startedAfterMinutes: 10 * minute, took: TimeSpan.FromMinutes(1));
        Open("").Markup.ShouldNotContain(language[..2] == "nb" ? "vanligvis" : "usually");
        await Data.RunAsync(RunOutcome.Done, startedAfterMinutes: 60, took: TimeSpan.FromMinutes(4));
        await Data.RunAsync(RunOutcome.Failed, startedAfterMinutes: 70, took: TimeSpan.FromMinutes(1));
        Open("").FindAll("tbody tr").Select(row => row.TextContent.Contains(said, StringComparison.Ordinal)).ShouldBe([false, true, false, false, false, false, false]);
    }

    [Theory]
    [InlineData("now-7d", 7 * 24)]
    [InlineData("now-3h", 3)]
    [InlineData("now", 0)]
    public void A_relative_moment_is_counted_back_from_now(string text, int hours)
    {
        var now = new DateTimeOffset(2026, 3, 8, 12, 0, 0, TimeSpan.Zero);
        RunRange.Moment(text, now).ShouldBe(now.AddHours(-hours));
    }

    [Theory]
    [InlineData("now-")]
    [InlineData("now-xd")]
    [InlineData("now-7y")]
    [InlineData("yesterday")]
    [InlineData("")]
    public void What_is_no_moment_narrows_nothing(string text) => RunRange.Moment(text, DateTimeOffset.UnixEpoch).ShouldBeNull();

    [Fact]
    public async Task RL_1_A_run_that_ends_elsewhere_keeps_the_filter()
    {
        await Data.RunAsync(RunOutcome.Failed);
        var page = Open("?status=Failed");
        page.FindAll("tbody tr").Count.ShouldBe(1);
        await Data.RunAsync(RunOutcome.Done, startedAfterMinutes: 3);
        await Data.RunAsync(RunOutcome.Failed, startedAfterMinutes: 5);
        Services.GetRequiredService<RunFeed>().Publish(new(Guid.NewGuid(), PageData.Unnamed, RunStep.Ended, "", 0, null, new RunCounts(), DateTimeOffset.UtcNow, RunOutcome.Failed));
        page.WaitForAssertion(() => page.FindAll("tbody tr").Count.ShouldBe(2));
        Navigation.Uri.ShouldEndWith("?status=Failed");
    }

    [Fact]
    public async Task The_first_start_of_a_dataflow_is_a_dry_run_and_a_later_one_brings_changes()
    {
        Start("").Find("input[value=DryRun]").HasAttribute("checked").ShouldBeTrue();
        await Data.RunAsync(RunOutcome.Done);
        Start("?dataflow=" + PageData.Unnamed).Find("input[value=Changes]").HasAttribute("checked").ShouldBeTrue();
    }

    [Theory]
    [InlineData("en-GB", "Rebuild links", "nothing is written in the systems", "Usually 1 min 0 s.")]
    [InlineData("nb-NO", "Bygg koblinger på nytt", "ingenting skrives i systemene", "Vanligvis 1 min 0 s.")]
    public async Task Each_kind_of_run_says_what_it_does_and_how_long_it_takes_and_links_are_rebuilt_by_one_of_their_own(string language, string name, string effect, string usual)
    {
        Speak(language);
        for (var minute = 0; minute < 5; minute++) await Data.RunAsync(RunOutcome.Done, startedAfterMinutes: 10 * minute, took: TimeSpan.FromMinutes(1));
        Navigation.NavigateTo("/runs?dataflow=" + PageData.Unnamed);
        var page = Render<RunsPage>();
        page.WaitForElement("select");
        page.Find("button.primary").Click();
        var kinds = page.WaitForElements("dialog fieldset label");
        kinds.Single(kind => kind.QuerySelector("input[value=Changes]") is not null).TextContent.ShouldEndWith(usual);
        var rebuild = kinds.Single(kind => kind.QuerySelector("input[value=Rebuild]") is not null);
        rebuild.TextContent.ShouldContain(name);
        rebuild.TextContent.ShouldContain(effect);
        rebuild.QuerySelector("input")!.Change("Rebuild");
        page.Find("dialog button.primary").Click();
        page.WaitForAssertion(() => Navigation.Uri.ShouldContain("/runs/"));
        await using var db = await Data.DatabaseAsync();
        db.Audit.Single(entry => entry.Act == "run.asked").Sentence.ShouldEndWith(": Rebuild.");
    }

    [Theory]
    [InlineData("en-GB")]
    [InlineData("nb-NO")]
    public void Whatever_a_run_is_and_however_it_was_started_and_ended_has_words(string language)
    {
        Speak(language);
        var words = Services.GetRequiredService<SesamTalk.Web.Components.Pages.Dataflows.RunWords>();
        string[] said = [.. Enum.GetValues<RunKind>().Select(words.Kind), .. Enum.GetValues<RunTrigger>().Select(words.Trigger), .. Enum.GetValues<RunOutcome>().Select(words.Outcome)];
        said.ShouldAllBe(word => word.Length > 0 && !word.StartsWith("Kind") && !word.StartsWith("Trigger") && !word.StartsWith("Outcome") && !word.StartsWith("RunKind"));
    }

    [Theory]
    [InlineData("en-GB", "Kari asked for a run: Rebuild links.", "Kari asked for a run: Changes, 14 records.")]
    [InlineData("nb-NO", "Kari ba om en kjøring: Bygg koblinger på nytt.", "Kari ba om en kjøring: Endringer, 14 poster.")]
    public void What_kind_of_run_was_asked_for_is_said_in_the_readers_language(string language, string whole, string some)
    {
        Speak(language);
        var words = Services.GetRequiredService<SesamTalk.Web.Components.Shared.AuditWords>();
        string Said(string what) => words.Of(new(Guid.Empty, default, "Kari", "run.asked", "run/1", $"Kari asked for a run of shop: {what}."));
        (Said("Rebuild"), Said("Changes for 14 records")).ShouldBe((whole, some));
        Said("carry out the plan 7").ShouldEndWith(": carry out the plan 7.");
    }

    [Fact]
    public void RL_4_Starting_what_runs_already_leads_to_the_run_that_is_there()
    {
        var first = Start("?dataflow=" + PageData.Unnamed);
        first.Find("dialog button.primary").Click();
        first.WaitForAssertion(() => Navigation.Uri.ShouldContain("/runs/"));
        var there = Navigation.Uri;
        var page = Start("?dataflow=" + PageData.Unnamed);
        page.Find("main, ul.stack li.card").TextContent.ShouldContain("Queued");
        page.Find("dialog button.primary").Click();
        page.WaitForAssertion(() => Navigation.Uri.ShouldBe(there));
        Services.GetRequiredService<SesamTalk.Web.Components.Shared.Toasts>().Shown[^1].Text.ShouldContain("running already");
    }

    private IRenderedComponent<RunsPage> Start(string rest)
    {
        var page = Open(rest);
        page.FindAll("button").Single(button => button.TextContent.Contains("Start a run", StringComparison.Ordinal)).Click();
        page.WaitForElement("dialog select");
        return page;
    }

    private IRenderedComponent<RunsPage> Open(string rest)
    {
        Navigation.NavigateTo("/runs" + rest);
        var page = Render<RunsPage>();
        page.WaitForElement("select");
        return page;
    }
}
