using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Simulation;
using SesamTalk.Engine.Simulation.Checks;
using Shouldly;
using Xunit;

namespace SesamTalk.Tests.Simulation;

/// <summary>Checks can fail: a journal in which something is made up breaks just the promise that looks at it. What a taken-out safety piece breaks is seen in the mutation check.</summary>
public sealed class BrokenJournalTests
{
    [Theory]
    [InlineData("I9", "its cause is another value")]
    [InlineData("I12", "it was deleted and made again")]
    [InlineData("I18", "the run was to look at another link")]
    [InlineData("I22", "a run that calls without end")]
    [InlineData("I22", "a run that stopped by a mistake")]
    [InlineData("I23", "a conflict that was open all the time")]
    [InlineData("I24", "a system that was asked too early")]
    [InlineData("I26", "an entry that was never written")]
    [InlineData("I29", "a value in a log line")]
    [InlineData("I30", "a link that nobody named")]
    public async Task A_made_up_journal_breaks_the_promise_that_looks_at_it(string id, string what)
    {
        await using var world = await AgreedAsync();
        (await BrokenAsync(world)).ShouldBeEmpty();
        await BreakAsync(world, what);
        (await BrokenAsync(world)).ShouldContain(violation => violation.Invariant == id, what);
    }

    [Fact]
    public async Task What_is_not_put_back_breaks_the_promise_of_undoing()
    {
        await using var world = await AgreedAsync();
        var written = (await Evidence.GatherAsync(world, true)).Written.Where(w => w.Effect.Write.Kind == WriteKind.Update).ToList();
        Undoing.Wrong(world, written, effect => effect.After!, "as it is").ShouldBeEmpty();
        Undoing.Wrong(world, written, effect => effect.Before!, "undone").ShouldHaveSingleItem().Invariant.ShouldBe("I20");
    }

    [Fact]
    public void What_was_done_besides_the_plan_breaks_the_promise_of_the_preview()
    {
        Exactly.Differences(["b Update 1"], ["b Update 1"], "then").ShouldBeEmpty();
        Exactly.Differences(["b Update 1"], ["b Update 1", "b Delete 2"], "then").ShouldHaveSingleItem().Invariant.ShouldBe("I19");
        Exactly.Differences(["b Update 1", "b Update 2"], ["b Update 1"], "then").ShouldHaveSingleItem();
    }

    // A customer that was created across, and then edited.
    private static async Task<World> AgreedAsync()
    {
        var world = await World.StartAsync(Shapes.Two[0], 1, FaultMix.None);
        var (stage, story) = (new Stage(world), new Story(world));
        stage.Add("a", "Customers", ("Name", "one"), ("Email", "one@x.example"));
        await story.RestAsync(RunKind.Changes);
        stage.Edit("a", "Customers", "Name", "one", "Name", "two");
        await story.RestAsync(RunKind.Changes);
        return world;
    }

    private static async Task<List<Violation>> BrokenAsync(World world)
    {
        var evidence = await Evidence.GatherAsync(world, true);
        return [.. Invariant.All.Where(invariant => invariant.Check is not null).SelectMany(invariant => invariant.Check!(evidence)), .. Drift.Compare(evidence, "flow", [])];
    }

    private static async Task BreakAsync(World world, string what)
    {
        await using var db = await world.Databases.CreateDbContextAsync();
        var (link, entries) = (await db.Links.AsNoTracking().SingleAsync(), await db.Writes.AsNoTracking().ToListAsync());
        var (create, update) = (entries.Single(e => e.Act == WriteAct.Create), entries.Single(e => e.Act == WriteAct.Update));
        var (run, b) = (world.Runs.FindIndex(note => note.Id == update.RunId), world.Systems["b"]);
        switch (what)
        {
            case "its cause is another value": db.Writes.Update(update with { Basis = new ValueMap([KeyValuePair.Create("Name", (object?)"three")]) }); break;
            case "it was deleted and made again":
                b.Memory.Delete("People", link.B);
                db.Writes.Add(create with { Id = Guid.CreateVersion7(), LinkId = Guid.CreateVersion7(), IntendedAt = world.Clock.GetUtcNow() });
                break;
            case "the run was to look at another link": world.Runs[run] = world.Runs[run] with { Only = [Guid.Empty] }; break;
            case "a run that calls without end": world.Runs[run] = world.Runs[run] with { Calls = 10_000 }; break;
            case "a run that stopped by a mistake": world.Runs[run] = world.Runs[run] with { Mistake = "it divided by zero" }; break;
            case "a conflict that was open all the time":
                db.Conflicts.Add(new OpenConflict { Id = Guid.CreateVersion7(), DataflowId = "flow", PairId = "customers", LinkId = link.Id, Subject = "name~label", Kind = ConflictKind.BothChanged, Sentence = Reason.InOwnWords("made up"), OpenedAt = link.LinkedAt, ChangedAt = link.LinkedAt });
                break;
            case "a system that was asked too early": b.TooEarly.Add("at once"); break;
            case "an entry that was never written": db.Writes.Add(update with { Id = Guid.CreateVersion7() }); break;
            case "a value in a log line": world.Said.Log(LogLevel.Information, 0, "wrote two@x.example", null, (text, _) => text); break;
            default: b.Memory.Edit("People", link.B, "Label", "three"); break;
        }

        await db.SaveChangesAsync();
    }
}
