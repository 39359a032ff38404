using SesamTalk.Engine.Runs;
using Shouldly;
using Xunit;

namespace SesamTalk.Tests.Scenarios;

/// <summary>
/// People create and edit on both sides by chance while the sandboxes' fault dials are on. Once everything is mended: both sides say the
/// same, every record has one partner and none was made twice, no edit was lost, a further run writes nothing, and the sandboxes' own
/// journals keep the simulator's laws. 20 seeds over two dataflows; 200 in a full run.
/// </summary>
public sealed class SandboxSeedsTests
{
    private static readonly int Seeds = Environment.GetEnvironmentVariable("SESAMTALK_FULL") == "1" ? 100 : 10;
    private static readonly string[] Kinds = ["status", "status", "reply-lost", "half", "html"];

    [Fact]
    public Task The_invariants_hold_through_HTTP_with_faults_of_both_systems() => PlayAsync(SeedStory.Suppliers, _ => Task.CompletedTask);

    [Fact]
    public Task They_hold_for_the_webshop_too_whose_lists_go_on_by_a_link() =>
        PlayAsync(SeedStory.Products, world => world.MakeAsync(FlowWorld.Go, "ProductGroups", new() { ["Code"] = "V", ["Name"] = "Varer", ["StandardSalesAccount"] = 3000 }));

    private static async Task PlayAsync(SeedStory story, Func<FlowWorld, Task> prepare)
    {
        await using var world = await FlowWorld.StartAsync(story.Dataflow);
        await prepare(world);
        var told = new List<Told>();
        for (var seed = 1; seed <= Seeds; seed++) await PlayAsync(world, story, seed, told);
        (await SandboxJournals.ReadAsync(world, story)).ShouldKeepTheLaws(story.Dataflow);
    }

    private static async Task PlayAsync(FlowWorld world, SeedStory story, int seed, List<Told> told)
    {
        var dice = new Random(seed);
        for (var step = 0; step < 8; step++)
        {
            switch (dice.Next(4))
            {
                case 0:
                    told.Add(await CreateAsync(world, dice.Next(2) == 0 ? story.Ours : story.Theirs, $"{900000000 + (seed * 100) + step}"));
                    break;
                case 1 when told.Count > 0:
                    await EditAsync(world, told[dice.Next(told.Count)], dice.Next(2) == 0 ? story.Ours : story.Theirs, $"Navn {seed}-{step} æøå AS");
                    break;
                case 2:
                    await world.ControlAsync(dice.Next(2) == 0 ? story.Ours.System : story.Theirs.System, "faults", new() { ["kind"] = Kinds[dice.Next(Kinds.Length)], ["status"] = dice.Next(2) == 0 ? 503 : 500, ["count"] = dice.Next(1, 4), ["path"] = dice.Next(3) == 0 ? null : "s" });
                    break;
                default:
                    var run = await world.SyncAsync(dice.Next(5) == 0 ? RunKind.Everything : RunKind.Changes);
                    if (run.Outcome is RunOutcome.Interrupted or RunOutcome.Failed) run.Reason.ToString().ShouldNotBeNullOrWhiteSpace($"seed {seed}: a run that ends early says why");
                    run.Reason.ToString().Contains("made a mistake", StringComparison.Ordinal).ShouldBeFalse($"seed {seed}");
                    break;
            }
        }

        foreach (var side in new[] { story.Ours, story.Theirs }) await world.ClearFaultsAsync(side.System);
        await world.SettleAsync();
        (await world.SyncAsync()).Counts.Writes.ShouldBe(0, $"seed {seed}: it is silent");
        var (ours, theirs) = (await StandingAsync(world, story.Ours), await StandingAsync(world, story.Theirs));
        ours.ShouldBe(theirs, $"seed {seed}: both sides say the same");
        ours.ShouldBe(told.Select(one => $"{one.Key} {one.Name}").Order().ToList(), $"seed {seed}: every record is there once, with the last edit");
    }

    private static async Task<List<string>> StandingAsync(FlowWorld world, SeedSide side) =>
        (await world.RecordsAsync(side.System, side.Entity)).Select(one => $"{FlowWorld.At(one, side.Key)} {FlowWorld.At(one, side.Name)}").Order().ToList();

    private static async Task<Told> CreateAsync(FlowWorld world, SeedSide side, string key)
    {
        var told = new Told(key) { Name = $"Oppføring {key} AS" };
        await world.MakeAsync(side.System, side.Entity, new() { [side.Name] = told.Name, [side.Key] = key });
        return told;
    }

    // Two edits of one name on both sides between two runs are a conflict for a person; this story has none, so the earlier edit must be across first.
    private static async Task EditAsync(FlowWorld world, Told told, SeedSide side, string name)
    {
        if ((await world.RecordsAsync(side.System, side.Entity)).Find(one => FlowWorld.At(one, side.Key) == told.Key) is not { } held || FlowWorld.At(held, side.Name) != told.Name) return;
        await world.ChangeAsync(side.System, side.Entity, FlowWorld.At(held, side.Id), new() { [side.Name] = name });
        told.Name = name;
    }

    private sealed class Told(string key)
    {
        public string Key => key;

        public required string Name { get; set; }
    }
}
