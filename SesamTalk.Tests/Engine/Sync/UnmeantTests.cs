using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Connectors.Memory;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Sync;
using Shouldly;
using Xunit;

namespace SesamTalk.Tests.Engine.Sync;

/// <summary>Cells that are meant only where a sibling has a certain value, cleared values both ways, and ids of two systems.</summary>
public sealed class UnmeantTests
{
    [Fact]
    public async Task What_stands_in_a_cell_that_the_row_does_not_mean_is_asked_about_and_not_overwritten()
    {
        await using var world = await StartAsync("Mobile>Number|B:MOBILE:Kind");
        var (person, card) = (world.A.Insert("People", V("Name", "Kari")), world.B.Insert("Cards", V("Label", "Kari"), V("Number", "22 22 22 22"), V("Kind", "FAX")));
        await world.SettleAsync();
        world.A.Edit("People", person, "Mobile", "99 99 99 99");
        (await world.SyncAsync()).Outcome.ShouldBe(RunOutcome.DoneWithConflicts);
        (Card(world, card, "Number"), Card(world, card, "Kind")).ShouldBe(("22 22 22 22", "FAX"));
        var asked = (await world.Memory.OpenConflictsAsync("cards")).ShouldHaveSingleItem();
        (asked.Kind, asked.Sentence.Has(SesamTalk.Engine.Reasons.ReasonCodes.FilledOtherwise)).ShouldBe((ConflictKind.CannotBeExpressed, true));
        await world.SyncAsync();
        (await world.Memory.OpenConflictsAsync("cards")).ShouldHaveSingleItem().ShouldBe(asked);
        await world.Get<DecisionVerbs>().SettleAsync(asked, DecisionChoice.TakeA, "Ola");
        await world.SettleAsync();
        (Card(world, card, "Number"), Card(world, card, "Kind")).ShouldBe(("99 99 99 99", "MOBILE"));
        (await world.Memory.OpenConflictsAsync("cards")).ShouldBeEmpty();
        // Now it is meant, and later edits flow, also when they clear it.
        world.A.Edit("People", person, "Mobile", null);
        await world.SettleAsync();
        (Card(world, card, "Number"), (await world.Memory.OpenConflictsAsync("cards")).Count).ShouldBe((null, 0));
    }

    [Fact]
    public async Task A_sibling_that_says_something_else_is_not_overwritten_by_the_constant()
    {
        await using var world = await StartAsync("Mobile>Number|B:MOBILE:Kind");
        var (person, card) = (world.A.Insert("People", V("Name", "Kari")), world.B.Insert("Cards", V("Label", "Kari"), V("Kind", "FAX")));
        await world.SettleAsync();
        world.A.Edit("People", person, "Mobile", "99 99 99 99");
        await world.SyncAsync();
        (Card(world, card, "Number"), Card(world, card, "Kind"), (await world.Memory.OpenConflictsAsync("cards")).Count).ShouldBe((null, "FAX", 1));
        world.B.Edit("Cards", card, "Kind", null);
        await world.SettleAsync();
        (Card(world, card, "Number"), Card(world, card, "Kind"), (await world.Memory.OpenConflictsAsync("cards")).Count).ShouldBe(("99 99 99 99", "MOBILE", 0));
    }

