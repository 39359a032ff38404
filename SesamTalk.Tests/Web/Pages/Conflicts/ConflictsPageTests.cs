using Bunit;
using Microsoft.Extensions.DependencyInjection;
using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;
using SesamTalk.Web.Components.Layout;
using SesamTalk.Web.Auth;
using SesamTalk.Web.Components.Pages.Conflicts;
using Shouldly;

namespace SesamTalk.Tests.Web.Pages.Conflicts;

public sealed class ConflictsPageTests : PageTest
{
    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Data.DataflowsAsync();
    }

    [Fact]
    public async Task A_choice_lies_in_the_tray_over_a_new_window_and_is_cleared_with_a_word_when_the_value_moves()
    {
        var conflict = await Data.ConflictAsync("Fjord Kafé");
        var page = Render<ConflictsPage>();
        page.Find("button.pick.b").Click();
        page.WaitForAssertion(() => page.Find(".tray [role=status]").TextContent.ShouldStartWith("1 decided"));
        page.Find("button.pick.b").GetAttribute("aria-pressed").ShouldBe("true");

        var other = Render<ConflictsPage>();
        other.Find(".tray [role=status]").TextContent.ShouldStartWith("1 decided");

        await using (var db = await Data.DatabaseAsync())
        {
            db.Conflicts.Update(conflict with { B = "Narvik" });
            await db.SaveChangesAsync(Xunit.TestContext.Current.CancellationToken);
        }

        var third = Render<ConflictsPage>();
        third.Find("[role=alert]").TextContent.ShouldContain("Fjord Kafé – MailAddress.City ↔ city");
        third.Find(".tray [role=status]").TextContent.ShouldStartWith("Nothing is decided");
    }

    [Fact]
    public async Task Rows_that_come_or_go_are_told_of_and_move_nothing_until_the_list_is_asked_for()
    {
        var first = await Data.ConflictAsync("Fjord Kafé");
        var page = Render<ConflictsPage>();
        page.WaitForAssertion(() => page.FindAll(".inbox tbody tr").Count.ShouldBe(1));
        await using (var db = await Data.DatabaseAsync())
        {
            db.Conflicts.Update(first with { SettledAt = first.OpenedAt.AddMinutes(3), Settlement = Reason.InOwnWords("Kari decided it") });
            await db.SaveChangesAsync(Xunit.TestContext.Current.CancellationToken);
        }

        await Data.ConflictAsync("Ås Bakeri");
        await Data.ConflictAsync("Sjø & Land");
        Services.GetRequiredService<SesamTalk.Web.Jobs.RunFeed>().Publish(new RunProgress(Guid.NewGuid(), PageData.Unnamed, RunStep.Ended, "", 0, null, new RunCounts(), DateTimeOffset.UnixEpoch, RunOutcome.Done));
        var news = page.WaitForElement("[data-news]");
        news.TextContent.ShouldContain("2 new. 1 of these is settled");
        page.Find(".inbox tbody").TextContent.ShouldContain("Fjord Kafé");
        page.Find("[data-news] button").Click();
        page.WaitForAssertion(() => page.FindAll(".inbox tbody tr").Count.ShouldBe(2));
        page.FindAll("[data-news]").ShouldBeEmpty();
        page.Find(".inbox tbody").TextContent.ShouldNotContain("Fjord Kafé");
    }

    [Fact]
    public async Task An_empty_inbox_says_when_the_last_one_was_settled_and_how()
    {
        var settled = await Data.ConflictAsync("Ås Bakeri", isSettledByRule: true);
        var page = Render<ConflictsPage>();
        page.WaitForElement("[data-last-settled]").TextContent.ShouldContain("The last one was settled");
        page.Find("[data-last-settled] time").GetAttribute("datetime")!.ShouldStartWith(settled.SettledAt!.Value.UtcDateTime.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task What_is_usual_is_said_with_its_figures_and_only_where_it_is()
    {
        await Data.ConflictAsync("Fjord Kafé");
        await Data.PastAsync(tookA: 1, tookB: 9);
        Render<ConflictsPage>().Find("tbody .chip").TextContent.ShouldBe("Usually: Take (unnamed system) (90 % of 10)");
        new Past(2, 2, 1).Usual.ShouldBeNull();
        new Past(2, 0, 0).Usual.ShouldBeNull();
    }

    [Fact]
    public async Task What_another_decided_is_said_with_who_and_what_and_can_be_taken_back()
    {
        var conflict = await Data.ConflictAsync("Fjord Kafé");
        await Services.GetRequiredService<SesamTalk.Engine.Sync.DecisionVerbs>().SettleAsync(conflict, DecisionChoice.TakeA, "Kari", cancellation: Xunit.TestContext.Current.CancellationToken);
        var page = Render<ConflictsPage>();
        page.FindAll("button.pick").ShouldBeEmpty();
        page.Find("tbody").TextContent.ShouldContain("Kari decided this");
        page.FindAll("tbody button").Single(button => button.TextContent.StartsWith("Take back", StringComparison.Ordinal)).Click();
        page.WaitForAssertion(() => page.FindAll("tbody button.pick").Count.ShouldBe(3));
    }

    [Fact]
    public async Task Pages_of_the_list_hang_on_ids_there_and_back()
    {
        for (var number = 0; number < ConflictQuery.Size + 3; number++) await Data.ConflictAsync($"Fjord {number}");
        await using var db = await Data.DatabaseAsync();
        var (query, now, ct) = (new ConflictQuery(null, null, null, null, null, null, null), TimeProvider.System.GetUtcNow(), Xunit.TestContext.Current.CancellationToken);
        var first = await query.ReadAsync(db, Services.GetRequiredService<Sight>(), now, ct);
        (first.Total, first.Rows.Count, first.HasBefore, first.HasAfter).ShouldBe((53, 50, false, true));
        var second = await (query with { After = first.Rows[^1].Conflict.Id.ToString() }).ReadAsync(db, Services.GetRequiredService<Sight>(), now, ct);
        (second.Rows.Count, second.HasBefore, second.HasAfter).ShouldBe((3, true, false));
        var back = await (query with { Before = second.Rows[0].Conflict.Id.ToString() }).ReadAsync(db, Services.GetRequiredService<Sight>(), now, ct);
        back.Rows.Select(row => row.Conflict.Id).ShouldBe(first.Rows.Select(row => row.Conflict.Id));
    }

    [Fact]
    public async Task What_waits_behind_a_record_without_a_partner_is_counted_and_nothing_else_is()
    {
        var at = TimeProvider.System.GetUtcNow();
        await using (var db = await Data.DatabaseAsync())
        {
            db.Conflicts.Add(new OpenConflict
            {
                Id = Guid.CreateVersion7(), DataflowId = PageData.Unnamed, PairId = "contactpersons--customers-person", LinkId = null, Subject = "A:10050", Kind = ConflictKind.AmbiguousMatch,
                Sentence = Reason.InOwnWords("two fit"), OpenedAt = at, ChangedAt = at,
            });
            foreach (var (order, waitsFor) in new[] { ("1", "10050"), ("2", "10050"), ("3", "100501") })
            {
                db.UnlinkedRecords.Add(new UnlinkedRecord
                {
                    DataflowId = PageData.Unnamed, PairId = "salesorders--invoices", Side = Side.A, Id = new(order), State = Population.Waiting, SeenAt = at,
                    Reason = Reason.Of(ReasonCodes.WaitsFor, "CustomerReferenceContactPersonId", "ContactPersons", waitsFor),
                });
            }

            await db.SaveChangesAsync(Xunit.TestContext.Current.CancellationToken);
        }

        var page = Render<ConflictsPage>();
        page.Find("tbody tr").TextContent.ShouldContain("2 records wait for this");
        page.Find(".pane").TextContent.ShouldContain("2 records wait for this");
    }

    [Theory]
    [InlineData("en-GB", "(unnamed system)")]
    [InlineData("nb-NO", "(system uten navn)")]
    public async Task What_a_rule_settled_says_by_its_name_whose_value_it_took_and_which_was_lost(string language, string system)
    {
        await Data.ConflictAsync("Sjø & Land", isSettledByRule: true);
        Speak(language);
        Navigation.NavigateTo("/conflicts?status=rule");
        var row = Render<ConflictsPage>().WaitForElement("tbody tr");
        row.TextContent.ShouldContain((language == "en-GB" ? "The rule takes " : "Regelen velger ") + system);
        row.QuerySelectorAll("td")[1].TextContent.ShouldContain(language == "en-GB" ? "lost" : "tapte");
    }

    [Fact]
    public async Task A_rule_is_measured_by_what_persons_chose_before_it_is_switched_on()
    {
        var conflict = await Data.ConflictAsync("Fjord Kafé");
        await Data.PastAsync(tookA: 3, tookB: 37);
        var flow = await Data.FindAsync();
        var dialog = Render<RuleDialog>(parameters => parameters.Add(d => d.Dataflow, flow).Add(d => d.PairId, conflict.PairId).Add(d => d.Subject, conflict.Subject));
        dialog.WaitForAssertion(() => dialog.Markup.ShouldContain("persons decided 40 such conflicts: 37 the same way as this rule, 3 not."));
        dialog.Find("#rule-policy").Change("LatestWins");
        dialog.WaitForAssertion(() => dialog.Markup.ShouldContain("cannot be told afterwards"));
        (await Services.GetRequiredService<DataflowStore>().FindAsync(flow.Id, Xunit.TestContext.Current.CancellationToken))!.Version.ShouldBe(flow.Version);
    }

    [Fact]
    public async Task HP_3_The_menu_the_bell_and_the_page_count_the_same()
    {
        await Data.ConflictAsync("Fjord Kafé");
        await Data.ConflictAsync("Ås Bakeri");
        await Data.LinksAsync(9);
        await Data.RunAsync(RunOutcome.Failed);
        await Data.RunAsync(RunOutcome.Failed, dataflow: "custom-crm-powerofficego");
        await Data.RunAsync(RunOutcome.Done, dataflow: "custom-crm-powerofficego", startedAfterMinutes: 5);
        Render<NavMenu>().FindAll(".count").Select(count => count.TextContent).ShouldBe(["22 wait for you", "11 waits for you", "11 waits for you"]);
        var bell = Render<Bell>();
        bell.FindAll("li a").Select(item => item.TextContent).ShouldBe(["2 conflicts to settle", "1 delete to approve", "1 dataflow whose last run failed"]);
        bell.Find(".bell-count").TextContent.ShouldBe("4");
        Render<ConflictsPage>().FindAll("tbody tr").Count.ShouldBe(2);
        bell.Find("li button").Click();
        bell.WaitForAssertion(() => bell.FindAll("li a.unread").Select(item => item.TextContent).ShouldBe(["1 delete to approve", "1 dataflow whose last run failed"]));
        Render<Bell>().FindAll(".bell-count.new").ShouldNotBeEmpty();
        bell.Find("button.all").Click();
        bell.WaitForAssertion(() => bell.FindAll(".bell-count.new, a.unread").ShouldBeEmpty());
    }

    [Fact]
    public async Task A_conflict_can_be_read_while_the_systems_are_silent()
    {
        var conflict = await Data.ConflictAsync("Fjord Kafé");
        var page = Render<ConflictPage>(parameters => parameters.Add(p => p.Id, conflict.Id));
        page.WaitForAssertion(() => page.Markup.ShouldContain("The systems could not be asked"));
        page.FindAll("tbody label.pick").Count.ShouldBe(3);
        page.Find("#why-not").TextContent.ShouldBe("Still undecided: MailAddress.City ↔ city");
    }
}
