using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Connectors.Memory;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Simulation;
using SesamTalk.Engine.Simulation.Checks;
using Shouldly;
using Xunit;

namespace SesamTalk.Tests.Simulation;

/// <summary>What the checks of creates (I3) and of the journal (I26) excuse is as narrow as it says: next to each excuse stands what it must not cover.</summary>
public sealed class ExcusedCreatesTests
{
    [Theory]
    [InlineData("made twice", true)]
    [InlineData("made twice after a user edited the key of the first", true)]
    [InlineData("made twice without a reference", true)]
    [InlineData("made twice without a reference after a user edited something else", true)]
    [InlineData("made twice without a reference after a user edited the key of the first", false)]
    [InlineData("made twice after a user edited and another deleted something else", true)]
    [InlineData("made twice where ids may be given again, and none was", true)]
    [InlineData("made again where the source's id was given again", false)]
    [InlineData("made again after a user deleted the first", false)]
    public async Task A_second_create_is_excused_only_where_the_first_could_not_be_found_or_was_deleted(string what, bool isBroken)
    {
        await using var world = await CreatedAsync(what.Contains("again where") || what.Contains("may be given again") ? FaultMix.Only(0.25, [Fault.IdReuse]) : FaultMix.None);
        var b = world.Systems["b"];
        var first = b.Memory.Records("People").Single().Id!.Value;
        if (what.Contains("without a reference")) await WithoutReferenceAsync(world);
        if (what.Contains("edited the key")) b.Memory.Edit("People", first, "Mail", "other@x.example");
        if (what.Contains("something else")) b.Memory.Edit("People", first, "Town", "Voss");
        if (what.Contains("deleted something else")) b.Memory.Delete("People", b.Memory.Insert("People", V("Label", "three")));
        if (what.Contains("id was given again")) GiveAgain(world.Systems["a"]);
        if (what.Contains("deleted the first")) b.Memory.Delete("People", first);
        await MakeAgainAsync(world, what.Contains("without a reference"));

        var broken = Creation.Once(await Evidence.GatherAsync(world, true)).ToList();

        broken.Select(violation => violation.Invariant).ShouldBe(isBroken ? ["I3"] : [], what);
    }

    [Theory]
    [InlineData("an effect whose entry is gone", true)]
    [InlineData("a create with a reference that made nothing", true)]
    [InlineData("a create with a reference that a user made", true)]
    [InlineData("an update that a user had made before it was settled", false)]
    [InlineData("an update that a user made only after it was settled", true)]
    [InlineData("an update that a user had made and taken back before it was settled", true)]
    [InlineData("a delete of what is still there", true)]
    [InlineData("a delete of what a user had deleted", false)]
    [InlineData("a write that is still unknown", true)]
    [InlineData("a create without anything to search by that is still unknown", false)]
    public async Task What_the_journal_says_is_excused_only_where_it_is_so(string what, bool isBroken)
    {
        await using var world = await CreatedAsync();
        var (b, create) = (world.Systems["b"].Memory, (await Evidence.GatherAsync(world, true)).Entries.Single());
        var person = create.Target!.Value;
        var update = create with { Id = Guid.CreateVersion7(), Act = WriteAct.Update, Reference = null, Sent = new([V("Label", "three")]), AnsweredAt = Later(world) };
        if (what.Contains("had made")) b.Edit("People", person, "Label", "three");
        if (what.Contains("taken back")) b.Edit("People", person, "Label", "one");
        if (what.Contains("had deleted")) b.Delete("People", person);
        var settled = Later(world);
        await AddAsync(world, what switch
        {
            "an effect whose entry is gone" => null,
            "a create with a reference that made nothing" => create with { Id = Guid.CreateVersion7(), Reference = "st-never", Source = new("9"), Target = new("9999") },
            "a create with a reference that a user made" => create with { Id = Guid.CreateVersion7(), Reference = "st-never", Source = new("9"), Target = b.Insert("People", V("Label", "nine")) },
            "a delete of what is still there" or "a delete of what a user had deleted" => update with { Act = WriteAct.Delete, Sent = ValueMap.Empty, AnsweredAt = settled },
            "a write that is still unknown" => update with { State = WriteState.Unknown, AnsweredAt = null },
            "a create without anything to search by that is still unknown" => create with { Id = Guid.CreateVersion7(), Reference = null, Source = new("9"), Target = null, State = WriteState.Unknown },
            _ => update with { AnsweredAt = settled },
        });
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        if (what.Contains("only after")) b.Edit("People", person, "Label", "three");
        if (what.Contains("entry is gone")) await ChangeAsync(world, entry => entry with { RunId = Guid.Empty });

        var broken = Journal.Complete(await Evidence.GatherAsync(world, true)).ToList();

        broken.Select(violation => violation.Invariant).Distinct().ShouldBe(isBroken ? ["I26"] : [], what + ": " + string.Join("; ", broken));
    }

    // A customer that was created across, with a reference.
    private static async Task<World> CreatedAsync(FaultMix? mix = null)
    {
        var world = await World.StartAsync(Shapes.Two[0], 1, mix ?? FaultMix.None);
        // A clock that is wrong by an hour tells nothing about the order of things.
        world.Systems["a"].SetSkew(TimeSpan.FromHours(1));
        new Stage(world).Add("a", "Customers", ("Name", "one"), ("Email", "one@x.example"));
        await world.RunAsync("flow", RunKind.Changes);
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        return world;
    }

    private static void GiveAgain(SimulatedSystem system)
    {
        system.Memory.ReusesIds = true;
        system.Memory.Delete("Customers", system.Memory.Records("Customers").Single().Id!.Value);
        system.Memory.Insert("Customers", V("Name", "another"), V("Email", "another@x.example"));
    }

    // As an engine without any guard would: the same record asked for once more, and written down.
    private static async Task MakeAgainAsync(World world, bool withoutReference)
    {
        var create = (await Evidence.GatherAsync(world, true)).Entries.Single();
        var reference = withoutReference ? null : "st-again";
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        var b = world.Systems["b"];
        var values = create.Sent.As(b.Memory.Description.Find("People")!.Schema, null);
        await b.CarryOutAsync(new MemoryConnector(b.Memory), new Write("People", WriteKind.Create, null, values, null, RecordVersion.None, reference), 1, CancellationToken.None);
        await AddAsync(world, create with { Id = Guid.CreateVersion7(), LinkId = Guid.CreateVersion7(), Reference = reference, Target = b.Effects[^1].Id, IntendedAt = world.Clock.GetUtcNow() });
    }

    private static DateTimeOffset Later(World world)
    {
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        return world.Clock.GetUtcNow();
    }

    private static async Task AddAsync(World world, WriteEntry? entry)
    {
        if (entry is null) return;
        await using var db = await world.Databases.CreateDbContextAsync();
        db.Writes.Add(entry);
        await db.SaveChangesAsync();
    }

    private static async Task ChangeAsync(World world, Func<WriteEntry, WriteEntry> change)
    {
        await using var db = await world.Databases.CreateDbContextAsync();
        db.Writes.Update(change((await Evidence.GatherAsync(world, true)).Entries.Single()));
        await db.SaveChangesAsync();
    }

    // As if the system had no property for references.
    private static async Task WithoutReferenceAsync(World world)
    {
        await ChangeAsync(world, create => create with { Reference = null });
        var effects = world.Systems["b"].Effects;
        effects[0] = effects[0] with { Write = effects[0].Write with { Reference = null } };
    }

    private static KeyValuePair<string, object?> V(string path, object? value) => KeyValuePair.Create(path, value);
}
