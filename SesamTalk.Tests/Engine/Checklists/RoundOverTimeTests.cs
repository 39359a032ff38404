using SesamTalk.Engine.Checklists;
using SesamTalk.Engine.Checklists.Planted;
using SesamTalk.Engine.Checklists.Verify;
using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Storage;
using Shouldly;
using Xunit;

namespace SesamTalk.Tests.Engine.Checklists;

/// <summary>A round while definitions change, other rounds are made, and testers look at live records.</summary>
public sealed class RoundOverTimeTests
{
    private static readonly string[] OfTitle = ["trial/leads/title~title/ab/edited-on-both", "trial/leads/title~title/ba/edited-on-both"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_line_proved_again_after_its_words_changed_is_settled_by_the_new_words_and_no_other_moves()
    {
        await using var trial = await Trial.StartAsync();
        var (verbs, round) = (trial.Get<RoundVerbs>(), await MakeAsync(trial));
        await verbs.VerifyAsync(round, new RoundPart { PairId = "leads" }, "Kari", null, Cancellation);
        await ChangeAsync(trial);
        var before = (await verbs.StandingAsync(round, Cancellation))!;
        before.Lines.Where(line => line.IsRetest).Select(line => line.Line.Id).ShouldBe(OfTitle);
        before.Totals.Retest.ShouldBe(2);

        await verbs.VerifyAsync(round, new RoundPart { PairId = "leads", OnlyOpen = true }, "Kari", null, Cancellation);

        var after = (await verbs.StandingAsync(round, Cancellation))!;
        after.Totals.Retest.ShouldBe(0);
        after.Lines.Where(line => line.Line.Version != before.Lines[0].Line.Version).Select(line => line.Line.Id).ShouldBe(OfTitle);
        after.Lines.Where(line => OfTitle.Contains(line.Line.Id)).ShouldAllBe(line => line.Verdict == LineVerdict.Pass && line.Result!.Version == line.Line.Version && !line.IsChanged);
    }

    [Fact]
    public async Task Untested_lines_are_told_that_their_words_changed_and_take_the_new_ones_when_asked()
    {
        await using var trial = await Trial.StartAsync();
        var (verbs, round) = (trial.Get<RoundVerbs>(), await MakeAsync(trial));
        await ChangeAsync(trial);
        (await verbs.StandingAsync(round, Cancellation))!.Lines.Where(line => line.IsChanged).Select(line => line.Line.Id).ShouldBe(OfTitle);

        (await verbs.MoveAsync(round, [OfTitle[0]], "Kari", Cancellation)).ShouldBe(1);
        (await verbs.StandingAsync(round, Cancellation))!.Lines.Where(line => line.IsChanged).Select(line => line.Line.Id).ShouldBe([OfTitle[1]]);
        (await verbs.MoveAsync(round, null, "Kari", Cancellation)).ShouldBe(1);
        (await verbs.MoveAsync(round, null, "Kari", Cancellation)).ShouldBe(0);
        await trial.Get<RoundStore>().SignAsync(round, "Kari", "", Cancellation);
        await ChangeAsync(trial, ConflictPolicy.AWins);
        (await verbs.MoveAsync(round, null, "Kari", Cancellation)).ShouldBe(0);
    }

    [Fact]
    public async Task A_list_counts_as_the_rounds_do_and_the_machines_pace_is_remembered()
    {
        await using var trial = await Trial.StartAsync();
        var (verbs, rounds) = (trial.Get<RoundVerbs>(), trial.Get<RoundStore>());
        (await verbs.EstimateAsync([TrialFlow.Id], 10, Cancellation)).ShouldBeNull();
        var (first, second) = (await MakeAsync(trial), await MakeAsync(trial));
        await verbs.VerifyAsync(first, new RoundPart { PairId = "leads" }, "Kari", null, Cancellation);
        var line = (await rounds.FindAsync(second, Cancellation))!.Lines[0].Line;
        foreach (var verdict in new[] { LineVerdict.Pass, LineVerdict.Fail, LineVerdict.NotTested, LineVerdict.Blocked })
            await rounds.GiveAsync(second, [new LineResult { RoundId = second, LineId = line.Id, Verdict = verdict, By = "Ola", At = DateTimeOffset.UnixEpoch, Mark = line.Mark, Version = line.Version }], null, null, Cancellation);
        await ChangeAsync(trial);

        var listed = await verbs.ListAsync(Cancellation);

        listed.Select(tally => tally.Round.Id).ShouldBe([second, first]);
        foreach (var tally in listed) tally.Totals.ShouldBe((await verbs.StandingAsync(tally.Round.Id, Cancellation))!.Totals);
        listed[0].Totals.Blocked.ShouldBe(1);
        listed[1].Totals.Retest.ShouldBe(2);
        (await trial.Get<RoundTallies>().ElsewhereAsync(first, line.Id, Cancellation))!.Value.Result.Verdict.ShouldBe(LineVerdict.Blocked);
        (await trial.Get<RoundTallies>().ElsewhereAsync(second, line.Id, Cancellation)).ShouldBeNull();
        (await verbs.EstimateAsync([TrialFlow.Id], 10, Cancellation)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Live_values_are_read_from_both_systems_now_and_nothing_is_written()
    {
        await using var trial = await Trial.StartAsync();
        var id = trial.A.Insert("Customers", [new("Name", "Fjord Kafé AS"), new("Email", "post@fjordkafe.example"), new("Address.City", "Bodø")]);
        await trial.SyncAsync();
        var lines = await trial.LinesAsync();
        await using var db = await trial.Databases.CreateDbContextAsync(Cancellation);
        var link = db.Links.Single(link => link.A == id && link.PairId == "customers");
        trial.A.Edit("Customers", id, "Address.City", "Å i Lofoten");
        var writes = trial.A.Journal.Count + trial.B.Journal.Count;

        var live = await trial.Get<LiveLook>().ReadAsync(lines.Single(line => line.Id == "trial/customers/address.city~city/ab/update"), link.Id, "Kari", Cancellation);
        var whole = await trial.Get<LiveLook>().ReadAsync(lines.First(line => line.PairId == "customers" && line.RowId is null), link.Id, "Kari", Cancellation);
        var stranger = await trial.Get<LiveLook>().ReadAsync(lines.First(line => line.PairId == "leads"), link.Id, "Kari", Cancellation);

        live.Trouble.IsEmpty.ShouldBeTrue(live.Trouble.ToString());
        live.Values.Select(seen => (seen.Path, seen.Value)).ShouldBe([("Address.City", "Å i Lofoten"), ("city", "Bodø")]);
        live.Records.ShouldContain("Fjord Kafé AS");
        whole.Values.Length.ShouldBeGreaterThan(20);
        stranger.Trouble.IsEmpty.ShouldBeFalse();
        (trial.A.Journal.Count + trial.B.Journal.Count).ShouldBe(writes);
        EvidenceSheet.Of(new Evidence { Id = Guid.Empty, RoundId = Guid.Empty, LineId = "", Name = "live.json", MediaType = "application/json", Content = EvidenceJson.Of(live), By = "Kari", At = live.At })!.Rows.Select(row => row.After).ShouldBe(["Å i Lofoten", "Bodø"]);
    }

    private static async Task<Guid> MakeAsync(Trial trial)
    {
        trial.Clock.Advance(TimeSpan.FromSeconds(1));
        return (await trial.Get<RoundVerbs>().MakeAsync(new NewRound("Release 1", [TrialFlow.Id], RoundScope.All, "Kari"), Cancellation))!.Id;
    }

    private static async Task ChangeAsync(Trial trial, ConflictPolicy policy = ConflictPolicy.BWins)
    {
        var store = trial.Get<DataflowStore>();
        var flow = (await store.FindAsync(TrialFlow.Id, Cancellation))!;
        await store.SaveAsync(flow with { Pairs = [.. flow.Pairs.Select(pair => pair.Id == "leads" ? pair with { RowPolicies = pair.RowPolicies.SetItem("title~title", policy) } : pair)] }, "Kari", "", Cancellation);
    }
}
