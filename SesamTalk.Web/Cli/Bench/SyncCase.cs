using SesamTalk.Engine.Runs;

namespace SesamTalk.Web.Cli.Bench;

/// <summary>Runs between two databases, by the engine and by its floor on worlds made alike.</summary>
internal sealed class SyncCase(string name, string what) : BenchCase(name, what)
{
    private const string Searched = "against the floor with the rows that search needs";

    /// <summary>The kinds of run, in the order of the table.</summary>
    public static IReadOnlyList<SyncCase> Each { get; } =
    [
        new("initial", "first sync, B empty: everything is read, created in B and remembered")
        {
            Most = 1.6, Floor = (floor, stage) => floor.InitialAsync(stage.Stop), Besides = Searched, IsBulk = true,
            Engine = async stage => Expect((await stage.SyncAsync()).Counts.CreatedB, stage.Records),
        },
        new("match", "first sync of two full sides, joined by two merge keys")
        {
            InB = 1, Floor = (floor, stage) => floor.MatchAsync(stage.Stop), Besides = Searched, IsBulk = true,
            Engine = async stage => Expect((await stage.SyncAsync()).Counts.Linked, stage.Records),
        },
        new("plan", "plan and preview of a first sync: nothing is written but the plan")
        {
            Engine = async stage => Expect(await stage.Scene.PlannedAsync(await stage.SyncAsync(RunKind.DryRun), stage.Stop), stage.Records),
        },
        new("quiet", "nothing changed, by change cursor")
        {
            Most = 10, InB = 1, Prepare = stage => stage.SettleAsync(), Floor = (floor, stage) => floor.DeltaAsync(stage.Stop),
            Engine = async stage => Expect((await stage.SyncAsync()).Counts.Writes, 0),
        },
        new("scan", "nothing changed, both sides read whole against what is remembered")
        {
            Most = 1.5, InB = 1, Prepare = stage => stage.SettleAsync(), Floor = (floor, stage) => floor.ScanAsync(stage.Stop),
            Engine = async stage => Expect((await stage.SyncAsync(RunKind.Everything)).Counts.Writes, 0),
        },
        new("changes", "1 % edited in A and 1 % in B, by change cursor")
        {
            Most = 2, InB = 1, Floor = (floor, stage) => floor.ChangesAsync(stage.Since, stage.Stop), Besides = Searched, IsBulk = true,
            Prepare = async stage =>
            {
                await stage.SettleAsync();
                await stage.EditAsync();
            },
            Engine = async stage => Expect((await stage.SyncAsync()).Counts.Writes, stage.Share * 2),
        },
        new("conflicts", "1,000 records edited on both sides: a question stored for each")
        {
            Most = 3, InB = 1, Floor = (floor, stage) => floor.ConflictsAsync(stage.Since, stage.Stop), IsBulk = true, Besides = "against the floor with each question's history and link",
            Prepare = async stage =>
            {
                await stage.SettleAsync();
                await stage.ClashAsync();
            },
            Engine = async stage => Expect((await stage.SyncAsync()).Counts.Conflicts, stage.Clashing),
        },
    ];

    /// <summary>The engine's work.</summary>
    public required Func<BenchStage, Task> Engine { get; init; }

    /// <summary>The floor's; null where there is none to compare with.</summary>
    public Func<BenchFloor, BenchStage, Task>? Floor { get; init; }

    /// <summary>What comes before, unmeasured.</summary>
    public Func<BenchStage, Task> Prepare { get; init; } = _ => Task.CompletedTask;

    private double? Most { get; init; }

    /// <summary>The share of the records that B has before, 0 or 1.</summary>
    public int InB { get; init; }

    // What the engine writes besides the rows that the target speaks of; empty where it writes no others.
    private string Besides { get; init; } = "";

    // On a server there is a faster way to write such rows than by commands.
    private bool IsBulk { get; init; }

    public override async Task<IReadOnlyList<BenchLine>> MeasureAsync(BenchAsk ask)
    {
        if (!ask.IsTrial) await OnceAroundAsync(ask.WarmingUp);
        return await OnceAroundAsync(ask);
    }

    /// <summary>A world, made ready for the work.</summary>
    public async Task<BenchStage> StageAsync(BenchAsk ask)
    {
        var stage = new BenchStage(await BenchScene.MakeAsync(ask, ask.Records, InB * ask.Records), ask.Records, ask.Stop);
        await Prepare(stage);
        return stage;
    }

    private async Task<IReadOnlyList<BenchLine>> OnceAroundAsync(BenchAsk ask)
    {
        var (floors, whole, bulk, engines) = (new List<Measured>(), new List<Measured>(), new List<Measured>(), new List<Measured>());
        var onServer = ask.Connection is not null;
        for (var round = 0; round < ask.Rounds; round++)
        {
            if (Floor is not null) floors.Add(await FloorAsync(ask, scene => new BenchFloor(scene)));
            engines.Add(await OnceAsync(ask, Engine));
            if (Besides.Length > 0) whole.Add(await FloorAsync(ask, scene => new BenchFloor(scene, isWhole: true)));
            if (onServer && IsBulk) bulk.Add(await FloorAsync(ask, scene => new BenchFloor(scene, isBulk: true)));
        }

        var line = new BenchLine(Name, "", What, ask.Records, engines) { Floor = floors, MostFloors = Most, Other = whole, OtherName = Besides };
        return bulk.Count == 0 ? [line] : [line, line with { Variant = "by COPY", What = "the same against a floor that writes its state by raw COPY", Floor = bulk, MostFloors = null, Other = [], OtherName = "" }];
    }

    private Task<Measured> FloorAsync(BenchAsk ask, Func<BenchScene, BenchFloor> floor) => OnceAsync(ask, stage => Floor!(floor(stage.Scene), stage));

    private async Task<Measured> OnceAsync(BenchAsk ask, Func<BenchStage, Task> work)
    {
        var stage = await StageAsync(ask);
        await using var scene = stage.Scene;
        return await Measured.OfAsync(() => work(stage));
    }
}
