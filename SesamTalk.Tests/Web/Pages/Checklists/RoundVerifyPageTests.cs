using Bunit;
using Microsoft.Extensions.DependencyInjection;
using SesamTalk.Engine.Checklists;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Connectors.Memory;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;
using SesamTalk.Web.Auth;
using Shouldly;

namespace SesamTalk.Tests.Web.Pages.Checklists;

/// <summary>The machine at work from the page: it proves, it needs leave, it can be stopped, and what it could not put back is shouted.</summary>
public sealed class RoundVerifyPageTests : TrialRoundTest
{
    private const string City = "trial/leads/title~title/ab/update", Phone = "trial/customers/phone~phone/ab/update", Leads = "?pair=leads";

    private static CancellationToken Cancellation => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task CK_4_Verify_passes_on_a_sound_mapping_and_fails_with_both_values_where_a_system_is_not()
    {
        var page = Open(Leads);
        Row(page, City).QuerySelector("[data-key=v]")!.Click();
        page.WaitForAssertion(() => Row(page, City).TextContent.ShouldContain("(machine)"));
        var passed = await LineAsync(City);
        (passed.Verdict, passed.Result!.IsMachine, passed.Evidence).ShouldBe((LineVerdict.Pass, true, 1));
        passed.Result.Took.ShouldNotBeNull();

        B.Rewrites = (_, record) => record["phone"] is string text ? record.With([KeyValuePair.Create("phone", (object?)text.Replace("+47", "", StringComparison.Ordinal))]) : record;
        page = Open("?line=" + Uri.EscapeDataString(Phone) + "&pair=customers&q=phone");
        Row(page, Phone).QuerySelector("[data-key=v]")!.Click();
        page.WaitForAssertion(() => Row(page, Phone).TextContent.ShouldContain("was expected"));
        var failed = await LineAsync(Phone);
        failed.Verdict.ShouldBe(LineVerdict.Fail);
        page.WaitForAssertion(() => page.Find("aside details.evidence table").TextContent.ShouldContain("+47"));
        page.Find("aside details.evidence").TextContent.ShouldContain("Expected on the other side");
        await using var db = await Data.DatabaseAsync();
        db.Runs.Where(run => run.Trigger == RunTrigger.Verify).ShouldNotBeEmpty();
        db.Runs.ShouldAllBe(run => run.Trigger == RunTrigger.Verify);
    }

    [Fact]
    public async Task In_production_nothing_is_written_until_an_admin_allows_it_for_the_round()
    {
        await EnvironmentAsync(SystemEnvironment.Production);
        Reading.Role = Role.Tester;
        var page = Open(Leads);
        page.Find(".note.warning").TextContent.ShouldContain("does not write into Ledger");
        page.Find(".note.warning fieldset[disabled]").TextContent.ShouldContain("Allow it");
        Row(page, City).QuerySelector("[data-key=v]")!.Click();
        page.WaitForAssertion(() => Row(page, City).TextContent.ShouldContain("neither a demo nor a test system"));
        (A.Journal.Count, B.Journal.Count).ShouldBe((0, 0));

        Reading.Role = Role.Admin;
        page = Open(Leads);
        Button(page, "Allow it").Click();
        page.Find("dialog").TextContent.ShouldContain("test values into Ledger");
        page.Find("dialog button.primary").Click();
        page.WaitForAssertion(() => page.Markup.ShouldContain($"{Person.OfDemo.Name} let the machine write into production systems"));
        page.FindAll(".note.warning").ShouldBeEmpty();
        Row(page, City).QuerySelector("[data-key=v]")!.Click();
        page.WaitForAssertion(() => Row(page, City).QuerySelector("[aria-pressed=true]")!.TextContent.ShouldBe("Pass"));
        (await LineAsync(City)).Verdict.ShouldBe(LineVerdict.Pass);
        await using var db = await Data.DatabaseAsync();
        db.Audit.Single(entry => entry.Act == "round.consent").Sentence.ShouldContain("Release 7");
    }

    [Fact]
    public async Task A_tester_who_presses_past_the_sleeping_button_is_refused()
    {
        await EnvironmentAsync(SystemEnvironment.Production);
        var page = Open(Leads);
        Button(page, "Allow it").Click();
        Reading.Role = Role.Operator;
        Should.Throw<NotAllowedException>(() => page.Find("dialog button.primary").Click());
        (await Services.StateAsync(Round)).Round.ConsentBy.ShouldBeNull();
    }

    [Fact]
    public void What_could_not_be_put_back_is_shouted_and_stays()
    {
        B.Trouble = call => call.Write?.Kind == WriteKind.Delete ? new MemoryTrouble(new ConnectorError.Rejected([], "It is in use.")) : null;
        var page = Open(Leads);
        Row(page, City).QuerySelector("[data-key=v]")!.Click();
        page.WaitForAssertion(() => page.Find("[role=alert]").TextContent.ShouldContain("NOT RESTORED: Deals"));
        page.Find("[role=alert]").TextContent.ShouldContain("It is in use.");
        Row(page, City).QuerySelector("[aria-pressed=true]")!.TextContent.ShouldBe("Pass");
    }

    [Fact]
    public async Task Stopped_in_the_middle_it_keeps_what_was_proved_and_leaves_nothing_behind()
    {
        var asked = new TaskCompletionSource();
        using var hold = new ManualResetEventSlim();
        var page = Open();
        B.Trouble = call =>
        {
            if (call is { Verb: MemoryVerb.Write, Entity: "Bills" } && asked.TrySetResult()) hold.Wait(Cancellation);
            return null;
        };
        var proving = Button(page, "Verify").ClickAsync(new());
        await asked.Task.WaitAsync(Cancellation);
        page.WaitForAssertion(() => page.FindAll("button").ShouldContain(button => button.TextContent == "Stop"));
        await Button(page, "Stop").ClickAsync(new());
        hold.Set();
        await proving;
        page.WaitForAssertion(() => page.Find("[role=alert]").TextContent.ShouldContain("Stopped"));
        var lines = (await Services.StateAsync(Round)).Lines;
        lines.Where(line => line.Line.PairId == "customers").ShouldAllBe(line => line.Verdict != LineVerdict.NotTested);
        lines.Where(line => line.Line.PairId == "leads").ShouldAllBe(line => line.Verdict == LineVerdict.NotTested);
        new[] { A.Records("Customers"), A.Records("Orders"), B.Records("People"), B.Records("Bills") }.SelectMany(records => records).Select(record => string.Join(", ", record.Known())).ShouldBeEmpty();
        (await Services.GetRequiredService<TestRecordStore>().OpenAsync()).ShouldBeEmpty();
    }
}
