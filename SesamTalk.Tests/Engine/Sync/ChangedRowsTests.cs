using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Sync;
using Shouldly;
using Xunit;
using Record = SesamTalk.Engine.Records.Record;

namespace SesamTalk.Tests.Engine.Sync;

/// <summary>A definition changed while the engine stands: what its rows say for the first time meets as for the first time.</summary>
public sealed class ChangedRowsTests
{
    [Fact]
    public async Task An_added_row_fills_blanks_adopts_what_is_equal_and_asks_where_both_differ()
    {
        await using var world = await StartAsync("Name>label Email>Mail");
        var (blank, equal, differs) = (Both(world, "blank", "Bergen", null), Both(world, "equal", "Oslo", "Oslo"), Both(world, "differs", "Bodø", "Tromsø"));
        await world.SettleAsync();
        await world.RedefineAsync(Pages.Rewritten("Name>label Email>Mail City>town"));
        (await world.SyncAsync()).Outcome.ShouldBe(RunOutcome.DoneWithConflicts);
        (Town(world, "blank"), City(world, blank)).ShouldBe(("Bergen", "Bergen"));
        (Town(world, "equal"), City(world, equal)).ShouldBe(("Oslo", "Oslo"));
        (Town(world, "differs"), City(world, differs)).ShouldBe(("Tromsø", "Bodø"));
        var conflict = (await world.Memory.OpenConflictsAsync("pages")).ShouldHaveSingleItem();
        (conflict.Kind, conflict.Subject).ShouldBe((ConflictKind.FirstMeeting, "city~town"));
        (await world.SyncAsync()).Counts.Writes.ShouldBe(0);
    }

    [Fact]
    public async Task Rows_that_change_places_overwrite_nothing_blindly_and_later_edits_travel_by_the_new_ones()
    {
        await using var world = await StartAsync("Name>label Email>Mail City>town Note>remark");
        var id = world.A.Insert("Authors", V("Name", "Kari"), V("Email", "kari@x.example"), V("City", "Bodø"), V("Note", "hello"));
        await world.SettleAsync();
        await world.RedefineAsync(Pages.Rewritten("Name>label Email>Mail City>remark Note>town"));
        await world.SettleAsync();
        (Text(world, "kari", "town"), Text(world, "kari", "remark"), City(world, id)).ShouldBe(("Bodø", "hello", "Bodø"));
        var open = await world.Memory.OpenConflictsAsync("pages");
        open.Select(conflict => (conflict.Kind, conflict.Subject)).ShouldBe([(ConflictKind.FirstMeeting, "city~remark"), (ConflictKind.FirstMeeting, "note~town")], ignoreOrder: true);
        foreach (var conflict in open) await world.Get<DecisionVerbs>().SettleAsync(conflict, DecisionChoice.TakeA, "Kari");
        await world.SettleAsync();
        (Text(world, "kari", "town"), Text(world, "kari", "remark")).ShouldBe(("hello", "Bodø"));
        world.B.Edit("Writers", Writer(world, "kari").Id!.Value, "remark", "Oslo");
        await world.SettleAsync();
        City(world, id).ShouldBe("Oslo");
    }

    [Fact]
    public async Task A_row_that_is_taken_out_stops_and_one_that_comes_back_goes_on_from_what_was_agreed()
    {
        await using var world = await StartAsync("Name>label Email>Mail City>town");
        var id = world.A.Insert("Authors", V("Name", "Kari"), V("Email", "kari@x.example"), V("City", "Bodø"));
        await world.SettleAsync();
        await world.RedefineAsync(Pages.Rewritten("Name>label Email>Mail"));
        world.A.Edit("Authors", id, "City", "Oslo");
        (await world.SyncAsync()).Counts.Writes.ShouldBe(0);
        Text(world, "kari", "town").ShouldBe("Bodø");
        await world.RedefineAsync(Pages.Rewritten("Name>label Email>Mail City>town"));
        await world.SettleAsync();
        (Text(world, "kari", "town"), City(world, id)).ShouldBe(("Oslo", "Oslo"));
    }

    [Fact]
    public async Task A_row_that_is_turned_to_another_property_does_not_carry_the_older_value_over()
    {
        await using var world = await StartAsync("Name>label Email>Mail City>town");
        var id = world.A.Insert("Authors", V("Name", "Kari"), V("Email", "kari@x.example"), V("City", "Bodø"));
        await world.SettleAsync();
        world.B.Edit("Writers", Writer(world, "kari").Id!.Value, "remark", "somebody's own");
        await world.SettleAsync();
        await world.RedefineAsync(Pages.Rewritten("Name>label Email>Mail City>remark"));
        await world.SettleAsync();
        (Text(world, "kari", "town"), Text(world, "kari", "remark"), City(world, id)).ShouldBe(("Bodø", "somebody's own", "Bodø"));
        (await world.Memory.OpenConflictsAsync("pages")).ShouldHaveSingleItem().Kind.ShouldBe(ConflictKind.FirstMeeting);
    }

