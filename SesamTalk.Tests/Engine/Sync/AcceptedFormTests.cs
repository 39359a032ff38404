using SesamTalk.Engine.Connectors.Memory;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using Shouldly;
using Xunit;
using Record = SesamTalk.Engine.Records.Record;

namespace SesamTalk.Tests.Engine.Sync;

/// <summary>What a system makes of a value that it is sent is remembered, and never comes back as somebody's edit.</summary>
public sealed class AcceptedFormTests
{
    [Theory]
    [InlineData("trims", " Kari  ", "Kari")]
    [InlineData("capitals", "Kari", "KARI")]
    [InlineData("cuts", "Kari Nordmann", "Kari ")]
    [InlineData("fills", null, "(unknown)")]
    public async Task A_value_that_is_rewritten_when_its_record_is_made_never_bounces(string how, string? sent, string accepted)
    {
        await using var world = await StartAsync("Name>label Email>Mail", how, "label");
        var id = world.A.Insert("Authors", V("Name", sent), V("Email", "kari@nord.example"));
        await RestsAsync(world);
        Writer(world)["label"].ShouldBe(accepted);
        world.A.Record("Authors", id)!["Name"].ShouldBe(sent);
        await world.RestartAsync();
        await RestsAsync(world, RunKind.Everything);
        world.A.Record("Authors", id)!["Name"].ShouldBe(sent);
    }

    [Theory]
    [InlineData("trims")]
    [InlineData("capitals")]
    [InlineData("cuts")]
    public async Task A_value_that_is_rewritten_when_it_is_edited_never_bounces_and_a_real_edit_still_travels(string how)
    {
        await using var world = await StartAsync("Name>label Email>Mail", how, "label");
        var id = world.A.Insert("Authors", V("Name", "Ola"), V("Email", "ola@nord.example"));
        await RestsAsync(world);
        world.A.Edit("Authors", id, "Name", " Ola Nordmann ");
        await RestsAsync(world);
        world.A.Record("Authors", id)!["Name"].ShouldBe(" Ola Nordmann ");
        await world.RestartAsync();
        await RestsAsync(world, RunKind.Everything);
        world.B.Edit("Writers", Writer(world).Id!.Value, "label", "PER");
        await RestsAsync(world);
        world.A.Record("Authors", id)!["Name"].ShouldBe("PER");
    }

    [Theory]
    [InlineData("trims")]
    [InlineData("capitals")]
    public async Task Of_two_properties_fed_by_one_either_may_be_rewritten_and_an_edit_of_one_reaches_the_other(string how)
    {
        await using var world = await StartAsync("Name>label Name>remark Email>Mail", how, "label");
        var id = world.A.Insert("Authors", V("Name", " Ola "), V("Email", "ola@nord.example"));
        await RestsAsync(world);
        (Writer(world)["remark"], world.A.Record("Authors", id)!["Name"]).ShouldBe((" Ola ", " Ola "));
        await RestsAsync(world, RunKind.Everything);
        world.B.Edit("Writers", Writer(world).Id!.Value, "remark", "PER");
        await RestsAsync(world);
        (world.A.Record("Authors", id)!["Name"], Writer(world)["label"], Writer(world)["remark"]).ShouldBe(("PER", "PER", "PER"));
        world.A.Edit("Authors", id, "Name", "NILS");
        await RestsAsync(world);
        (Writer(world)["label"], Writer(world)["remark"]).ShouldBe(("NILS", "NILS"));
    }

    [Fact]
    public async Task A_value_that_a_system_works_out_of_another_is_taken_as_it_is()
    {
        await using var world = await TwoSystems.StartAsync(Pages.With("Name>label City>town Zip>code Email>Mail"), Pages.SystemA, clock =>
        {
            var system = Pages.SystemB(clock);
            system.Rewrites = (_, record) => record.With([V("town", record["code"] is "0150" ? "OSLO" : record["town"])]);
            return system;
        });
        var id = world.A.Insert("Authors", V("Name", "Ola"), V("City", "Oslo"), V("Zip", "0150"), V("Email", "ola@nord.example"));
        await RestsAsync(world);
        Writer(world)["town"].ShouldBe("OSLO");
        world.A.Edit("Authors", id, "Zip", "5003");
        world.A.Edit("Authors", id, "City", "Bergen");
        await RestsAsync(world);
        (Writer(world)["town"], world.A.Record("Authors", id)!["City"]).ShouldBe(("Bergen", "Bergen"));
        world.A.Edit("Authors", id, "Zip", "0150");
        // The town was not sent this time: that the system changed it is its own edit, and reaches A.
        await world.SettleAsync();
        world.A.Record("Authors", id)!["City"].ShouldBe("OSLO");
        await RestsAsync(world, RunKind.Everything);
    }

    private static async Task RestsAsync(TwoSystems world, RunKind kind = RunKind.Changes)
    {
        await world.SyncAsync(kind);
        var quiet = await world.SyncAsync(RunKind.Everything);
        (quiet.Outcome, quiet.Counts.Writes, quiet.Counts.Conflicts).ShouldBe((RunOutcome.NothingToDo, 0, 0));
        world.A.Journal.Count(act => act.Actor == MemoryActor.Engine && act.Kind == SesamTalk.Engine.Connectors.WriteKind.Create).ShouldBe(0);
        world.B.Records("Writers").Count.ShouldBe(1);
    }

    private static Record Writer(TwoSystems world) => world.B.Records("Writers").Single();

    private static Task<TwoSystems> StartAsync(string rows, string how, string path) => TwoSystems.StartAsync(Pages.With(rows), Pages.SystemA, clock =>
    {
        var system = Pages.SystemB(clock);
        system.Rewrites = (_, record) => record.With([V(path, Rewritten(how, record[path] as string))]);
        return system;
    });

    private static string? Rewritten(string how, string? value) => how switch
    {
        "trims" => value?.Trim(),
        "capitals" => value?.ToUpperInvariant(),
        "cuts" => value?[..Math.Min(5, value.Length)],
        _ => string.IsNullOrWhiteSpace(value) ? "(unknown)" : value,
    };

    private static KeyValuePair<string, object?> V(string path, object? value) => KeyValuePair.Create(path, value);
}
