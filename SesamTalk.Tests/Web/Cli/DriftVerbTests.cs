using System.Text.Json.Nodes;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Connectors.Memory;
using SesamTalk.Engine.Runs;
using SesamTalk.Tests.Engine.Sync;
using SesamTalk.Web.Cli;
using Shouldly;

namespace SesamTalk.Tests.Web.Cli;

/// <summary>The engine's own look at everything, on the command line.</summary>
public sealed class DriftVerbTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public async Task What_no_run_has_seen_is_listed_with_both_values_until_a_run_over_everything_puts_it_right()
    {
        await using var story = await ConflictStory.StartAsync();
        (await SayAsync(story.World, 0, "drift", "shop")).Trim().ShouldBe("shop: 1 links in sync compared, 0 differ.");
        story.EditB("Bodø");
        var acts = (story.World.A.Journal.Count, story.World.B.Journal.Count);

        var said = await SayAsync(story.World, 1, "drift");

        said.ShouldContain("shop: 1 links in sync compared, 1 differ.");
        said.ShouldContain($"customers {story.IdA} = {story.IdB} ({story.LinkId}): address.city~city is “Ålesund” and “Bodø”");
        said.ShouldContain("sync shop --everything");
        (story.World.A.Journal.Count, story.World.B.Journal.Count).ShouldBe(acts);
        var one = JsonNode.Parse(await SayAsync(story.World, 1, "drift", "shop", "--json"))!["dataflows"]![0]!["drifted"]![0]!;
        (one["id"]!.ToString(), one["properties"]![0]!["b"]!.ToString(), one["isGoneA"]!.GetValue<bool>()).ShouldBe((story.LinkId.ToString(), "Bodø", false));
        await story.World.SyncAsync(RunKind.Everything);
        await SayAsync(story.World, 0, "drift");
    }

    [Fact]
    public async Task A_record_that_is_gone_a_system_that_is_away_and_a_dataflow_that_is_none_are_said()
    {
        await using var story = await ConflictStory.StartAsync();
        story.World.A.Delete("Customers", story.IdA);
        (await SayAsync(story.World, 1, "drift")).ShouldContain("gone in A");
        story.World.B.Trouble = call => call.Verb == MemoryVerb.ReadChanges ? new MemoryTrouble(new ConnectorError.Unreachable("Away.")) : null;
        var away = await SayAsync(story.World, 1, "drift");
        away.ShouldContain("shop: could not be compared.");
        away.ShouldContain("Away.");
        (await SayAsync(story.World, 2, "drift", "none")).ShouldContain("There is no dataflow 'none'");
    }

    public void Dispose() => _folder.Dispose();

    private async Task<string> SayAsync(TwoSystems world, int exit, params string[] args)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var doors = TestDoors.Shut with
        {
            Folder = _ => _folder.Path,
            Open = (folder, _, _) => Task.FromResult<IInstallation>(new OwnInstallation(world.Get<IServiceProvider>(), () =>
            {
                folder.Dispose();
                return ValueTask.CompletedTask;
            })),
        };
        (await TalkCommand.RunAsync(args, doors, output, error)).ShouldBe(exit, string.Join(' ', args) + ": " + error);
        return exit == 2 ? error.ToString() : output.ToString();
    }
}
