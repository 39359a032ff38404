using Microsoft.AspNetCore.Http.HttpResults;
using SesamTalk.Engine.Checklists;
using SesamTalk.Engine.Checklists.Verify;
using SesamTalk.Engine.Storage;
using SesamTalk.Web.Auth;

namespace SesamTalk.Web.Api.V1;

/// <summary>Rounds of testing: made, filled by persons and by the machine, signed, and given out as reports.</summary>
internal static class RoundsApi
{
    public static void MapRounds(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/rounds", ListAsync).Needs(Act.Look).WithSummary("Rounds of testing with their totals, newest first.");
        routes.MapPost("/rounds", MakeAsync).Needs(Act.TickLines).WithSummary("Makes a round of the definitions as they are.");
        routes.MapGet("/rounds/{id:guid}", ShowAsync).Needs(Act.Look).WithSummary("One round with its totals.");
        routes.MapGet("/rounds/{id:guid}/lines", LinesAsync).Needs(Act.Look).WithSummary("The lines of a round with the results that count, in the round's order.");
        routes.MapPost("/rounds/{id:guid}/results", GiveAsync).Needs(Act.TickLines).WithSummary("Gives a line a result; notTested takes the last one back. Earlier results are kept beside it.");
        routes.MapPost("/rounds/{id:guid}/new-words", MoveAsync).Needs(Act.TickLines).WithSummary("Lets lines whose words changed say what the definition says now: some by id, or all.");
        routes.MapPost("/rounds/{id:guid}/verify", VerifyAsync).Needs(Act.VerifyLines).WithSummary("Has the machine prove lines, a pair, a dataflow or the whole round. It answers when that is done; closing the line stops it and takes its values out.");
        routes.MapPost("/rounds/{id:guid}/consent", ConsentAsync).Needs(Act.ConsentToTests).WithSummary("Lets the machine write test values into production systems, for this round.");
        routes.MapPost("/rounds/{id:guid}/sign", SignAsync).Needs(Act.SignOff).WithSummary("Signs a round: it is locked, and the hash of all that is in it is kept with it.");
        routes.MapGet("/rounds/{id:guid}/report/{format}", RoundDownload.GiveAsync).Needs(Act.Download).WithSummary("The report as csv, json or rst, in the language of Accept-Language; several documents come in one archive.");
        routes.MapGet("/rounds/{id:guid}/evidence/{piece:guid}", EvidenceDownload.GiveAsync).Needs(Act.SeePersonal).WithMetadata(new BroughtFile()).WithSummary("A piece of evidence, as it was brought.");
    }

    private static async Task<Results<Ok<Page<RoundShown>>, ProblemHttpResult>> ListAsync(Paging paging, RoundVerbs verbs, CancellationToken ct) =>
        paging.Wrong is { } wrong ? wrong : TypedResults.Ok(paging.Of(await verbs.ListAsync(ct), tally => tally.Round.Id, tally => RoundShown.Of(tally.Round, tally.Totals)));

