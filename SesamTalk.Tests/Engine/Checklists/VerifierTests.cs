using SesamTalk.Engine.Checklists;
using SesamTalk.Engine.Checklists.Planted;
using SesamTalk.Engine.Checklists.Verify;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Connectors.Memory;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Storage;
using Shouldly;
using Xunit;
using Record = SesamTalk.Engine.Records.Record;

namespace SesamTalk.Tests.Engine.Checklists;

public sealed class VerifierTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_line_of_a_sound_dataflow_passes_and_nothing_stays_behind()
    {
        await using var trial = await Trial.StartAsync();
        var somebody = trial.A.Insert("Customers", [new("Name", "Fjord Kafé AS"), new("Email", "post@fjordkafe.example"), new("Address.City", "Bodø")]);
        await trial.SyncAsync();
        var before = State(trial);

        var report = await trial.ProveAsync(await trial.LinesAsync(), Cancellation);

        report.Lines.Where(line => line.Verdict != LineVerdict.Pass).Select(line => $"{line.Line.Id} {line.Verdict} {line.Because}").ShouldBeEmpty();
        report.Outcome.ShouldBe(ProofOutcome.Passed);
        State(trial).ShouldBe(before);
        trial.A.Record("Customers", somebody)!["Address.City"].ShouldBe("Bodø");
        (await trial.SyncAsync()).Counts.Writes.ShouldBe(0);
    }

    [Fact]
    public async Task Evidence_holds_before_request_answer_after_times_run_and_version()
    {
        await using var trial = await Trial.StartAsync();
        var line = (await trial.LinesAsync()).Single(line => line.Id == "trial/customers/address.city~city/ab/update");

        var report = await trial.ProveAsync([line], Cancellation);
        var proof = report.Lines.ShouldHaveSingleItem();

        proof.Verdict.ShouldBe(LineVerdict.Pass);
        proof.Wrote.Pairs.ShouldHaveSingleItem().Value!.ToString()!.ShouldStartWith(report.Tag);
        proof.After.Select(seen => seen.Value).ShouldAllBe(value => value == proof.Expected);
        proof.Before.Select(seen => seen.Value).ShouldAllBe(value => value != proof.Expected);
        proof.RunId.ShouldNotBeNull();
        var json = System.Text.Encoding.UTF8.GetString(EvidenceJson.Of(proof, report.Tag, report.Id));
        foreach (var word in new[] { "before", "request", "answer", "after", "from", "to", "run", "mappingVersion" }) json.ShouldContain($"\"{word}\"");
    }

    [Fact]
    public async Task In_a_production_system_nothing_is_written_without_consent()
    {
        await using var trial = await Trial.StartAsync();
        await trial.Get<SystemStore>().SaveAsync(new ConnectedSystem { Id = "b", Name = "Ledger", Connector = "memory", Environment = SystemEnvironment.Production }, "test");
        var lines = await trial.LinesAsync();

        var acts = trial.A.Journal.Count + trial.B.Journal.Count;

        var refused = await trial.Get<Verifier>().VerifyAsync(new ProofRequest(lines, "test"), null, Cancellation);
        refused.Lines.ShouldAllBe(line => line.Verdict == LineVerdict.Blocked && line.Because.ToString().Contains("consented"));
        (trial.A.Journal.Count + trial.B.Journal.Count).ShouldBe(acts);

        var allowed = await trial.Get<Verifier>().VerifyAsync(new ProofRequest([.. lines.Take(8)], "test", HasConsent: true), null, Cancellation);
        allowed.Outcome.ShouldBe(ProofOutcome.Passed);
    }

    [Fact]
    public async Task Where_nothing_can_be_created_a_linked_record_is_borrowed_and_gets_its_values_back()
    {
        var dataflow = TrialFlow.Dataflow with { Pairs = [.. TrialFlow.Dataflow.Pairs.Select(pair => pair.Id == "customers" ? pair with { ToA = new(), ToB = new() } : pair)] };
        await using var trial = await Trial.StartAsync(null, dataflow);
        trial.A.Insert("Customers", [new("Name", "Fjord Kafé AS"), new("Email", "post@fjordkafe.example"), new("Address.City", "Bodø"), new("CreditLimit", 1000m), new("IsActive", true), new("Category", "public")]);
        trial.B.Insert("People", [new("label", "Fjord Kafé AS"), new("mail", "post@fjordkafe.example"), new("city", "Bodø"), new("credit", "1000"), new("active", true), new("category", "public"), new("kind", "customer")]);
        await trial.SyncAsync();
        var before = State(trial);

        var report = await trial.ProveAsync([.. (await trial.LinesAsync()).Where(line => line.PairId == "customers" && line.RowId is not null)], Cancellation);

        report.Lines.Where(line => line.Verdict != LineVerdict.Pass).Select(line => $"{line.Line.Id} {line.Verdict} {line.Because}").ShouldBeEmpty();
        report.Left.ShouldBeEmpty();
        State(trial).ShouldBe(before);
        (await trial.SyncAsync()).Counts.Writes.ShouldBe(0);
    }

    [Fact]
    public async Task What_cannot_be_cleaned_up_is_told_and_is_cleaned_up_later()
    {
        await using var trial = await Trial.StartAsync();
        var before = State(trial);
        trial.B.Trouble = call => call.Write?.Kind == WriteKind.Delete ? new MemoryTrouble(new ConnectorError.Rejected([], "It is in use.")) : null;

        var report = await trial.ProveAsync([.. (await trial.LinesAsync()).Where(line => line.PairId == "leads")], Cancellation);

        report.Outcome.ShouldBe(ProofOutcome.NotRestored);
        report.Left.ShouldAllBe(record => record.State == TestRecordState.Left && record.Message.ToString().Contains("in use"));
        trial.B.Trouble = _ => null;
        (await trial.Get<Verifier>().CleanUpAsync("test", Cancellation)).ShouldBeEmpty();
        State(trial).ShouldBe(before);
    }

    [Fact]
    public async Task Killed_at_any_moment_and_started_again_everything_is_as_it_was()
    {
        var moments = await MomentsAsync();
        var isFull = Environment.GetEnvironmentVariable("SESAMTALK_FULL") == "1";
        for (var kill = 1; kill <= moments; kill += Math.Max(1, moments / (isFull ? 300 : 24))) await KilledAsync(kill);
    }

    private static async Task<int> MomentsAsync()
    {
        await using var trial = await StoryAsync();
        var from = trial.Moments.Passed;
        await trial.ProveAsync(await FewAsync(trial), Cancellation);
        return trial.Moments.Passed - from;
    }

    private static async Task KilledAsync(int at)
    {
        await using var trial = await StoryAsync();
        var (before, lines) = (State(trial), await FewAsync(trial));
        trial.Moments.KillAt = trial.Moments.Passed + at;
        await Should.ThrowAsync<Exception>(() => trial.ProveAsync(lines, Cancellation));
        await trial.RestartAsync();

        (await trial.Get<Verifier>().CleanUpAsync("test", Cancellation)).ShouldBeEmpty($"killed at {at}");
        State(trial).ShouldBe(before, $"killed at {at}");
        (await trial.Get<TestRecordStore>().OpenAsync(null, Cancellation)).ShouldBeEmpty();
        (await trial.SyncAsync()).Counts.Writes.ShouldBe(0, $"killed at {at}");
        State(trial).ShouldBe(before);
    }

    private static async Task<Trial> StoryAsync()
    {
        var trial = await Trial.StartAsync();
        trial.A.Insert("Customers", [new("Name", "Fjord Kafé AS"), new("Email", "post@fjordkafe.example")]);
        await trial.SyncAsync();
        return trial;
    }

    private static async Task<IReadOnlyList<ChecklistLine>> FewAsync(Trial trial) => [.. (await trial.LinesAsync()).Where(line => line.PairId is "contacts" or "orders" && line.Case is LineCase.Create or LineCase.Created or LineCase.Update or LineCase.LinkedByKey or LineCase.EditedOnBoth && line.PairId is "contacts" or "orders")];

    private static IReadOnlyList<string> State(Trial trial) =>
    [
        .. new[] { (trial.A, new[] { "Customers", "Contacts", "Orders", "Leads" }), (trial.B, ["People", "Bills", "Deals"]) }
            .SelectMany(system => system.Item2.SelectMany(entity => system.Item1.Records(entity).Select(record => (entity, record))).OrderBy(one => one.entity).ThenBy(one => one.record.Id!.Value.Text, StringComparer.Ordinal))
            .Select(one => $"{one.entity} {Text(one.record)}"),
    ];

    private static string Text(Record record) => string.Join(", ", record.Known().Where(value => value.Value is not null).Select(value => $"{value.Key}={value.Value}"));
}
