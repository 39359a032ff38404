using System.Text.Json.Nodes;
using SesamTalk.Engine.Runs;
using Shouldly;
using Xunit;

namespace SesamTalk.Tests.Scenarios;

/// <summary>
/// People create and edit on both sides by chance while the sandboxes' fault dials are on. Once everything is mended: both sides say the
/// same, every record has one partner and none was made twice, no edit was lost, and a further run writes nothing.
/// </summary>
public sealed class SandboxSeedsTests
{
    private const string Go = FlowWorld.Go, OpenSesam = "opensesam";
    private static readonly int Seeds = Environment.GetEnvironmentVariable("SESAMTALK_FULL") == "1" ? 200 : 20;
    private static readonly string[] Kinds = ["status", "status", "reply-lost", "half", "html"];

    [Fact]
    public async Task The_invariants_hold_through_HTTP_with_faults_of_both_systems()
    {
        await using var world = await FlowWorld.StartAsync("poweroffice-opensesam");
        var suppliers = new List<Story>();
        for (var seed = 1; seed <= Seeds; seed++) await PlayAsync(world, seed, suppliers);
    }

    private static async Task PlayAsync(FlowWorld world, int seed, List<Story> suppliers)
    {
        var dice = new Random(seed);
        for (var step = 0; step < 8; step++)
        {
            switch (dice.Next(4))
            {
                case 0:
                    suppliers.Add(await CreateAsync(world, dice.Next(2) == 0, 900000000 + (seed * 100) + step));
                    break;
                case 1 when suppliers.Count > 0:
                    await EditAsync(world, suppliers[dice.Next(suppliers.Count)], dice.Next(2) == 0, $"Navn {seed}-{step} æøå AS");
                    break;
                case 2:
                    await world.ControlAsync(dice.Next(2) == 0 ? Go : OpenSesam, "faults", new() { ["kind"] = Kinds[dice.Next(Kinds.Length)], ["status"] = dice.Next(2) == 0 ? 503 : 500, ["count"] = dice.Next(1, 4), ["path"] = dice.Next(3) == 0 ? null : "s" });
                    break;
                default:
                    var run = await world.SyncAsync(dice.Next(5) == 0 ? RunKind.Everything : RunKind.Changes);
                    if (run.Outcome is RunOutcome.Interrupted or RunOutcome.Failed) run.Reason.ToString().ShouldNotBeNullOrWhiteSpace($"seed {seed}: a run that ends early says why");
                    run.Reason.ToString().Contains("made a mistake", StringComparison.Ordinal).ShouldBeFalse($"seed {seed}");
                    break;
            }
        }

        foreach (var system in new[] { Go, OpenSesam }) await world.ClearFaultsAsync(system);
        await world.SettleAsync();
        (await world.SyncAsync()).Counts.Writes.ShouldBe(0, $"seed {seed}: it is silent");
        var ours = (await world.RecordsAsync(Go, "Suppliers")).Select(one => $"{FlowWorld.At(one, "OrganizationNumber")} {FlowWorld.At(one, "Name")}").Order().ToList();
        var theirs = (await world.RecordsAsync(OpenSesam, "organisations")).Select(one => $"{FlowWorld.At(one, "organisation_number")} {FlowWorld.At(one, "name")}").Order().ToList();
        ours.ShouldBe(theirs, $"seed {seed}: both sides say the same");
        ours.ShouldBe(suppliers.Select(one => $"{one.Number} {one.Name}").Order().ToList(), $"seed {seed}: every record is there once, with the last edit");
    }

    private static async Task<Story> CreateAsync(FlowWorld world, bool inGo, int number)
    {
        var story = new Story($"{number}") { Name = $"Leverandør {number} AS" };
        if (inGo) await world.MakeAsync(Go, "Suppliers", new() { ["Name"] = story.Name, ["OrganizationNumber"] = story.Number });
        else await world.MakeAsync(OpenSesam, "organisations", new() { ["name"] = story.Name, ["organisation_number"] = story.Number });
        return story;
    }

    // Two edits of one name on both sides between two runs are a conflict for a person; this story has none, so the earlier edit must be across first.
    private static async Task EditAsync(FlowWorld world, Story story, bool inGo, string name)
    {
        var (system, entity, key, path) = inGo ? (Go, "Suppliers", "OrganizationNumber", "Name") : (OpenSesam, "organisations", "organisation_number", "name");
        if ((await world.RecordsAsync(system, entity)).Find(one => FlowWorld.At(one, key) == story.Number) is not { } held || FlowWorld.At(held, path) != story.Name) return;
        await world.ChangeAsync(system, entity, FlowWorld.At(held, inGo ? "Id" : "id"), new() { [path] = name });
        story.Name = name;
    }

    private sealed class Story(string number)
    {
        public string Number => number;

        public required string Name { get; set; }
    }
}
