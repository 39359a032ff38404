using SesamTalk.Engine.Runs;

namespace SesamTalk.Web.Cli.Bench;

/// <summary>One kind of work, done by the engine and by its floor on worlds made alike.</summary>
/// <param name="Name">As it is asked for.</param>
/// <param name="What">For a person.</param>
/// <param name="Target">The most that the engine may take, in floors; null where only the time is told.</param>
/// <param name="InB">The share of the records that B has before, 0 or 1.</param>
/// <param name="Prepare">What comes before, unmeasured.</param>
/// <param name="Floor">The floor's work; null where there is none to compare with.</param>
/// <param name="Engine">The engine's.</param>
internal sealed record BenchCase(
    string Name, string What, double? Target, int InB, Func<BenchStage, Task> Prepare, Func<BenchStage, Task>? Floor, Func<BenchStage, Task> Engine)
{
    private const int Conflicts = 1_000;

    /// <summary>All of them, in the order of the table.</summary>
    public static IReadOnlyList<BenchCase> All { get; } =
    [
        new("initial", "first sync, B empty", 1.6, 0, _ => Task.CompletedTask, stage => stage.Floor.InitialAsync(stage.Stop), async stage => Expect((await stage.SyncAsync()).Counts.CreatedB, stage.Records)),
        new("match", "first sync, both full, two merge keys", null, 1, _ => Task.CompletedTask, stage => stage.Floor.MatchAsync(stage.Stop), async stage => Expect((await stage.SyncAsync()).Counts.Linked, stage.Records)),
        new("plan", "plan and preview of a first sync", null, 0, _ => Task.CompletedTask, null, async stage => Expect((await stage.Scene.PlannedAsync(await stage.SyncAsync(RunKind.DryRun), stage.Stop)), stage.Records)),
        new("quiet", "nothing changed, by cursor", 10, 1, SyncedAsync, stage => stage.Floor.DeltaAsync(stage.Stop), async stage => Expect((await stage.SyncAsync()).Counts.Writes, 0)),
        new("scan", "nothing changed, everything read", 1.5, 1, SyncedAsync, stage => stage.Floor.ScanAsync(stage.Stop), async stage => Expect((await stage.SyncAsync(RunKind.Everything)).Counts.Writes, 0)),
        new("changes", "1 % edited in A and 1 % in B", 2, 1, EditedAsync, stage => stage.Floor.ChangesAsync(stage.Since, stage.Stop), async stage => Expect((await stage.SyncAsync()).Counts.Writes, stage.Records / 100 * 2)),
        new("conflicts", "1,000 records edited on both sides", 3, 1, ClashedAsync, stage => stage.Floor.ConflictsAsync(stage.Since, stage.Stop), async stage => Expect((await stage.SyncAsync()).Counts.Conflicts, Math.Min(Conflicts, stage.Records))),
    ];

    private static Task<Run> SyncedAsync(BenchStage stage) => stage.SyncAsync();

    private static async Task EditedAsync(BenchStage stage)
    {
        await stage.SyncAsync();
        stage.Mark();
        var share = stage.Records / 100;
        await BenchScene.EditAsync(stage.Scene.A, "phone", "+47 33", 0, share, stage.Stop);
        await BenchScene.EditAsync(stage.Scene.B, "city", "Ålesund ", share, share, stage.Stop);
    }

    private static async Task ClashedAsync(BenchStage stage)
    {
        await stage.SyncAsync();
        stage.Mark();
        await BenchScene.EditAsync(stage.Scene.A, "city", "Bergen ", 0, Math.Min(Conflicts, stage.Records), stage.Stop);
        await BenchScene.EditAsync(stage.Scene.B, "city", "Tromsø ", 0, Math.Min(Conflicts, stage.Records), stage.Stop);
    }

    private static void Expect(int done, int wanted)
    {
        if (done != wanted) throw new InvalidDataException($"The measurement is worth nothing: {done} instead of {wanted}.");
    }
}

/// <summary>One measurement's world.</summary>
internal sealed record BenchStage(BenchScene Scene, int Records, CancellationToken Stop)
{
    public BenchFloor Floor { get; } = new(Scene);

    /// <summary>Before the edits, as the databases write moments.</summary>
    public string Since { get; private set; } = "";

    public void Mark() => Since = DateTime.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture);

    public Task<Run> SyncAsync(RunKind kind = RunKind.Changes) => Scene.SyncAsync(kind, Stop);
}