    [Fact]
    public async Task Of_two_rows_into_one_cell_the_one_that_speaks_writes_its_constant()
    {
        await using var world = await StartAsync("Mobile>Number|B:MOBILE:Kind Fax>Number|B:FAX:Kind");
        var person = world.A.Insert("People", V("Name", "Kari"), V("Fax", "22 22 22 22"));
        await world.SettleAsync();
        var card = world.B.Records("Cards").ShouldHaveSingleItem().Id!.Value;
        (Card(world, card, "Number"), Card(world, card, "Kind")).ShouldBe(("22 22 22 22", "FAX"));
        world.A.Edit("People", person, "Mobile", "99 99 99 99");
        await world.SettleAsync();
        (Card(world, card, "Number"), Card(world, card, "Kind"), (await world.Memory.OpenConflictsAsync("cards")).Count).ShouldBe(("99 99 99 99", "MOBILE", 0));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public async Task A_cleared_value_is_cleared_across_as_it_was_both_ways(string? cleared)
    {
        await using var world = await StartAsync("Mobile>Number Fax>Kind");
        var person = world.A.Insert("People", V("Name", "Kari"), V("Mobile", "99"), V("Fax", "22"));
        await world.SettleAsync();
        var card = world.B.Records("Cards").ShouldHaveSingleItem().Id!.Value;
        world.A.Edit("People", person, "Mobile", cleared);
        world.B.Edit("Cards", card, "Kind", cleared);
        await world.SettleAsync();
        (Card(world, card, "Number"), world.A.Record("People", person)!["Fax"]).ShouldBe((cleared, cleared));
    }

    [Fact]
    public async Task Two_systems_own_ids_never_match_and_an_id_that_was_copied_across_does()
    {
        await using var world = await StartAsync("Id>Number", new MergeKey([new KeyPart("Id", "Id")]));
        var (one, two) = (world.A.Insert("People", V("Name", "Kari")), world.B.Insert("Cards", V("Label", "Ola")));
        one.ShouldBe(two);
        var known = world.B.Insert("Cards", V("Label", "Kari"), V("Number", one.Text));
        await world.SettleAsync();
        (await world.Memory.LinksAsync("cards", "people", Side.A, [one])).Values.ShouldHaveSingleItem().B.ShouldBe(known);
        // The other one is somebody else, and was made across, with its reference.
        world.A.Records("People").Select(person => person["Name"]).ShouldBe(["Kari", "Ola"], ignoreOrder: true);
        world.B.Record("Cards", two)!["Number"].ShouldBe(world.A.Records("People").Single(person => Equals(person["Name"], "Ola")).Id!.Value.Text);
    }

    private static object? Card(TwoSystems world, RecordId id, string path) => world.B.Record("Cards", id)![path];

    private static Task<TwoSystems> StartAsync(string rows, MergeKey? key = null)
    {
        var all = new EntityCapabilities { ChangeCursor = true, CanCreate = true, CanUpdate = true, CanDelete = true, LocksByVersion = true };
        EntityDescription Entity(string name, params string[] texts) => new(
            new Schema(name, [new SchemaProperty("Id", PropertyType.Text) { IsKey = true, IsReadOnly = true }, .. texts.Select(text => new SchemaProperty(text, PropertyType.Text))]), all) { Label = [texts[0]] };
        var every = new Direction { Creation = CreationRule.Every };
        var dataflow = new Dataflow
        {
            Id = "cards", Title = "A to B Dataflow", A = new() { DocumentName = "A", SystemId = "a" }, B = new() { DocumentName = "B", SystemId = "b" },
            Pairs = [new Pair
            {
                Id = "people", A = new() { Name = "People", Entity = "People" }, B = new() { Name = "Cards", Entity = "Cards" }, ToA = every, ToB = every,
                Keys = [key ?? new MergeKey([new KeyPart("Name", "Label")])], Properties = [Shop.Row("Name", "Label"), .. rows.Split(' ').Select(Row)],
            }],
        };
        return TwoSystems.StartAsync(dataflow, clock => new MemorySystem(clock).With(Entity("People", "Name", "Mobile", "Fax")), clock => new MemorySystem(clock).With(Entity("Cards", "Label", "Number", "Kind")));
    }

    private static PropertyRule Row(string text)
    {
        var parts = text.Split('|');
        var row = Shop.Row(parts[0].Split('>')[0], parts[0].Split('>')[1]);
        return parts.Length == 1 ? row : row with { DependenciesB = [new Dependency(parts[1].Split(':')[1], parts[1].Split(':')[2])] };
    }

    private static KeyValuePair<string, object?> V(string path, object? value) => KeyValuePair.Create(path, value);
}
