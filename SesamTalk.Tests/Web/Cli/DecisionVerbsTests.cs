using System.Text.Json.Nodes;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using SesamTalk.Tests.Engine.Sync;
using SesamTalk.Web.Cli;
using Shouldly;

namespace SesamTalk.Tests.Web.Cli;

/// <summary>Conflicts, deletes and links on the command line: the same verbs of the engine as the pages', and carried out by the next run.</summary>
public sealed class DecisionVerbsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public async Task A_conflict_is_listed_shown_and_decided_by_a_value_of_ones_own()
    {
        await using var story = await ConflictStory.StartAsync();
        var conflict = await story.ClashAsync("Bergen", "Tromsø");
        var world = story.World;
        (await SayAsync(world, 0, "conflicts", "list")).ShouldContain(conflict.Id.ToString());
        (await SayAsync(world, 0, "conflicts", "list", "other")).ShouldContain("Nothing waits");
        var shown = JsonNode.Parse(await SayAsync(world, 0, "conflicts", "show", conflict.Id.ToString(), "--json"))!;
        (shown["kind"]!.ToString(), shown["a"]!.ToString(), shown["b"]!.ToString(), shown["base"]!.ToString()).ShouldBe(("bothChanged", "Bergen", "Tromsø", "Ålesund"));
        (await SayAsync(world, 2, "conflicts", "decide", conflict.Id.ToString(), "delete")).ShouldContain("is no answer to this question");
        (await SayAsync(world, 2, "conflicts", "decide", Guid.Empty.ToString(), "a")).ShouldContain("There is no conflict");
        (await SayAsync(world, 0, "conflicts", "decide", conflict.Id.ToString(), "own", "--a", "Molde")).ShouldContain("the next run carries it out");
        (await SayAsync(world, 1, "conflicts", "decide", conflict.Id.ToString(), "b")).ShouldContain("has decided this already: a value of their own");
        await world.SettleAsync();
        story.Cities.ShouldBe(("Molde", "Molde"));
        (await SayAsync(world, 1, "conflicts", "decide", conflict.Id.ToString(), "a")).ShouldContain("settled already");
    }

    [Fact]
    public async Task A_link_is_shown_paused_resumed_and_taken_apart_and_its_record_linked_again()
    {
        await using var story = await ConflictStory.StartAsync();
        var (world, link, record) = (story.World, story.LinkId.ToString(), $"shop/Customers:{story.IdA}");
        (await SayAsync(world, 0, "link", "show", record)).ShouldContain(link);
        JsonNode.Parse(await SayAsync(world, 0, "link", "show", link, "--json"))!["state"]!.ToString().ShouldBe("inSync");
        (await SayAsync(world, 0, "links", "list")).ShouldContain($"{link}  shop  customers  ");
        (await SayAsync(world, 0, "link", "list", "shop", "--pair", "customers", "--state", "conflict")).ShouldContain("No links fit");
        JsonNode.Parse(await SayAsync(world, 0, "links", "list", "shop", "--state", "inSync", "--limit", "1", "--json"))!["links"]!.AsArray().Single()!["id"]!.ToString().ShouldBe(link);
        foreach (var (args, why) in new (string[], string)[] { (["links", "list", "other"], "There are: shop"), (["links", "list", "shop", "--pair", "x"], "has no pair 'x'"), (["links", "list", "--pair", "x"], "needs its DATAFLOW"), (["links", "list", "--state", "lost"], "one of inSync, waiting"), (["links", "list", "--limit", "0"], "from 1 to") })
            (await SayAsync(world, 2, args)).ShouldContain(why);
        await SayAsync(world, 0, "link", "pause", record, "--because", "year end");
        story.EditA("Bergen");
        await world.SyncAsync();
        story.Cities.ShouldBe(("Bergen", "Ålesund"));
        (await SayAsync(world, 1, "link", "retry", link)).ShouldContain("Nothing was changed");
        await SayAsync(world, 0, "link", "resume", link);
        await world.SettleAsync();
        story.Cities.ShouldBe(("Bergen", "Bergen"));
        await SayAsync(world, 0, "link", "unlink", record);
        await world.SyncAsync();
        (await SayAsync(world, 0, "link", "show", record)).ShouldContain("Unlinked");
        (await SayAsync(world, 2, "link", "unlink", record)).ShouldContain("has no partner");
        (await SayAsync(world, 0, "link", "relink", record, story.IdB.Text)).ShouldContain("the next run");
        await world.SyncAsync();
        (await world.Memory.LinksAsync("shop", "customers", Side.A, [story.IdA])).Values.ShouldHaveSingleItem().Origin.ShouldBe(LinkOrigin.ByPerson);
        (await SayAsync(world, 2, "link", "show", "shop/Customers:none")).ShouldContain("no record that a run has seen");
    }

    [Theory]
    [InlineData("approve", 0)]
    [InlineData("reject", 1)]
    public async Task A_delete_that_waits_is_listed_and_approved_or_rejected(string act, int left)
    {
        await using var story = await ConflictStory.StartAsync();
        var world = story.World;
        (await SayAsync(world, 0, "deletes", "list")).ShouldContain("No delete waits");
        world.A.Delete("Customers", story.IdA);
        await world.SyncAsync(RunKind.Everything);
        (await SayAsync(world, 0, "deletes", "list", "shop")).ShouldContain(story.LinkId.ToString());
        await SayAsync(world, 0, "deletes", act, story.LinkId.ToString());
        await world.SyncAsync(RunKind.Everything);
        (world.B.Records("People").Count, JsonNode.Parse(await SayAsync(world, 0, "deletes", "list", "--json"))!["deletes"]!.AsArray().Count).ShouldBe((left, 0));
        (await SayAsync(world, 1, "deletes", act, story.LinkId.ToString())).ShouldContain("does not wait any more");
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
        return exit == 0 ? output.ToString() : error.ToString();
    }
}
