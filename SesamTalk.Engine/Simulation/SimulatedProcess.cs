using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SesamTalk.Engine.Storage;
using SesamTalk.Engine.Sync;

namespace SesamTalk.Engine.Simulation;

/// <summary>One simulated process: its container, and those parts of it that the simulation talks to. Each is asked for once: a container that is asked twice compiles itself.</summary>
internal sealed class SimulatedProcess(ServiceProvider container) : IAsyncDisposable
{
    public SyncRunner Runner { get; } = container.GetRequiredService<SyncRunner>();

    public SyncMemory Memory { get; } = container.GetRequiredService<SyncMemory>();

    public PlanStore Plans { get; } = container.GetRequiredService<PlanStore>();

    public DriftAudit Drift { get; } = container.GetRequiredService<DriftAudit>();

    public DecisionVerbs Decisions { get; } = container.GetRequiredService<DecisionVerbs>();

    public DataflowStore Dataflows { get; } = container.GetRequiredService<DataflowStore>();

    public SystemStore Systems { get; } = container.GetRequiredService<SystemStore>();

    public SystemMemory Known { get; } = container.GetRequiredService<SystemMemory>();

    public IDbContextFactory<TalkDb> Databases { get; } = container.GetRequiredService<IDbContextFactory<TalkDb>>();

    /// <summary>Ends it.</summary>
    public ValueTask DisposeAsync() => container.DisposeAsync();
}
