using Microsoft.EntityFrameworkCore;
using SesamTalk.Engine.Checklists;
using SesamTalk.Engine.Checklists.Planted;
using SesamTalk.Engine.Checklists.Verify;
using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Storage;
using Shouldly;
using Xunit;

namespace SesamTalk.Tests.Engine.Checklists;

public sealed class RoundStoreTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Several_testers_at_once_lose_no_result_and_are_told_of_each_other()
    {
        await using var trial = await Trial.StartAsync();
        var (rounds, round) = (trial.Get<RoundStore>(), await MakeAsync(trial));
        var line = (await rounds.FindAsync(round.Id, Cancellation))!.Lines[3].Line;

        var first = await rounds.GiveAsync(round.Id, [Result(line, LineVerdict.Pass, "Kari")], null, null, Cancellation);
        var second = await rounds.GiveAsync(round.Id, [Result(line, LineVerdict.Fail, "Ola")], new Dictionary<string, long> { [line.Id] = 0 }, null, Cancellation);

        first.Others.ShouldBeEmpty();
        second.Others.ShouldHaveSingleItem().By.ShouldBe("Kari");
        (await rounds.ResultsAsync(round.Id, line.Id, Cancellation)).Select(result => result.By).ShouldBe(["Kari", "Ola"]);
        (await rounds.FindAsync(round.Id, Cancellation))!.Lines[3].Verdict.ShouldBe(LineVerdict.Fail);
    }

    [Fact]
    public async Task A_signed_round_takes_nothing_any_more_and_its_hash_tells_of_any_change()
    {
        await using var trial = await Trial.StartAsync();
        var (rounds, round) = (trial.Get<RoundStore>(), await MakeAsync(trial));
        var line = (await rounds.FindAsync(round.Id, Cancellation))!.Lines[0].Line;
        await rounds.GiveAsync(round.Id, [Result(line, LineVerdict.Pass, "Kari")], null, null, Cancellation);

        var signed = await rounds.SignAsync(round.Id, "Kari", "Good to go.", Cancellation);

        signed!.Hash!.Length.ShouldBe(64);
        (await rounds.RehashAsync(round.Id, Cancellation)).ShouldBe(signed.Hash);
        (await rounds.SignAsync(round.Id, "Ola", "", Cancellation)).ShouldBeNull();
        (await rounds.GiveAsync(round.Id, [Result(line, LineVerdict.Fail, "Ola")], null, null, Cancellation)).Stored.ShouldBeEmpty();
        (await rounds.AttachAsync(new Evidence { Id = Guid.NewGuid(), RoundId = round.Id, LineId = line.Id, Name = "x.png", MediaType = "image/png", Content = [1], By = "Ola", At = DateTimeOffset.UnixEpoch }, Cancellation)).ShouldBeFalse();
        (await rounds.ConsentAsync(round.Id, "Ola", Cancellation)).ShouldBeFalse();
        (await trial.Get<RoundVerbs>().VerifyAsync(round.Id, new RoundPart(), "Ola", null, Cancellation)).ShouldBeNull();
        (await rounds.FindAsync(round.Id, Cancellation))!.Lines[0].Verdict.ShouldBe(LineVerdict.Pass);

        await using var db = await trial.Databases.CreateDbContextAsync(Cancellation);
        await db.Database.ExecuteSqlRawAsync("UPDATE \"LineResults\" SET \"Verdict\" = 'Fail'", Cancellation);
        (await rounds.RehashAsync(round.Id, Cancellation)).ShouldNotBe(signed.Hash);
    }

    [Fact]
    public async Task The_machine_fills_a_round_with_results_and_evidence_and_a_changed_row_asks_for_its_lines_again()
    {
        await using var trial = await Trial.StartAsync();
        var (rounds, verbs, round) = (trial.Get<RoundStore>(), trial.Get<RoundVerbs>(), await MakeAsync(trial));

        await verbs.VerifyAsync(round.Id, new RoundPart { PairId = "leads" }, "Kari", null, Cancellation);
        var state = (await verbs.StandingAsync(round.Id, Cancellation))!;
        var leads = state.Lines.Where(line => line.Line.PairId == "leads").ToList();

        leads.ShouldAllBe(line => line.Verdict == LineVerdict.Pass && line.Result!.IsMachine && line.Evidence == 1);
        state.Totals.ShouldBe(new RoundTotals(state.Lines.Length, leads.Count, 0, 0, 0, 0, state.Lines.Length - leads.Count, leads.Count));

        var stored = (await trial.Get<DataflowStore>().FindAsync(TrialFlow.Id, Cancellation))!;
        await trial.Get<DataflowStore>().SaveAsync(stored with { Pairs = [.. stored.Pairs.Select(pair => pair.Id == "leads" ? pair with { RowPolicies = pair.RowPolicies.Add("title~title", ConflictPolicy.BWins) } : pair)] }, "Kari", "", Cancellation);
        (await verbs.StandingAsync(round.Id, Cancellation))!.Lines.Where(line => line.IsRetest).Select(line => line.Line.Id).ShouldBe(["trial/leads/title~title/ab/edited-on-both", "trial/leads/title~title/ba/edited-on-both"]);
    }

    [Fact]
    public async Task A_new_round_takes_what_changed_since_the_last_signature_or_what_failed()
    {
        await using var trial = await Trial.StartAsync();
        var (rounds, verbs, round) = (trial.Get<RoundStore>(), trial.Get<RoundVerbs>(), await MakeAsync(trial));
        var lines = (await rounds.FindAsync(round.Id, Cancellation))!.Lines;
        await rounds.GiveAsync(round.Id, [.. lines.Skip(2).Select(line => Result(line.Line, LineVerdict.Pass, "Kari")), Result(lines[0].Line, LineVerdict.Fail, "Kari")], null, null, Cancellation);

        (await verbs.ChooseAsync(Wish(RoundScope.Failed), Cancellation)).Select(line => line.Id).ShouldBe([lines[0].Line.Id]);
        (await verbs.ChooseAsync(Wish(RoundScope.Changed), Cancellation)).Length.ShouldBe(lines.Length);
        await rounds.SignAsync(round.Id, "Kari", "", Cancellation);
        (await verbs.ChooseAsync(Wish(RoundScope.Changed), Cancellation)).Select(line => line.Id).ShouldBe([lines[0].Line.Id, lines[1].Line.Id]);
    }

    private static NewRound Wish(RoundScope scope) => new("Release 1", [TrialFlow.Id], scope, "Kari");

    private static async Task<Round> MakeAsync(Trial trial) => (await trial.Get<RoundVerbs>().MakeAsync(Wish(RoundScope.All), Cancellation))!;

    private static LineResult Result(RoundLine line, LineVerdict verdict, string who) =>
        new() { RoundId = line.RoundId, LineId = line.Id, Verdict = verdict, By = who, At = DateTimeOffset.UnixEpoch, Mark = line.Mark, Version = line.Version };
}
