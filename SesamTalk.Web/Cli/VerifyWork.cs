using System.Text.Json;
using System.Text.Json.Nodes;
using SesamTalk.Engine.Checklists;
using SesamTalk.Engine.Checklists.Verify;
using SesamTalk.Engine.Storage;

namespace SesamTalk.Web.Cli;

/// <summary>Proves lines inside an installation.</summary>
internal static class VerifyWork
{
    public static async Task<VerbAnswer> DoAsync(IServiceProvider services, VerifyRequest request, CancellationToken cancellationToken)
    {
        var verbs = services.GetRequiredService<RoundVerbs>();
        var lines = await verbs.LinesAsync(request.DataflowId, cancellationToken);
        if (lines.IsEmpty) return VerbAnswer.BadInput(await services.GetRequiredService<DataflowStore>().FindAsync(request.DataflowId, cancellationToken) is null ? $"There is no dataflow '{request.DataflowId}'. Nothing was done." : $"The dataflow '{request.DataflowId}' has no lines to test. Nothing was done.");
        var report = request.Round is { } round ? await InRoundAsync(services, round, request, cancellationToken) : await AloneAsync(services, [.. lines], request, cancellationToken);
        return report is null ? VerbAnswer.BadInput("There is no such round, or it is signed, or none of its lines was asked for. Nothing was done.") : Answer(request.DataflowId, report);
    }

    private static async Task<ProofReport?> AloneAsync(IServiceProvider services, List<ChecklistLine> lines, VerifyRequest request, CancellationToken cancellationToken)
    {
        var wanted = lines.FindAll(line => (request.PairId is null || line.PairId == request.PairId) && (request.Lines.Count == 0 || request.Lines.Contains(line.Id)));
        return wanted.Count == 0 ? null : await services.GetRequiredService<Verifier>().VerifyAsync(new ProofRequest(wanted, request.Who), null, cancellationToken);
    }

    private static async Task<ProofReport?> InRoundAsync(IServiceProvider services, Guid round, VerifyRequest request, CancellationToken cancellationToken)
    {
        if (await services.GetRequiredService<RoundStore>().FindAsync(round, cancellationToken) is not { } state) return null;
        var wanted = state.Lines.Where(line => line.Line.DataflowId == request.DataflowId && (request.PairId is null || line.Line.PairId == request.PairId) && (request.Lines.Count == 0 || request.Lines.Contains(line.Line.Id))).Select(line => line.Line.Id).ToList();
        return wanted.Count == 0 ? null : await services.GetRequiredService<RoundVerbs>().VerifyAsync(round, new RoundPart { Lines = wanted }, request.Who, null, cancellationToken);
    }

    private static VerbAnswer Answer(string dataflowId, ProofReport report)
    {
        var text = new List<string>(report.Lines.Where(line => line.Verdict is LineVerdict.Fail or LineVerdict.Blocked).Select(line => $"{line.Verdict.ToString().ToLowerInvariant()}  {line.Line.Id}: {line.Because}"))
        {
            $"{report.Lines.Length} lines in {report.Took.TotalSeconds:0.0} s: {report.Count(LineVerdict.Pass)} passed, {report.Count(LineVerdict.Fail)} failed, {report.Count(LineVerdict.Blocked)} could not be tested, {report.Count(LineVerdict.NotRelevant)} cannot happen here. The values bore the tag {report.Tag}.",
        };
        var left = report.Left.Select(record => $"{record.Entity} {record.Record} ({record.PairId}): {record.Message}").ToList();
        var error = left.Count == 0 ? "" : $"NOT RESTORED: {left.Count} test records could not be cleaned up, and a person must see to them:\n{string.Join('\n', left)}\nThey are tried again before the next verification.";
        return new VerbAnswer(Exit(report.Outcome), string.Join(Environment.NewLine, text), VerbJson.Of(new Verified(
            dataflowId, report.Tag, report.Took.TotalSeconds, [.. report.Lines.Select(Line)], left, Json(dataflowId, report, left))), error);
    }

    private static VerifiedLine Line(LineProof proof) =>
        new(proof.Line.Id, proof.Line.PairId, proof.Verdict switch
        {
            LineVerdict.Pass => "pass", LineVerdict.Fail => "fail", LineVerdict.Blocked => "blocked", LineVerdict.NotRelevant => "not relevant", LineVerdict.NotTested => "not tested",
        }, proof.Because.ToString(), Math.Max(0, (proof.Times.To - proof.Times.From).TotalSeconds));

    private static string Json(string dataflowId, ProofReport report, List<string> left) => new JsonObject
    {
        ["dataflow"] = dataflowId, ["verification"] = report.Id, ["tag"] = report.Tag, ["seconds"] = report.Took.TotalSeconds, ["outcome"] = JsonNamingPolicy.CamelCase.ConvertName(report.Outcome.ToString()),
        ["totals"] = new JsonObject { ["lines"] = report.Lines.Length, ["pass"] = report.Count(LineVerdict.Pass), ["fail"] = report.Count(LineVerdict.Fail), ["blocked"] = report.Count(LineVerdict.Blocked), ["notRelevant"] = report.Count(LineVerdict.NotRelevant) },
        ["notRestored"] = new JsonArray([.. left.Select(one => (JsonNode)one)]),
        ["lines"] = new JsonArray([.. report.Lines.Select(proof => JsonNode.Parse(EvidenceJson.Of(proof, report.Tag, report.Id)))]),
    }.ToJsonString(VerbJson.Shown);

    private static ExitCode Exit(ProofOutcome outcome) => outcome switch
    {
        ProofOutcome.Passed => ExitCode.Done,
        ProofOutcome.Blocked => ExitCode.NeedsPerson,
        ProofOutcome.Failed => ExitCode.Failed,
        ProofOutcome.NotRestored => ExitCode.NotRestored,
    };
}
