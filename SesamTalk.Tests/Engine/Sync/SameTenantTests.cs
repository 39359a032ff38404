using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Simulation;
using SesamTalk.Engine.Storage;
using Shouldly;
using Xunit;

namespace SesamTalk.Tests.Engine.Sync;

/// <summary>The same address and keys can open another client's data one day: a wrong database, a token of another company.</summary>
public sealed class SameTenantTests
{
    [Theory]
    [InlineData(RunKind.Changes)]
    [InlineData(RunKind.Everything)]
    [InlineData(RunKind.DryRun)]
    public async Task A_system_that_answers_as_another_than_before_is_neither_read_nor_written_to(RunKind kind)
    {
        await using var world = await AgreedAsync();
        var b = world.Systems["b"];
        world.Systems["a"].Memory.Insert("Customers", [new("Name", "two"), new("Email", "two@x.example")]);
        var (calls, links) = (b.Calls, await LinksAsync(world));
        b.IsSwapped = true;
        var run = (await world.RunAsync("flow", kind)).Run!;
        (run.Outcome, run.Reason.Code, run.Counts.Writes, b.Calls).ShouldBe((RunOutcome.Failed, ReasonCodes.OtherTenant, 0, calls));
        run.Reason.In("en").ShouldBe("b answers as another tenant, and was b before. Nothing was read or written. If this is meant, confirm it: system confirm b");
        run.Reason.In("nb").ShouldContain("b svarer som another tenant");
        (await LinksAsync(world)).ShouldBe(links);

        b.IsSwapped = false;
        var after = (await world.RunAsync("flow", RunKind.Everything)).Run!;
        (after.Outcome, after.Counts.CreatedB, after.Counts.DeletedA).ShouldBe((RunOutcome.Done, 1, 0));
    }

    [Fact]
    public async Task Once_a_person_confirmed_the_other_it_is_the_one_that_is_meant()
    {
        await using var world = await AgreedAsync();
        world.Systems["b"].IsSwapped = true;
        await world.Process.Known.ConfirmAsync("b", new StoredIdentity(world.Clock.GetUtcNow(), world.Systems["b"].Identity), "Kari");
        (await world.RunAsync("flow", RunKind.DryRun)).Run!.Outcome.ShouldNotBe(RunOutcome.Failed);
        world.Systems["b"].IsSwapped = false;
        (await world.RunAsync("flow", RunKind.Changes)).Run!.Reason.Code.ShouldBe(ReasonCodes.OtherTenant, "now the former one is the stranger");
    }

    [Fact]
    public async Task A_preview_before_the_first_run_remembers_nobody_and_a_restart_forgets_nobody()
    {
        await using var world = await World.StartAsync(Shapes.Two[0], 1, FaultMix.None);
        await world.RunAsync("flow", RunKind.DryRun);
        (await world.Process.Known.IdentityAsync("b")).ShouldBeNull();
        await world.RunAsync("flow", RunKind.Changes);
        await world.RestartAsync();
        (await world.Process.Known.IdentityAsync("b"))!.Identity.ShouldBe(new SystemIdentity("b", "b"));
    }

    private static async Task<World> AgreedAsync()
    {
        var world = await World.StartAsync(Shapes.Two[0], 1, FaultMix.None);
        world.Systems["a"].Memory.Insert("Customers", [new("Name", "one"), new("Email", "one@x.example")]);
        await new Story(world).RestAsync(RunKind.Changes);
        return world;
    }

    private static async Task<string> LinksAsync(World world)
    {
        var links = new List<string>();
        await foreach (var link in world.Memory.AllLinksAsync("flow", "customers")) links.Add($"{link.Id} {link.State} {link.ChangedAt:O}");
        return string.Join('\n', links);
    }
}
