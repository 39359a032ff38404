using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;
using SesamTalk.Engine.Sync;

namespace SesamTalk.Engine.Simulation;

/// <summary>The whole engine with its systems, its clock and its database; its process can be killed and started again.</summary>
internal sealed class World : IAsyncDisposable
{
    private readonly SimulationDatabase _database = SimulationDatabase.Take();
    private readonly Said _said = new();
    private readonly SafetyPieces _pieces;
    private readonly Random _ids;
    private readonly Identifiers _runIds;
    private readonly List<(DateTimeOffset From, DateTimeOffset To)> _putBack = [];
    private (DateTimeOffset At, SqliteConnection Copy)? _copy;

    private World(Shape shape, long seed, FaultMix mix, SafetyPieces pieces)
    {
        (Shape, Seed, Mix, _pieces, _ids) = (shape, seed, mix, pieces, Chance.Of(seed, "ids"));
        _runIds = new Identifiers(Clock, Chance.Of(seed, "runs"));
        Trace = new Trace(Clock);
        Systems = shape.Systems.Select((system, at) => new SimulatedSystem(
            system.Key, system.Value, Clock, new SystemFaults(mix, Chance.Of(seed, "system faults", at), Clock, Happened), Chance.Of(seed, "pages", at).Next(2, mix[Fault.UnstablePaging] > 0 ? 4 : 12))).ToDictionary(system => system.Id);
    }

    public Shape Shape { get; }

    public long Seed { get; }

    public FaultMix Mix { get; }

    public SimulationClock Clock { get; } = new();

    public Trace Trace { get; }

    public Dictionary<string, SimulatedSystem> Systems { get; }

    public List<RunNote> Runs { get; } = [];

    public Said Said => _said;

    /// <summary>How often each fault happened.</summary>
    public Happened Happened { get; } = new();

    /// <summary>Promises that were seen broken on the way, and not by a check of the evidence.</summary>
    public List<Violation> Broken { get; } = [];

    /// <summary>The moments of the process that is running now.</summary>
    public Moments Moments { get; private set; } = null!;

    /// <summary>What others do at the moments of any process; set by the workload.</summary>
    public Func<Moment, Task> Between { get; set; } = _ => Task.CompletedTask;

    /// <summary>The parts of the process that is running now.</summary>
    public SimulatedProcess Process { get; private set; } = null!;

    public SyncMemory Memory => Process.Memory;

    public DataflowStore Dataflows => Process.Dataflows;

    public IDbContextFactory<TalkDb> Databases => Process.Databases;

    public static async Task<World> StartAsync(Shape shape, long seed, FaultMix mix, SafetyPieces? pieces = null)
    {
        var world = new World(shape, seed, mix, pieces ?? SafetyPieces.All);
        world.Start();
        foreach (var system in world.Systems.Values.Where(_ => !world._pieces.CursorOverlap)) system.Overlap = TimeSpan.Zero;
        foreach (var id in shape.Systems.Keys)
            await world.Process.Systems.SaveAsync(new ConnectedSystem { Id = id, Name = id, Connector = "memory" }, "simulation");
        foreach (var dataflow in shape.Dataflows) await world.Dataflows.SaveAsync(dataflow, "simulation", "");
        world.Moments.Between = moment => world.Between(moment);
        return world;
    }

    /// <summary>One run; a process that is killed in it is started again, and the answer is null.</summary>
    public async Task<RunNote> RunAsync(string dataflowId, RunKind kind, int? killAt = null, IReadOnlyList<Guid>? only = null, UndoScope? undo = null, Guid? plan = null, CancellationToken cancellation = default)
    {
        var (number, from, calls, outer) = (Runs.Count + 1, Clock.GetUtcNow(), Calls, Systems.Values.First().Run);
        var id = _runIds.New();
        Runs.Add(new RunNote(number, id, dataflowId, kind, from, from, null, 0, null) { Only = only });
        Trace.Add($"run {number} of {dataflowId}: {kind}");
        foreach (var system in Systems.Values)
        {
            if (outer == 0) system.Faults.BeginRun();
            system.Run = number;
        }

        var moments = Moments;
        if (killAt is not null) moments.KillAt = moments.Passed + killAt;
        Run? run = null;
        try
        {
            run = await Process.Runner.RunAsync(new SyncRequest(dataflowId, kind, only is null ? RunTrigger.Schedule : RunTrigger.Webhook, RunId: id) { Only = only, Undo = undo, PlanId = plan }, null, cancellation);
        }
        catch (Exception) when (moments.IsDead)
        {
            Happened.Note(Fault.Crash);
            await RestartAsync();
        }
        catch (SimulatedDatabaseException)
        {
            Trace.Add("the database failed so that not even the end of the run could be stored");
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            Trace.Add("cancelled before it began");
        }

        if (!moments.IsDead) moments.KillAt = null;
        foreach (var system in Systems.Values) system.Run = outer;
        return Runs[number - 1] = Ended(new RunNote(number, id, dataflowId, kind, from, Clock.GetUtcNow(), run, Calls - calls, _said.Mistake) { Only = only });
    }

    /// <summary>Ends the process, as a deploy does, and starts another on the same database.</summary>
    public async Task RestartAsync()
    {
        await Process.DisposeAsync();
        Start();
        Moments.Between = moment => Between(moment);
        Trace.Add("a new process");
    }

    /// <summary>Whether the database was put back to before that moment later on.</summary>
    public bool WasPutBack(DateTimeOffset at) => _putBack.Exists(gap => at > gap.From && at <= gap.To);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Process.DisposeAsync();
        if (_copy is var (_, copy)) await copy.DisposeAsync();
        _database.Dispose();
    }

    /// <summary>Keeps a copy of the database as it is.</summary>
    public void CopyDatabase() => _copy = (Clock.GetUtcNow(), _database.Copy());

    /// <summary>Puts the database back to the copy, where there is one, with another process on it.</summary>
    public async Task PutDatabaseBackAsync()
    {
        if (_copy is not var (at, copy)) return;
        await Process.DisposeAsync();
        _database.Restore(copy);
        _putBack.Add((at, Clock.GetUtcNow()));
        Happened.Note(Fault.PutBack);
        Start();
        Moments.Between = moment => Between(moment);
        Trace.Add("the database is put back to an earlier copy");
    }

    private int Calls => Systems.Values.Sum(system => system.Calls);

    private RunNote Ended(RunNote note)
    {
        _said.Mistake = null;
        Trace.Add(note.Run is { } run ? $"run {note.Number} ended {run.Outcome}: {run.Counts.Writes} writes, {run.Counts.Linked} linked, {run.Counts.Conflicts} conflicts; {run.Reason}" : $"run {note.Number} did not end");
        return note;
    }

    private void Start()
    {
        var moments = Moments = new Moments(Trace, Moments?.Passed ?? 0);
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(Clock);
        services.AddLogging(log => log.AddProvider(_said));
        services.AddSesamTalkEngine();
        services.AddSingleton(_ => new Identifiers(Clock, _ids));
        services.AddSingleton(_database.For(moments));
        services.AddSingleton(_pieces);
        // In every second world a run holds next to nothing of what is new, and sets the rest aside.
        if (Chance.Of(Seed, "set aside") is var chance && chance.Happens(0.5)) services.Configure<SyncOptions>(options => options.MostNew = chance.Next(1, 4));
        services.AddSingleton(new ConnectorKind("memory", "Simulated", system => SimulatedManyDoor.Of(new SimulatedDoor(Systems[system.Id], moments, Trace, Clock), Seed, system.Id)));
        Process = new SimulatedProcess(services.BuildServiceProvider());
    }
}
