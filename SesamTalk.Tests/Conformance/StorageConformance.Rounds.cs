using Microsoft.EntityFrameworkCore;
using SesamTalk.Engine.Checklists;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Storage;
using Shouldly;

namespace SesamTalk.Tests.Conformance;

public abstract partial class StorageConformance
{
    [Fact]
    public async Task A_round_keeps_its_results_and_evidence_and_is_locked_by_its_signature_with_a_hash_that_stays()
    {
        var (rounds, id) = (Get<RoundStore>(), NewId());
        await rounds.AddAsync(
            new Round { Id = id, Name = "Release 1", Environment = SystemEnvironment.Test, Scope = RoundScope.All, Dataflows = [Flow], Testers = "Kari", Due = Noon.AddDays(7), MadeAt = Noon, MadeBy = "Kari", ChangedAt = Noon },
            [LineOf(id, 0, "create"), LineOf(id, 1, "update")]);
        var (first, second) = (LineOf(id, 0, "create").Id, LineOf(id, 1, "update").Id);
        await rounds.GiveAsync(id, [ResultOf(id, first, LineVerdict.Fail, "Kari") with { Note = "Ærlig talt\n\"nei\"", Took = TimeSpan.FromMilliseconds(1_234.5), RunId = NewId() }]);
        var seen = (await rounds.ResultsAsync(id, first)).ShouldHaveSingleItem();
        (seen.Note, seen.Took, seen.At).ShouldBe(("Ærlig talt\n\"nei\"", TimeSpan.FromMilliseconds(1_234.5), Noon));
        // Two at once: both are kept, in the order in which they came, and the second is told.
        var given = await rounds.GiveAsync(id, [ResultOf(id, first, LineVerdict.Pass, "Ola")], new Dictionary<string, long> { [first] = 0 });
        given.Others.ShouldHaveSingleItem().By.ShouldBe("Kari");
        (await rounds.ResultsAsync(id, first)).Select(result => result.By).ShouldBe(["Kari", "Ola"]);
        (await rounds.AttachAsync(new Evidence { Id = NewId(), RoundId = id, LineId = second, Name = "x.png", MediaType = "image/png", Content = [0, 255, 1], By = "Ola", At = Noon })).ShouldBeTrue();
        (await rounds.EvidenceAsync(id, second)).ShouldHaveSingleItem().Content.ShouldBe([0, 255, 1]);

        var signed = (await rounds.SignAsync(id, "Kari", "Good to go."))!;
        (await rounds.RehashAsync(id)).ShouldBe(signed.Hash);
        (await rounds.FindAsync(id))!.ShouldSatisfyAllConditions(state => state.Round.Due.ShouldBe(Noon.AddDays(7)), state => state.Lines.Select(line => (line.Verdict, line.Evidence)).ShouldBe([(LineVerdict.Pass, 0), (state.Lines[1].Verdict, 1)]));
        (await rounds.GiveAsync(id, [ResultOf(id, second, LineVerdict.Pass, "Ola")])).Stored.ShouldBeEmpty();
        (await rounds.SignAsync(id, "Ola", "")).ShouldBeNull();
        await using var db = await Databases.CreateDbContextAsync();
        await db.LineResults.Where(result => result.By == "Ola").ExecuteUpdateAsync(set => set.SetProperty(result => result.Verdict, LineVerdict.Fail));
        (await rounds.RehashAsync(id)).ShouldNotBe(signed.Hash);
    }

    private static RoundLine LineOf(Guid round, int ordinal, string about) => new()
    {
        RoundId = round, Ordinal = ordinal, Id = ChecklistLine.IdOf(Flow, Pair, about, Side.A, LineCase.Created), DataflowId = Flow, PairId = Pair, Case = LineCase.Created, From = Side.A, A = "Name", B = "Label", Version = 1, Mark = "m",
    };

    private static LineResult ResultOf(Guid round, string line, LineVerdict verdict, string who) => new() { RoundId = round, LineId = line, Verdict = verdict, By = who, At = Noon, Mark = "m", Version = 1 };
}
