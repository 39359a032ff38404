using System.Text;
using System.Text.Json;
using SesamTalk.Engine.Checklists;
using SesamTalk.Engine.Checklists.Planted;
using SesamTalk.Engine.Checklists.Reports;
using SesamTalk.Engine.Checklists.Verify;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Documents;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Storage;
using SesamTalk.Tests.Engine.Documents;
using Shouldly;
using Xunit;

namespace SesamTalk.Tests.Engine.Checklists;

public sealed class RoundReportTests
{
    public static TheoryData<string> Documents => [.. Sample.Names];

    [Theory]
    [InlineData("en")]
    [InlineData("nb")]
    public async Task CK_7_All_exports_say_the_same_totals(string language)
    {
        await using var trial = await Trial.StartAsync();
        var (state, dataflow) = await TestedAsync(trial);
        var (totals, names) = (state.Totals, new RoundNames([dataflow], language));
        (totals.Pass, totals.Fail, totals.NotTested).ShouldSatisfyAllConditions(counts => counts.Pass.ShouldBeGreaterThan(5), counts => counts.Fail.ShouldBe(1), counts => counts.NotTested.ShouldBeGreaterThan(5));

        using var json = JsonDocument.Parse(RoundJson.Of(state, names, language));
        json.RootElement.GetProperty("totals").GetProperty("pass").GetInt32().ShouldBe(totals.Pass);
        json.RootElement.GetProperty("lines").EnumerateArray().Count(line => line.GetProperty("result").GetString() == "pass").ShouldBe(totals.Pass);

        var csv = Encoding.UTF8.GetString(RoundCsv.Of(state, names, language).AsSpan(3)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        csv.Length.ShouldBe(totals.Lines + 1);
        csv.Count(row => row.Contains($"\"{ReportWords.Verdict(LineVerdict.Pass, language)}\"", StringComparison.Ordinal)).ShouldBe(totals.Pass);

        var rst = RoundRst.Of(state, dataflow, Side.A, language);
        foreach (var (word, count) in ReportWords.Totals(totals, language)) rst.ShouldContain($"   {word}: {count}\n");
        rst.ShouldContain(ReportWords.Sentence(state, language));
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void CK_10_A_document_with_results_reads_as_the_document_that_was_tested(string name)
    {
        if (Sample.Read(name).Document is not { } document) return;
        var dataflow = Importer.ImportNew(name + ".rst", document, []) with { Version = 1 };
        var state = State(dataflow);

        var written = RoundRst.Of(state, dataflow, Side.A, "nb");

        var read = RstReader.Read(name + ".rst", written);
        RstWriter.Write(read.Document!).ShouldBe(RstWriter.Write(document));
        read.Diagnostics.Select(said => said.What).ShouldBe(Sample.Read(name).Diagnostics.Select(said => said.What));
        if (dataflow.Pairs.Any(pair => !pair.Properties.IsEmpty)) written.ShouldContain("     - Result : ");
    }

    [Fact]
    public void CK_11_No_cell_is_run_as_a_formula_and_Norwegian_has_its_own_marks()
    {
        var dataflow = Sync.Shop.Dataflow with { Version = 1 };
        var line = RoundLine.Of(Guid.Empty, Checklist.Of(dataflow, null, null))[0];
        LineState Noted(string note) => new(line, new LineResult { RoundId = Guid.Empty, LineId = line.Id, Verdict = LineVerdict.Fail, By = "Kari", At = DateTimeOffset.UnixEpoch, Note = note, Mark = line.Mark, Version = 1, Took = TimeSpan.FromSeconds(1.5) }, 0);
        RoundState Of(string note) => new(Round(dataflow), [Noted(note)]);

        byte[] Csv(string note, string language) => RoundCsv.Of(Of(note), new RoundNames([dataflow], language), language);

        foreach (var note in new[] { "=1+1", "+1", "-1", "@SUM(A1)", " =1", "\t=1" })
            Encoding.UTF8.GetString(Csv(note, "en")).ShouldContain($"\"'{note}\"");
        Encoding.UTF8.GetString(Csv("a \"b\"", "en")).ShouldContain("\"a \"\"b\"\"\"");
        Csv("x", "nb").AsSpan().StartsWith(Encoding.UTF8.Preamble).ShouldBeTrue();
        Encoding.UTF8.GetString(Csv("x", "nb")).ShouldContain("\"1,5\"");
        Encoding.UTF8.GetString(Csv("x", "en")).ShouldContain("\"1.5\"");
        Encoding.UTF8.GetString(Csv("x", "nb")).ShouldContain("Feilet");
    }

    private static RoundState State(Dataflow dataflow) => new(Round(dataflow), [.. RoundLine.Of(Guid.Empty, Checklist.Of(dataflow, null, null)).Select(line => new LineState(line, null, 0))]);

    private static Round Round(Dataflow dataflow) => new()
    {
        Id = Guid.Empty, Name = "Release 1", Environment = SesamTalk.Engine.Connectors.SystemEnvironment.Test, Scope = RoundScope.All, Dataflows = [dataflow.Id], MadeAt = DateTimeOffset.UnixEpoch, MadeBy = "Kari", ChangedAt = DateTimeOffset.UnixEpoch,
    };

    private static async Task<(RoundState State, Dataflow Dataflow)> TestedAsync(Trial trial)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var (rounds, verbs) = (trial.Get<RoundStore>(), trial.Get<RoundVerbs>());
        var round = (await verbs.MakeAsync(new NewRound("Release 1", [TrialFlow.Id], RoundScope.All, "Kari"), cancellation))!;
        await verbs.VerifyAsync(round.Id, new RoundPart { PairId = "leads" }, "Kari", null, cancellation);
        var line = (await rounds.FindAsync(round.Id, cancellation))!.Lines[0].Line;
        await rounds.GiveAsync(round.Id, [new LineResult { RoundId = round.Id, LineId = line.Id, Verdict = LineVerdict.Fail, By = "Ola", At = DateTimeOffset.UnixEpoch, Note = "It is not there.", Mark = line.Mark, Version = line.Version }], null, null, cancellation);
        return ((await verbs.StandingAsync(round.Id, cancellation))!, (await trial.Get<DataflowStore>().FindAsync(TrialFlow.Id, cancellation))!);
    }
}
