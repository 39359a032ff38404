using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SesamTalk.Engine.Checklists.Verify;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Connectors.Memory;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Simulation;
using SesamTalk.Engine.Storage;
using SesamTalk.Engine.Sync;

namespace SesamTalk.Engine.Checklists.Planted;

/// <summary>The whole engine between two systems in memory, with a bug planted somewhere; its process can be killed and started again.</summary>
internal sealed class Trial : IAsyncDisposable
{
    private readonly SimulationDatabase _database = SimulationDatabase.Take();
    private readonly PlantedBug? _bug;
    private readonly Random _ids = Chance.Of(1, "trial");
    private ServiceProvider _services;

    private Trial(PlantedBug? bug)
    {
        _bug = bug;
        (A, B) = (TrialFlow.SystemA(Clock), TrialFlow.SystemB(Clock));
        (Moments, _services) = Process(0);
    }

    public SimulationClock Clock { get; } = new();

    public MemorySystem A { get; }

    public MemorySystem B { get; }

    /// <summary>The moments of the process that is running now.</summary>
    public Moments Moments { get; private set; }

    public IDbContextFactory<TalkDb> Databases => Get<IDbContextFactory<TalkDb>>();

    /// <summary>A trial with some customers that are in sync already; a mapping's bug comes after the round is made, another is there from the beginning.</summary>
    public static async Task<Trial> StartAsync(PlantedBug? bug = null, Dataflow? dataflow = null)
    {
        var trial = new Trial(bug);
        foreach (var id in new[] { "a", "b" })
            await trial.Get<SystemStore>().SaveAsync(new ConnectedSystem { Id = id, Name = id == "a" ? "Shop" : "Ledger", Connector = "memory", Environment = SystemEnvironment.Test }, "trial");
        await trial.Get<DataflowStore>().SaveAsync(dataflow ?? TrialFlow.Dataflow, "trial", "");
        // Records of others, so that the same record has not the same id in both.
        for (var at = 0; at < 7; at++) trial.B.Insert("People", [new("label", $"Staff {at}"), new("kind", "staff")]);
        return trial;
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>The lines as the definition has them before anything is planted in it.</summary>
    public async Task<ImmutableArray<ChecklistLine>> LinesAsync()
    {
        var dataflow = (await Get<DataflowStore>().FindAsync(TrialFlow.Id))!;
        return Checklist.Of(dataflow, A.Description, B.Description);
    }

    /// <summary>Proves lines, with the bug in its place.</summary>
    public async Task<ProofReport> ProveAsync(IReadOnlyList<ChecklistLine> lines, CancellationToken cancellation = default)
    {
        if (_bug?.Mapping is { } change) await Get<DataflowStore>().SaveAsync(change((await Get<DataflowStore>().FindAsync(TrialFlow.Id, cancellation))!), "trial", "planted", cancellation);
        _bug?.System?.Invoke(B);
        return await Get<Verifier>().VerifyAsync(new Verify.ProofRequest(lines, "trial"), null, cancellation);
    }

    public Task<Run> SyncAsync() => Get<SyncRunner>().RunAsync(new SyncRequest(TrialFlow.Id, RunKind.Changes, RunTrigger.CommandLine), null, CancellationToken.None);

    /// <summary>Ends the process, and starts another on the same database.</summary>
    public async Task RestartAsync()
    {
        await _services.DisposeAsync();
        (Moments, _services) = Process(Moments.Passed);
        // As the owner of a data folder does at its start: nobody else can be working.
        await Get<Leases>().ForgetAllAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _database.Dispose();
    }

    private (Moments Moments, ServiceProvider Services) Process(int passed)
    {
        var moments = new Moments(new Trace(Clock), passed);
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(Clock);
        services.AddLogging();
        services.AddSesamTalkEngine();
        services.AddSingleton(_ => new Identifiers(Clock, _ids));
        services.AddSingleton(_database.For(moments));
        services.AddSingleton(new ConnectorKind("memory", "Planted", system => new PlantedDoor(new MemoryConnector(system.Id == "a" ? A : B), (system.Id == "a" ? _bug?.InA : _bug?.InB) ?? Bug.None, moments, (A, B))));
        return (moments, services.BuildServiceProvider());
    }
}