    [Fact]
    public async Task The_policy_of_the_first_meeting_holds_for_an_added_row_too()
    {
        await using var world = await StartAsync("Name>label Email>Mail");
        var id = Both(world, "kari", "Bodø", "Tromsø");
        await world.SettleAsync();
        await world.RedefineAsync(dataflow => Pages.Rewritten("Name>label Email>Mail City>town")(dataflow) is var added
            ? added with { Pairs = [added.Pairs[0] with { FirstMeeting = ConflictPolicy.BWins }] } : dataflow);
        await world.SettleAsync();
        (Town(world, "kari"), City(world, id)).ShouldBe(("Tromsø", "Tromsø"));
    }

    [Fact]
    public async Task A_preview_sees_the_new_rows_and_stores_nothing_of_them()
    {
        await using var world = await StartAsync("Name>label Email>Mail");
        Both(world, "kari", "Bergen", null);
        await world.SettleAsync();
        await world.RedefineAsync(Pages.Rewritten("Name>label Email>Mail City>town"));
        (await world.SyncAsync(RunKind.DryRun)).Counts.Writes.ShouldBe(0);
        (await world.SyncAsync()).Counts.UpdatedB.ShouldBe(1);
    }

    [Fact]
    public async Task A_filter_that_is_widened_takes_what_it_left_out_without_waiting_for_an_edit()
    {
        await using var world = await TwoSystems.StartAsync(Filtered(Pages.With("Name>label Email>Mail"), "active"), Pages.SystemA, Pages.SystemB);
        world.A.Insert("Authors", V("Name", "Kari"), V("Status", "retired"));
        await world.SettleAsync();
        world.B.Records("Writers").ShouldBeEmpty();
        await world.RedefineAsync(dataflow => Filtered(dataflow, null));
        await world.SettleAsync();
        world.B.Records("Writers").Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_filter_that_is_narrowed_deletes_nothing_and_says_why_it_is_left_out()
    {
        await using var world = await StartAsync("Name>label Email>Mail");
        var id = world.A.Insert("Authors", V("Name", "Kari"), V("Status", "retired"));
        await world.SettleAsync();
        await world.RedefineAsync(dataflow => Filtered(dataflow, "active"));
        world.A.Edit("Authors", id, "Name", "Kari N.");
        await world.SettleAsync();
        (Writer(world, "Kari")["label"], (await world.Memory.LinksNotInSyncAsync("pages")).ShouldHaveSingleItem().State).ShouldBe(("Kari", Population.OutOfScope));
        await world.RedefineAsync(dataflow => Filtered(dataflow, null));
        await world.SettleAsync();
        world.B.Records("Writers").ShouldHaveSingleItem()["label"].ShouldBe("Kari N.");
    }

    private static Dataflow Filtered(Dataflow dataflow, string? status) => dataflow with
    {
        Pairs = [dataflow.Pairs[0] with { A = dataflow.Pairs[0].A with { Filters = status is null ? [] : [new Dependency(status, "Status")] } }],
    };

    private static RecordId Both(TwoSystems world, string name, string? city, string? town)
    {
        world.B.Insert("Writers", V("label", name), V("Mail", $"{name}@x.example"), V("town", town));
        return world.A.Insert("Authors", V("Name", name), V("Email", $"{name}@x.example"), V("City", city));
    }

    private static Record Writer(TwoSystems world, string name) => world.B.Records("Writers").Single(writer => string.Equals((string?)writer["label"], name, StringComparison.OrdinalIgnoreCase));

    private static string? Text(TwoSystems world, string name, string path) => (string?)Writer(world, name)[path];

    private static string? Town(TwoSystems world, string name) => Text(world, name, "town");

    private static string? City(TwoSystems world, RecordId id) => (string?)world.A.Record("Authors", id)!["City"];

    private static KeyValuePair<string, object?> V(string path, object? value) => KeyValuePair.Create(path, value);

    private static Task<TwoSystems> StartAsync(string rows) => TwoSystems.StartAsync(Pages.With(rows), Pages.SystemA, Pages.SystemB);
}