    private static async Task<Results<Created<RoundShown>, ProblemHttpResult>> MakeAsync(RoundAsks asks, RoundVerbs verbs, DataflowStore dataflows, Caller caller, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(asks.Name)) return Problems.BadInput("name.missing", "Give the round a name. No round was made.");
        var known = (await dataflows.AllAsync(ct)).Select(flow => flow.Id).ToHashSet();
        if (asks.Dataflows is not { Count: > 0 } || !asks.Dataflows.All(known.Contains)) return Problems.BadInput("dataflow.unknown", "Name at least one dataflow that is here, by id. No round was made.");
        var wish = new NewRound(asks.Name.Trim(), asks.Dataflows, asks.Scope, caller.Name)
        {
            Environment = asks.Environment, Testers = asks.Testers ?? "", Due = asks.Due, From = asks.From ?? [], Pairs = [.. (asks.Pairs ?? []).Select(pair => (pair.Dataflow, pair.Pair))],
        };
        return await verbs.MakeAsync(wish, ct) is { } round
            ? TypedResults.Created($"{TalkUrls.Api}/v1/rounds/{round.Id}", RoundShown.Of(round, (await verbs.StandingAsync(round.Id, ct))!.Totals))
            : Problems.Conflict("round.empty", "There is nothing to test: no line fits. No round was made.");
    }

    private static async Task<Results<Ok<RoundShown>, ProblemHttpResult>> ShowAsync(Guid id, RoundVerbs verbs, CancellationToken ct) =>
        await verbs.StandingAsync(id, ct) is { } state ? TypedResults.Ok(RoundShown.Of(state.Round, state.Totals)) : Problems.NotFound("round", id.ToString());

    private static async Task<Results<Ok<Page<LineShown>>, ProblemHttpResult>> LinesAsync(Guid id, string? dataflow, string? pair, string? result, Paging paging, RoundVerbs verbs, Caller caller, CancellationToken ct)
    {
        if (paging.Wrong is { } wrong) return wrong;
        if (Words.Read<LineWord>(result, "result", out var wanted) is { } unknown) return unknown;
        if (await verbs.StandingAsync(id, ct) is not { } state) return Problems.NotFound("round", id.ToString());
        var lines = state.Lines.Where(line => (string.IsNullOrEmpty(dataflow) || line.Line.DataflowId == dataflow) && (string.IsNullOrEmpty(pair) || line.Line.PairId == pair) && (wanted is null || LineShown.Word(line) == wanted)).ToList();
        return TypedResults.Ok(paging.Of(lines, line => new Guid(line.Line.Ordinal, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0), line => LineShown.Of(line, caller)));
    }

    private static async Task<Results<Ok<LineShown>, ProblemHttpResult>> GiveAsync(Guid id, ResultAsks asks, RoundVerbs verbs, RoundStore rounds, Caller caller, TimeProvider clock, CancellationToken ct)
    {
        if (await verbs.StandingAsync(id, ct) is not { } state) return Problems.NotFound("round", id.ToString());
        if (state.Lines.FirstOrDefault(one => one.Line.Id == asks.Line) is not { } line) return Problems.NotFound("line", asks.Line);
        // A person tests what the definition says now.
        var now = line.IsChanged ? (await verbs.LinesAsync(line.Line.DataflowId, ct)).FirstOrDefault(one => one.Id == asks.Line) ?? line.Line : line.Line;
        var given = await rounds.GiveAsync(id, [new LineResult
        {
            RoundId = id, LineId = asks.Line, Verdict = asks.Verdict, By = caller.Name, At = clock.GetUtcNow(), Note = asks.Note?.Trim() ?? "", Mark = now.Mark, Version = now.Version,
        }], ct: ct);
        return given.Stored.Count == 0 ? Locked() : TypedResults.Ok(LineShown.Of((await verbs.StandingAsync(id, ct))!.Lines.First(one => one.Line.Id == asks.Line), caller));
    }

    private static async Task<Results<Ok<MovedShown>, ProblemHttpResult>> MoveAsync(Guid id, MoveAsks? asks, RoundVerbs verbs, RoundStore rounds, Caller caller, CancellationToken ct)
    {
        if (await rounds.FindAsync(id, ct) is not { } state) return Problems.NotFound("round", id.ToString());
        return state.Round.IsLocked ? Locked() : TypedResults.Ok(new MovedShown(await verbs.MoveAsync(id, asks?.Lines, caller.Name, ct)));
    }

    private static async Task<Results<Ok<ProofShown>, ProblemHttpResult>> VerifyAsync(Guid id, VerifyAsks? asks, RoundVerbs verbs, RoundStore rounds, Caller caller, CancellationToken ct)
    {
        if (await rounds.FindAsync(id, ct) is not { } state) return Problems.NotFound("round", id.ToString());
        var wanted = state.Lines.Where(line => (asks?.Dataflow is null || line.Line.DataflowId == asks.Dataflow) && (asks?.Pair is null || line.Line.PairId == asks.Pair) && (asks?.Lines is not { Count: > 0 } lines || lines.Contains(line.Line.Id))).Select(line => line.Line.Id).ToList();
        if (wanted.Count == 0) return Problems.BadInput("line.unknown", "The round has no such lines. Nothing was done.");
        var report = await verbs.VerifyAsync(id, new RoundPart { Lines = wanted, OnlyOpen = asks?.OnlyOpen == true }, caller.Name, null, ct);
        return report is null ? Locked() : TypedResults.Ok(ProofShown.Of(report, caller));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> ConsentAsync(Guid id, RoundStore rounds, Caller caller, CancellationToken ct)
    {
        if (await rounds.FindAsync(id, ct) is null) return Problems.NotFound("round", id.ToString());
        return await rounds.ConsentAsync(id, caller.Name, ct) ? TypedResults.NoContent() : Locked();
    }

    private static async Task<Results<Ok<RoundShown>, ProblemHttpResult>> SignAsync(Guid id, SignAsks? asks, RoundVerbs verbs, RoundStore rounds, Caller caller, CancellationToken ct)
    {
        if (await rounds.FindAsync(id, ct) is null) return Problems.NotFound("round", id.ToString());
        return await rounds.SignAsync(id, caller.Name, asks?.Statement?.Trim() ?? "", ct) is { } signed ? TypedResults.Ok(RoundShown.Of(signed, (await verbs.StandingAsync(id, ct))!.Totals)) : Locked();
    }

    private static ProblemHttpResult Locked() => Problems.Conflict("round.locked", "The round is signed. Nothing was changed.");
}
