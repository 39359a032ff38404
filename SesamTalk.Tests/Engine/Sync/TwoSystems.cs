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
using SesamTalk.Tests.Conformance;

namespace SesamTalk.Tests.Engine.Sync;

/// <summary>The whole engine between two systems in memory (or three, in a chain), with a database of its own.</summary>
internal sealed class TwoSystems : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly string? _postgres;
    private readonly ImmutableArray<MemorySystem> _systems;
    private readonly TimeProvider _clock;
    private ServiceProvider _services;

    private readonly Action<IServiceCollection, string> _extend;

    private TwoSystems(TimeProvider clock, IEnumerable<Func<TimeProvider, MemorySystem>> systems, Action<IServiceCollection, string> extend)
    {
        (_clock, _systems, _extend, _postgres) = (clock, [.. systems.Select(make => make(clock))], extend, ChosenStore.Of(_folder.Path));
        _services = Services();
    }

    /// <summary>Where the state is.</summary>
    public string Folder => _folder.Path;

    public MemorySystem A => _systems[0];

    public MemorySystem B => _systems[1];

    public MemorySystem C => _systems[2];

    public SyncMemory Memory => _services.GetRequiredService<SyncMemory>();

    public RunJournal Journal => _services.GetRequiredService<RunJournal>();

    public IDbContextFactory<TalkDb> Databases => _services.GetRequiredService<IDbContextFactory<TalkDb>>();

    public PopulationCounts Populations => _services.GetRequiredService<PopulationCounts>();

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public DataflowStore Dataflows => _services.GetRequiredService<DataflowStore>();

    public static Task<TwoSystems> StartAsync(Dataflow dataflow, Func<TimeProvider, MemorySystem> a, Func<TimeProvider, MemorySystem> b) => StartAsync([dataflow], a, b);

    public static Task<TwoSystems> StartAsync(IEnumerable<Dataflow> dataflows, params IEnumerable<Func<TimeProvider, MemorySystem>> systems) => StartAsync(TimeProvider.System, dataflows, systems);

    public static Task<TwoSystems> StartAsync(TimeProvider clock, IEnumerable<Dataflow> dataflows, params IEnumerable<Func<TimeProvider, MemorySystem>> systems) => StartAsync(clock, dataflows, systems, (_, _) => { });

    /// <summary>The same with services of the test's own in place of the engine's; it is given the folder where the state is.</summary>
    public static async Task<TwoSystems> StartAsync(TimeProvider clock, IEnumerable<Dataflow> dataflows, IEnumerable<Func<TimeProvider, MemorySystem>> systems, Action<IServiceCollection, string> extend)
    {
        var world = new TwoSystems(clock, systems, extend);
        await TalkMigrations.MigrateAsync(world._services);
        foreach (var id in world._systems.Select((_, index) => Id(index)))
            await world.Get<SystemStore>().SaveAsync(new ConnectedSystem { Id = id, Name = id.ToUpperInvariant(), Connector = "memory" }, "test");
        foreach (var dataflow in dataflows) await world.Dataflows.SaveAsync(dataflow, "test", "");
        return world;
    }

    /// <summary>Everything that is only in memory is lost, as when the process ends; the systems and the database stay.</summary>
    public async Task RestartAsync()
    {
        await _services.DisposeAsync();
        _services = Services();
    }

    /// <summary>Somebody edits the definition while the engine stands.</summary>
    public async Task RedefineAsync(Func<Dataflow, Dataflow> change, string? id = null)
    {
        var stored = (await Dataflows.AllAsync()).First(dataflow => id is null || dataflow.Id == id);
        await Dataflows.SaveAsync(change(stored), "test", "");
    }

    public async Task<Run> SyncAsync(RunKind kind = RunKind.Changes, string? dataflow = null, CancellationToken cancellation = default)
    {
        dataflow ??= (await Dataflows.AllAsync(cancellation))[0].Id;
        return await _services.GetRequiredService<SyncRunner>().RunAsync(new SyncRequest(dataflow, kind, RunTrigger.CommandLine), null, cancellation);
    }

    public Task<Run> UndoAsync(Run run, Guid? link = null, string? path = null) =>
        RunAsync(new SyncRequest(run.DataflowId, RunKind.Undo, RunTrigger.Person, "Kari") { Undo = new UndoScope(run.Id, link, path) });

    /// <summary>A run, with what it tells.</summary>
    public async Task<Run> TellingAsync(IProgress<RunProgress> tells) => await _services.GetRequiredService<SyncRunner>().RunAsync(new SyncRequest((await Dataflows.AllAsync())[0].Id, RunKind.Changes, RunTrigger.CommandLine), tells, CancellationToken.None);

    /// <summary>The process ends, something is done to its folder, and another begins.</summary>
    public async Task RestartAsync(Func<string, Task> between)
    {
        await _services.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        await between(Folder);
        _services = Services();
        await TalkMigrations.MigrateAsync(_services);
    }

    public Task<Run> RunAsync(SyncRequest request, CancellationToken cancellation = default) => _services.GetRequiredService<SyncRunner>().RunAsync(request, null, cancellation);

    /// <summary>Runs until two runs in a row write nothing; more rounds than that is a failure of the engine.</summary>
    public async Task<Run> SettleAsync()
    {
        var dataflows = await Dataflows.AllAsync();
        for (var round = 0; round < 8; round++)
        {
            var runs = new List<Run>();
            foreach (var dataflow in dataflows) runs.Add(await SyncAsync(dataflow: dataflow.Id));
            if (runs.TrueForAll(run => run.Counts.Writes + run.Counts.Linked == 0)) return runs[0];
        }

        throw new InvalidOperationException("It does not come to rest.");
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _folder.Dispose();
    }

    private static string Id(int index) => ((char)('a' + index)).ToString();

    private ServiceProvider Services()
    {
        var services = new ServiceCollection();
        services.AddSingleton(_clock);
        services.AddLogging(log => log.SetMinimumLevel(LogLevel.Warning).AddSimpleConsole());
        services.AddSesamTalkEngine();
        services.Configure<StorageOptions>(options => (options.DataFolder, options.Provider, options.Connection) = (_folder.Path, _postgres is null ? "Sqlite" : "Postgres", _postgres));
        services.AddSingleton(new ConnectorKind("memory", "Memory", system => new MemoryConnector(_systems[system.Id[0] - 'a'])));
        _extend(services, Folder);
        return services.BuildServiceProvider();
    }
}
