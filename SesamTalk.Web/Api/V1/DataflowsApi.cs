using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;
using SesamTalk.Web.Auth;

namespace SesamTalk.Web.Api.V1;

/// <summary>The dataflows: how they stand, pausing and letting them go on.</summary>
internal static class DataflowsApi
{
    public static void MapDataflows(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/dataflows", ListAsync).Needs(Act.Look).WithSummary("All dataflows with their counts and last runs.");
        routes.MapGet("/dataflows/{id}", ShowAsync).Needs(Act.Look).WithSummary("One dataflow with its pairs.");
        routes.MapPost("/dataflows/{id}/pause", PauseAsync).Needs(Act.PauseDataflows).WithSummary("Keeps a dataflow from running until it is resumed.");
        routes.MapPost("/dataflows/{id}/resume", ResumeAsync).Needs(Act.PauseDataflows).WithSummary("Lets a paused dataflow run again.");
    }

    private static async Task<Ok<Page<DataflowShown>>> ListAsync(DataflowStore dataflows, PopulationCounts counts, IDbContextFactory<TalkDb> databases, Caller caller, CancellationToken ct)
    {
        var (all, counted) = (await dataflows.AllAsync(ct), await counts.AllAsync(ct));
        await using var db = await databases.CreateDbContextAsync(ct);
        List<DataflowShown> shown = [];
        foreach (var flow in all) shown.Add(DataflowShown.Of(flow, counted.GetValueOrDefault(flow.Id), await LastAsync(db, flow.Id, ct), caller, withPairs: false));
        return TypedResults.Ok(new Page<DataflowShown>(shown, null));
    }

    private static async Task<Results<Ok<DataflowShown>, ProblemHttpResult>> ShowAsync(string id, DataflowStore dataflows, PopulationCounts counts, IDbContextFactory<TalkDb> databases, Caller caller, CancellationToken ct)
    {
        if (await dataflows.FindAsync(id, ct) is not { } flow) return Problems.NotFound("dataflow", id);
        await using var db = await databases.CreateDbContextAsync(ct);
        return TypedResults.Ok(DataflowShown.Of(flow, await counts.OfAsync(id, ct), await LastAsync(db, id, ct), caller, withPairs: true));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> PauseAsync(string id, PauseAsked asked, DataflowStore dataflows, Caller caller, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(asked.Because)) return Problems.BadInput("because.missing", "Say in because why it is paused. Nothing was done.");
        return await dataflows.PauseAsync(id, asked.Because, caller.Name, ct) ? TypedResults.NoContent() : Problems.NotFound("dataflow", id);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> ResumeAsync(string id, DataflowStore dataflows, Caller caller, CancellationToken ct) =>
        await dataflows.ResumeAsync(id, caller.Name, ct) ? TypedResults.NoContent() : Problems.NotFound("dataflow", id);

    private static Task<Run?> LastAsync(TalkDb db, string id, CancellationToken ct) =>
        db.Runs.AsNoTracking().Where(run => run.DataflowId == id && run.Trigger != RunTrigger.Verify).OrderByDescending(run => run.StartedAt).FirstOrDefaultAsync(ct);
}

/// <summary>Why something is paused.</summary>
internal sealed record PauseAsked(string Because);

/// <summary>A dataflow as the API shows it.</summary>
internal sealed record DataflowShown(
    string Id, string Title, int Version, SideShown A, SideShown B, string? PausedBecause, Schedule? Schedule, IReadOnlyDictionary<string, int> Counts, RunShown? LastRun, IReadOnlyList<PairShown>? Pairs)
{
    public static DataflowShown Of(Dataflow flow, DataflowCounts? counts, Run? last, Caller caller, bool withPairs) => new(
        flow.Id, flow.Title, flow.Version, new(flow.A.Name, flow.A.SystemId), new(flow.B.Name, flow.B.SystemId), flow.PausedBecause, flow.Schedule, Counted(counts?.All), last is null ? null : RunShown.Of(last, caller),
        !withPairs ? null : [.. flow.Pairs.Select(pair => new PairShown(pair.Id, pair.A.Entity, pair.B.Entity, pair.PausedBecause, Counted(counts?.Pairs.GetValueOrDefault(pair.Id))))]);

    private static Dictionary<string, int> Counted(Counts? counts) => Enum.GetValues<Population>().ToDictionary(one => char.ToLowerInvariant(one.ToString()[0]) + one.ToString()[1..], one => counts?.Of(one) ?? 0);
}

/// <summary>One of the two systems of a dataflow; without <paramref name="System"/> it is not connected.</summary>
internal sealed record SideShown(string Name, string? System);

/// <summary>Two entities that correspond.</summary>
internal sealed record PairShown(string Id, string A, string B, string? PausedBecause, IReadOnlyDictionary<string, int> Counts);
