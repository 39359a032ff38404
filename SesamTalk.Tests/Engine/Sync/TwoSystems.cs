using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SesamTalk.Engine;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Connectors.Memory;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;
using SesamTalk.Engine.Sync;

namespace SesamTalk.Tests.Engine.Sync;

/// <summary>The whole engine between two systems in memory, with a database of its own.</summary>
internal sealed class TwoSystems : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly ServiceProvider _services;

    private TwoSystems(TimeProvider clock, Func<TimeProvider, MemorySystem> a, Func<TimeProvider, MemorySystem> b)
    {
        (A, B) = (a(clock), b(clock));
        var services = new ServiceCollection();
        services.AddSingleton(clock);
        services.AddLogging(log => log.SetMinimumLevel(LogLevel.Warning).AddSimpleConsole());
        services.AddSesamTalkEngine();
        services.Configure<StorageOptions>(options => options.DataFolder = _folder.Path);
        services.AddSingleton(new ConnectorKind("memory", "Memory", system => new MemoryConnector(system.Id == "a" ? A : B)));
        _services = services.BuildServiceProvider();
    }

    public MemorySystem A { get; }

    public MemorySystem B { get; }

    public SyncMemory Memory => _services.GetRequiredService<SyncMemory>();

    public RunJournal Journal => _services.GetRequiredService<RunJournal>();

    public IDbContextFactory<TalkDb> Databases => _services.GetRequiredService<IDbContextFactory<TalkDb>>();

    public PopulationCounts Populations => _services.GetRequiredService<PopulationCounts>();

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public DataflowStore Dataflows => _services.GetRequiredService<DataflowStore>();

    public static async Task<TwoSystems> StartAsync(Dataflow dataflow, Func<TimeProvider, MemorySystem> a, Func<TimeProvider, MemorySystem> b)
    {
        var world = new TwoSystems(TimeProvider.System, a, b);
        await TalkMigrations.MigrateAsync(world._services);
        foreach (var id in new[] { "a", "b" })
            await world._services.GetRequiredService<SystemStore>().SaveAsync(new ConnectedSystem { Id = id, Name = id.ToUpperInvariant(), Connector = "memory" }, "test");
        await world.Dataflows.SaveAsync(dataflow, "test", "");
        return world;
    }

    public async Task<Run> SyncAsync(RunKind kind = RunKind.Changes, string? dataflow = null, CancellationToken cancellation = default)
    {
        dataflow ??= (await Dataflows.AllAsync(cancellation))[0].Id;
        return await _services.GetRequiredService<SyncRunner>().RunAsync(new SyncRequest(dataflow, kind, RunTrigger.CommandLine), null, cancellation);
    }

    /// <summary>Runs until two runs in a row write nothing; more rounds than that is a failure of the engine.</summary>
    public async Task<Run> SettleAsync()
    {
        for (var round = 0; round < 8; round++)
        {
            var run = await SyncAsync();
            if (run.Counts.Writes + run.Counts.Linked == 0) return run;
        }

        throw new InvalidOperationException("It does not come to rest.");
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _folder.Dispose();
    }
}
