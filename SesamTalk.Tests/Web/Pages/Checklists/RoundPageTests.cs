using AngleSharp.Dom;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using SesamTalk.Engine.Checklists;
using SesamTalk.Engine.Storage;
using SesamTalk.Web.Auth;
using SesamTalk.Web.Components.Pages.Checklists;
using SesamTalk.Web.Components.Shared;
using Shouldly;

namespace SesamTalk.Tests.Web.Pages.Checklists;

public sealed class RoundPageTests : PageTest
{
    private Guid _round;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Data.DataflowsAsync();
        _round = await Services.RoundAsync();
    }

    [Fact]
    public async Task Each_key_keeps_its_result_at_once_under_the_readers_name()
    {
        var page = Open();
        foreach (var (key, at) in new[] { "1", "2", "3", "4", "p" }.Select((key, at) => (key, at))) page.FindAll($"[data-key~='{key}']")[at].Click();
        page.WaitForAssertion(() => page.FindAll("[data-key='0']").Count.ShouldBe(5));
        page.FindAll("[data-key='0']")[4].Click();
        page.WaitForAssertion(() => page.FindAll("[aria-pressed=true]").Count.ShouldBe(4));
        var lines = (await Services.StateAsync(_round)).Lines;
        lines.Take(5).Select(line => line.Verdict).ShouldBe([LineVerdict.Pass, LineVerdict.Fail, LineVerdict.Blocked, LineVerdict.NotRelevant, LineVerdict.NotTested]);
        lines[0].Result!.By.ShouldBe(Person.OfDemo.Name);
        lines[0].Result!.IsMachine.ShouldBeFalse();
        page.FindAll("tbody tr")[2].TextContent.ShouldContain("Note missing");
    }

    [Fact]
    public async Task The_address_narrows_by_result_pair_and_words_and_pages_through_the_rest()
    {
        var failed = await Services.GiveAsync(_round, 60, LineVerdict.Fail, note: "Stays blank");
        Lines(Open("?result=Fail")).ShouldBe([failed]);
        Lines(Open("?q=stays+BLANK")).ShouldBe([failed]);
        var all = (await Services.StateAsync(_round)).Lines;
        var pair = all[^1].Line.PairId;
        Lines(Open($"?pair={pair}")).ShouldBe(all.Where(line => line.Line.PairId == pair).Take(RoundQuery.Size).Select(line => line.Line.Id));
        Lines(Open()).ShouldBe(all.Take(RoundQuery.Size).Select(line => line.Line.Id));
        Lines(Open("?after=50")).ShouldBe(all.Skip(50).Take(RoundQuery.Size).Select(line => line.Line.Id));
        Open("?q=nothing-like-it").Markup.ShouldContain("No line fits the filter");
    }

    [Fact]
    public async Task CK_3_Passing_a_pair_changes_only_its_lines_without_a_result()
    {
        var failed = await Services.GiveAsync(_round, 0, LineVerdict.Fail, note: "Stays blank");
        var page = Open();
        Button(page, "Pass ").Click();
        page.Find("dialog button.primary").Click();
        page.WaitForAssertion(() => page.FindAll("dialog").ShouldBeEmpty());
        var lines = (await Services.StateAsync(_round)).Lines;
        var pair = lines[0].Line.PairId;
        lines.Where(line => line.Line.PairId == pair && line.Line.Id != failed).ShouldAllBe(line => line.Verdict == LineVerdict.Pass);
        lines.Where(line => line.Line.PairId != pair).ShouldAllBe(line => line.Result == null);
        lines[0].Verdict.ShouldBe(LineVerdict.Fail);
    }

    [Fact]
    public async Task A_line_whose_words_changed_asks_for_a_retest_and_a_new_result_settles_it()
    {
        await Services.GiveAsync(_round, 0, LineVerdict.Pass, mark: "as it was");
        var page = Open("?result=Retest");
        page.FindAll("tbody tr")[1].TextContent.ShouldContain("Retest");
        page.Find("[data-key~=p]").Click();
        page.WaitForAssertion(() => page.Markup.ShouldContain("No line fits the filter"));
        Lines(Open("?result=Pass")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_note_and_evidence_are_kept_with_the_line_and_shown_again()
    {
        var line = await Services.GiveAsync(_round, 0, LineVerdict.Fail);
        var page = Open("?line=" + Uri.EscapeDataString(line));
        page.WaitForElement("#line-note").Change("Stays blank in B");
        page.FindAll("aside form")[0].Submit();
        page.WaitForAssertion(() => page.Find("tbody").TextContent.ShouldContain("Stays blank in B"));
        page.Find("#line-evidence").Change("phone: <none>");
        page.Find("aside form:has(#line-evidence)").Submit();
        page.WaitForAssertion(() => page.Find("aside details.evidence pre").TextContent.ShouldBe("phone: <none>"));
        var state = (await Services.StateAsync(_round)).Lines[0];
        (state.Verdict, state.Result!.Note, state.Evidence).ShouldBe((LineVerdict.Fail, "Stays blank in B", 1));
    }

    [Fact]
    public async Task XC_5_A_note_that_is_being_typed_is_there_on_a_page_that_is_opened_anew_until_it_is_kept()
    {
        var line = await Services.GiveAsync(_round, 0, LineVerdict.Fail);
        var address = "?line=" + Uri.EscapeDataString(line);
        var page = Open(address);
        page.WaitForElement("#line-note").Input("Stays bl");
        page.Find("#line-note").Input("Stays blank");
        var drafts = Services.GetRequiredService<NoteDrafts>();
        await page.WaitForStateAsync(() => drafts.ReadAsync(_round, line).GetAwaiter().GetResult() == "Stays blank");
        var again = Open(address);
        again.WaitForAssertion(() => again.Find("#line-note").GetAttribute("value").ShouldBe("Stays blank"));
        again.FindAll("aside form")[0].Submit();
        again.WaitForAssertion(() => again.Find("tbody").TextContent.ShouldContain("Stays blank"));
        again.WaitForAssertion(() => drafts.ReadAsync(_round, line).GetAwaiter().GetResult().ShouldBeNull());
        (await Services.StateAsync(_round)).Lines[0].Result!.Note.ShouldBe("Stays blank");
    }

    [Fact]
    public async Task CK_9_Results_of_another_tester_appear_at_once_and_who_had_tested_the_line_is_told()
    {
        var page = Open();
        page.Find("[data-key~=p]").Click();
        page.WaitForAssertion(() => page.FindAll("[aria-pressed=true]").Count.ShouldBe(1));
        var line = await Services.GiveAsync(_round, 0, LineVerdict.Fail, by: "Ola");
        await Services.GiveAsync(_round, 3, LineVerdict.Blocked, by: "Ola");
        page.WaitForAssertion(() => page.FindAll("tbody tr")[1].TextContent.ShouldContain("Ola"));
        page.WaitForAssertion(() => page.FindAll("[data-line] [aria-pressed=true]").Select(pressed => pressed.TextContent).ShouldBe(["Fail", "Blocked"]));
        Services.GetRequiredService<Toasts>().Shown.Single().Text.ShouldContain("Ola gave another result");
        (await Services.GetRequiredService<RoundStore>().ResultsAsync(_round, line)).Select(result => result.Verdict).ShouldBe([LineVerdict.Pass, LineVerdict.Fail]);
    }

    [Fact]
    public async Task Under_a_filter_no_line_moves_when_another_tester_gives_a_result()
    {
        var page = Open("?result=NotTested");
        var before = Lines(page);
        await Services.GiveAsync(_round, 0, LineVerdict.Pass, by: "Ola");
        page.WaitForAssertion(() => page.FindAll("tbody tr")[1].TextContent.ShouldContain("Ola"));
        Lines(page).ShouldBe(before);
    }

    [Fact]
    public async Task The_pairs_say_what_is_left_of_each_and_lead_to_their_lines()
    {
        var page = Open();
        var lines = (await Services.StateAsync(_round)).Lines;
        var pair = lines[^1].Line.PairId;
        var link = page.FindAll("nav a").Single(one => one.GetAttribute("href")!.Contains($"pair={Uri.EscapeDataString(pair)}", StringComparison.Ordinal));
        var count = lines.Count(line => line.Line.PairId == pair);
        link.ParentElement!.TextContent.ShouldContain($"{count} of {count} left");
        await Services.GiveAsync(_round, lines.Length - 1, LineVerdict.Pass, by: "Ola");
        page.WaitForAssertion(() => page.Markup.ShouldContain($"{count - 1} of {count} left"));
    }

    [Fact]
    public async Task A_result_that_came_in_at_another_node_is_read()
    {
        var page = Open();
        var line = (await Services.StateAsync(_round)).Lines[0].Line;
        // Another node has a feed of its own.
        var other = new RoundStore(Services.GetRequiredService<Microsoft.EntityFrameworkCore.IDbContextFactory<TalkDb>>(), new RoundFeed(), TimeProvider.System, Services.GetRequiredService<SesamTalk.Engine.Records.Identifiers>());
        await other.GiveAsync(_round, [new LineResult { RoundId = _round, LineId = line.Id, Verdict = LineVerdict.Blocked, By = "Ola", At = TimeProvider.System.GetUtcNow(), Mark = line.Mark, Version = line.Version }]);
        Services.GetRequiredService<RoundFeed>().Tell(new RoundNews(_round, [], []) { IsElsewhere = true });
        page.WaitForAssertion(() => page.FindAll("tbody tr")[1].TextContent.ShouldContain("Ola"));
    }

    [Fact]
    public async Task A_page_that_was_left_hears_nothing_more()
    {
        Open();
        Services.GetRequiredService<RoundFeed>().Listeners.ShouldBe(1);
        await DisposeComponentsAsync();
        Services.GetRequiredService<RoundFeed>().Listeners.ShouldBe(0);
    }

    [Fact]
    public void Nothing_looks_chosen_on_a_line_that_nobody_tested_and_ways_go_by_the_systems_names()
    {
        var row = Open().FindAll("tbody tr")[1];
        row.QuerySelectorAll("[aria-pressed=true], [data-key='0']").ShouldBeEmpty();
        row.TextContent.ShouldContain("Powerofficego → (unnamed system)");
    }

    [Fact]
    public async Task Lines_whose_words_changed_are_kept_or_take_the_new_ones()
    {
        await Services.GiveAsync(_round, 0, LineVerdict.Pass);
        var flow = await Data.FindAsync();
        var first = (await Services.StateAsync(_round)).Lines[0].Line;
        var store = Services.GetRequiredService<DataflowStore>();
        await store.SaveAsync(flow with { Pairs = [.. flow.Pairs.Select(pair => pair.Id == first.PairId ? pair with { A = pair.A with { Entity = pair.A.Entity + "s" } } : pair)] }, "Kari", "Renamed");
        var page = Open();
        page.Find("[data-changed]").TextContent.ShouldContain("something else in the definition of now");
        page.Find("[data-changed] button").Click();
        page.WaitForAssertion(() => page.FindAll("[data-changed]").ShouldBeEmpty());
        var state = (await Services.StateAsync(_round)).Lines[0];
        (state.Line.Version, state.Line.Mark == first.Mark, state.Verdict).ShouldBe((flow.Version + 1, false, LineVerdict.Pass));
        page.FindAll("tbody tr")[1].TextContent.ShouldContain("Retest");
    }

    [Fact]
    public async Task CK_6_A_signed_round_shows_its_hash_everywhere_it_is_open_and_takes_nothing_also_by_a_direct_call()
    {
        var before = Open();
        var page = Open();
        Button(page, "Sign off").Click();
        page.Find("#sign-statement").Change("Good to go");
        page.Find("dialog button.primary").Click();
        page.WaitForAssertion(() => page.Markup.ShouldContain("Good to go"));
        var round = (await Services.StateAsync(_round)).Round;
        page.Markup.ShouldContain(round.Hash!);
        page.FindAll("[data-key~=p]").ShouldBeEmpty();
        before.WaitForAssertion(() => before.FindAll("[data-key~=p]").ShouldBeEmpty());
        before.Markup.ShouldContain(round.Hash!);
        var line = (await Services.StateAsync(_round)).Lines[0].Line;
        (await Services.GetRequiredService<RoundStore>().GiveAsync(_round, [new LineResult { RoundId = _round, LineId = line.Id, Verdict = LineVerdict.Pass, By = "Ola", At = DateTimeOffset.UnixEpoch, Mark = line.Mark, Version = 1 }])).Stored.ShouldBeEmpty();
        (await Services.StateAsync(_round)).Totals.NotTested.ShouldBe((await Services.StateAsync(_round)).Totals.Lines);
    }

    [Fact]
    public async Task What_the_machine_cannot_test_is_blocked_with_the_reason_in_its_own_name()
    {
        var page = Open();
        page.Find("[data-key=v]").Click();
        page.WaitForAssertion(() => page.FindAll("tbody tr")[1].TextContent.ShouldContain("(machine)"));
        var result = (await Services.StateAsync(_round)).Lines[0].Result!;
        (result.IsMachine, result.Verdict, result.Note.Length > 0).ShouldBe((true, LineVerdict.Blocked, true));
        page.FindAll("[role=alert]").ShouldBeEmpty();
    }

    [Fact]
    public void A_viewer_has_no_keys_and_one_whose_role_was_taken_is_refused()
    {
        var page = Open();
        var key = page.Find("[data-key~=p]");
        Reading.Role = Role.Viewer;
        Should.Throw<NotAllowedException>(() => key.Click());
        Open().FindAll("[data-key~=p]").ShouldBeEmpty();
    }

    private static IReadOnlyList<string> Lines(IRenderedComponent<RoundPage> page) =>
        [.. page.FindAll("[data-row]").Select(row => Uri.UnescapeDataString(row.GetAttribute("href")!.Split("line=")[1].Split('&')[0]))];

    private static IElement Button(IRenderedComponent<RoundPage> page, string text) => page.FindAll("button").First(button => button.TextContent.Trim().StartsWith(text, StringComparison.Ordinal));

    private IRenderedComponent<RoundPage> Open(string rest = "")
    {
        Navigation.NavigateTo($"/checklists/{_round}{rest}");
        var page = Render<RoundPage>(parameters => parameters.Add(one => one.Id, _round));
        page.WaitForElement("search");
        return page;
    }
}
