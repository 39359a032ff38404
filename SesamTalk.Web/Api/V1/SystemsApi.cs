using Microsoft.AspNetCore.Http.HttpResults;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Storage;
using SesamTalk.Engine.Sync;
using SesamTalk.Web.Auth;

namespace SesamTalk.Web.Api.V1;

/// <summary>The connected systems and how their connections stand. Settings and secrets are no part of it.</summary>
internal static class SystemsApi
{
    public static void MapSystems(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/systems", ListAsync).Needs(Act.Look).WithSummary("All systems with how the last test of each went.");
        routes.MapGet("/systems/{id}", ShowAsync).Needs(Act.Look).WithSummary("One system with the steps of its last test.");
        routes.MapPost("/systems/{id}/test", TestAsync).Needs(Act.TestSystems).WithSummary("Tests a connection step by step; nothing is written to the system.");
    }

    private static async Task<Ok<Page<SystemShown>>> ListAsync(SystemStore systems, SystemMemory memory, CancellationToken ct)
    {
        List<SystemShown> shown = [];
        foreach (var system in await systems.AllAsync(ct)) shown.Add(SystemShown.Of(system, await memory.CheckAsync(system.Id, ct)));
        return TypedResults.Ok(new Page<SystemShown>(shown, null));
    }

    private static async Task<Results<Ok<SystemShown>, ProblemHttpResult>> ShowAsync(string id, SystemStore systems, SystemMemory memory, CancellationToken ct) =>
        await systems.FindAsync(id, ct) is { } system ? TypedResults.Ok(SystemShown.Of(system, await memory.CheckAsync(id, ct))) : Problems.NotFound("system", id);

    private static async Task<Results<Ok<SystemShown>, ProblemHttpResult>> TestAsync(string id, SystemStore systems, SystemVerbs verbs, CancellationToken ct) =>
        await systems.FindAsync(id, ct) is { } system ? TypedResults.Ok(SystemShown.Of(system, await verbs.TestAsync(system, ct))) : Problems.NotFound("system", id);
}

/// <summary>A system as the API shows it; <paramref name="IsFine"/> is null where it was never tested.</summary>
internal sealed record SystemShown(string Id, string Name, string Connector, SystemEnvironment Environment, bool? IsFine, DateTimeOffset? TestedAt, IReadOnlyList<StepShown> Steps)
{
    public static SystemShown Of(ConnectedSystem system, StoredCheck? check) => new(
        system.Id, system.Name, system.Connector, system.Environment, check?.IsFine, check?.At, check is null ? [] : [.. check.Steps.Select(step => new StepShown(step.Name, step.IsFine, step.Message.ToString(), step.Took.TotalMilliseconds))]);
}

/// <summary>One step of a connection test.</summary>
internal sealed record StepShown(string Name, bool IsFine, string Message, double Milliseconds);
