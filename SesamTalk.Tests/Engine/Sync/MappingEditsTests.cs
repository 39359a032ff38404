using Microsoft.EntityFrameworkCore;
using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Dataflows.Editing;
using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Storage;
using SesamTalk.Engine.Sync;
using Shouldly;

namespace SesamTalk.Tests.Engine.Sync;

/// <summary>A table is edited in a draft, by one or by two, and applied.</summary>
public sealed class MappingEditsTests
{
    private const string Rows = "Name>label Email>Mail City>town";

    [Fact]
    public async Task ME_1_ME_4_A_draft_survives_a_restart_is_seen_by_nobody_elses_run_and_goes_when_it_says_what_is_in_force()
    {
        await using var world = await StartAsync();
        var draft = await Open(world, "Kari");
        await world.Get<MappingEdits>().KeepAsync(Flow(draft, "city~town", RuleFlow.Off));
        await world.RestartAsync();

        (await Open(world, "Kari")).Lines.Single(line => line.Id == "city~town").Rule.Flow.ShouldBe(RuleFlow.Off);
        (await Open(world, "Ola")).Lines.Single(line => line.Id == "city~town").Rule.Flow.ShouldBe(RuleFlow.Both);
        (await world.Get<MappingEdits>().OthersAsync("pages", "authors", "Ola")).Select(other => other.Who).ShouldBe(["Kari"]);
        (await world.Dataflows.FindAsync("pages"))!.Version.ShouldBe(1);
        world.A.Insert("Authors", V("Name", "Kari"), V("Email", "k@x.example"), V("City", "Bodø"));
        await world.SettleAsync();
        world.B.Records("Writers").ShouldHaveSingleItem()["town"].ShouldBe("Bodø");

        await world.Get<MappingEdits>().KeepAsync(Flow(await Open(world, "Kari"), "city~town", RuleFlow.Both));
        (await world.Get<MappingEdits>().OthersAsync("pages", "authors", "Ola")).ShouldBeEmpty();
    }

    [Fact]
    public async Task ME_6_An_applied_draft_is_a_version_with_its_differences_in_the_audit_and_an_idle_row_carries_nothing()
    {
        await using var world = await StartAsync();
        var id = world.A.Insert("Authors", V("Name", "Kari"), V("Email", "k@x.example"), V("City", "Bodø"));
        await world.SettleAsync();
        var applied = await world.Get<MappingEdits>().ApplyAsync(Flow(await Open(world, "Kari"), "city~town", RuleFlow.Off), "Changed: City ↔ town: both ways → off");
        (applied.Outcome, applied.Version).ShouldBe((AppliedOutcome.Saved, 2));
        await using var db = await world.Databases.CreateDbContextAsync();
        var entry = await db.Audit.OrderByDescending(one => one.At).FirstAsync(one => one.Act == "dataflow.saved");
        (entry.Who, entry.Sentence.Contains("City ↔ town: both ways → off")).ShouldBe(("Kari", true));

        world.A.Edit("Authors", id, "City", "Oslo");
        world.A.Edit("Authors", id, "Name", "Kari Ås");
        await world.SettleAsync();
        var writer = world.B.Records("Writers").ShouldHaveSingleItem();
        (writer["label"], writer["town"]).ShouldBe(("Kari Ås", "Bodø"));
    }

    [Fact]
    public async Task ME_7_An_older_version_restored_is_the_same_mapping_line_by_line()
    {
        await using var world = await StartAsync();
        var first = MappingLines.Of((await world.Dataflows.FindAsync("pages"))!.Pairs[0]);
        var draft = Flow(await Open(world, "Kari"), "city~town", RuleFlow.ToB);
        draft = draft with { Lines = [.. draft.Lines.Where(line => line.Id != "name~label"), new(Row("Note", "remark"), ConflictPolicy.AWins)] };
        (await world.Get<MappingEdits>().ApplyAsync(draft, "")).Outcome.ShouldBe(AppliedOutcome.Saved);

        var restored = await world.Get<MappingEdits>().RestoreAsync("pages", "authors", 1, "Ola");
        MappingLines.Same(MappingLines.Of((await world.Dataflows.FindAsync("pages"))!.Pairs[0]), first).ShouldBeFalse();
        (await world.Get<MappingEdits>().ApplyAsync(restored!, "")).Version.ShouldBe(3);
        var now = (await world.Dataflows.FindAsync("pages"))!;
        MappingLines.Same(MappingLines.Of(now.Pairs[0]), first).ShouldBeTrue();
        DefinitionJson.Write(now with { Version = 1 }).ShouldBe(DefinitionJson.Write((await world.Dataflows.VersionAsync("pages", 1))!));
    }

    [Fact]
    public async Task ME_8_Two_editors_of_different_lines_both_keep_theirs_and_of_the_same_line_neither_overwrites_the_other()
    {
        await using var world = await StartAsync();
        var edits = world.Get<MappingEdits>();
        var (kari, ola) = (await Open(world, "Kari"), await Open(world, "Ola"));
        (await edits.ApplyAsync(Flow(kari, "city~town", RuleFlow.ToB), "")).Outcome.ShouldBe(AppliedOutcome.Saved);
        (await edits.ApplyAsync(Flow(ola, "name~label", RuleFlow.ToA), "")).Outcome.ShouldBe(AppliedOutcome.Saved);
        Flows(await Open(world, "Kari")).ShouldBe("ToA Both ToB");

        var late = await edits.ApplyAsync(Flow(Flow(ola, "city~town", RuleFlow.Off), "email~mail", RuleFlow.ToB), "");
        (late.Outcome, late.Version).ShouldBe((AppliedOutcome.Clashes, 3));
        var clash = late.Draft!.Clashes.ShouldHaveSingleItem();
        (clash.Id, clash.Mine!.Rule.Flow, clash.Theirs!.Rule.Flow).ShouldBe(("city~town", RuleFlow.Off, RuleFlow.ToB));
        Flows(await Open(world, "Kari")).ShouldBe("ToA Both ToB");

        await world.RestartAsync();
        var asked = await Open(world, "Ola");
        (asked.Clashes.Length, Flows(asked)).ShouldBe((1, "ToA ToB ToB"));
        (await world.Get<MappingEdits>().ApplyAsync(asked.Decide(asked.Clashes[0], mine: true), "")).Outcome.ShouldBe(AppliedOutcome.Saved);
        Flows(await Open(world, "Kari")).ShouldBe("ToA ToB Off");
    }

    [Fact]
    public async Task ME_5_What_was_rejected_is_remembered_after_a_restart()
    {
        await using var world = await StartAsync();
        await world.Get<MappingEdits>().RejectAsync("pages", "authors", "note~remark");
        await world.Get<MappingEdits>().RejectAsync("pages", "authors", "note~remark");
        await world.RestartAsync();
        (await world.Get<MappingEdits>().RejectedAsync("pages", "authors")).ShouldBe(["note~remark"]);
        (await world.Get<MappingEdits>().RejectedAsync("pages", "others")).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_effect_of_an_edit_is_what_the_next_run_then_does_and_trying_it_writes_nothing()
    {
        await using var world = await StartAsync();
        world.A.Insert("Authors", V("Name", "Kari"), V("Email", "k@x.example"), V("Note", "hello"));
        world.A.Insert("Authors", V("Name", "Ola"), V("Email", "o@x.example"));
        await world.SettleAsync();
        var (writesA, writesB) = (world.A.Journal.Count, world.B.Journal.Count);
        var draft = await Open(world, "Kari");
        draft = draft with { Lines = draft.Lines.Add(new(Row("Note", "remark"), null)) };

        var effect = await world.Get<MappingPreviews>().OfAsync("pages", "authors", draft.Lines);
        (effect.Looked, effect.Total, effect.Reason).ShouldBe((2, 2, null));
        effect.Items.ShouldHaveSingleItem().Writes.ShouldHaveSingleItem().Values.Single(value => value.Path == "remark").After.ShouldBe("hello");
        (world.A.Journal.Count, world.B.Journal.Count, (await world.Dataflows.FindAsync("pages"))!.Version).ShouldBe((writesA, writesB, 1));
        (await world.Get<MappingPreviews>().OfAsync("pages", "authors", (await Open(world, "Ola")).Lines)).Items.ShouldBeEmpty();

        await world.Get<MappingEdits>().ApplyAsync(draft, "");
        (await world.SyncAsync()).Counts.Writes.ShouldBe(1);
    }

    [Fact]
    public async Task A_conversion_that_is_changed_is_tried_as_the_next_run_will_meet_it()
    {
        await using var world = await StartAsync();
        world.A.Insert("Authors", V("Name", "Kari"), V("Email", "k@x.example"), V("City", "Bodø"));
        await world.SettleAsync();
        var draft = await Open(world, "Kari");
        draft = draft with { Lines = [.. draft.Lines.Select(line => line.Id == "city~town" ? line with { Rule = line.Rule with { TypeToB = "[\"upper\",\"_.\"]" } } : line)] };
        var effect = await world.Get<MappingPreviews>().OfAsync("pages", "authors", draft.Lines);
        effect.Items.ShouldHaveSingleItem().Says.ShouldContain(says => says.ToString().Contains("meet for the first time"));

        await world.Get<MappingEdits>().ApplyAsync(draft, "");
        await world.SyncAsync();
        (await world.Memory.OpenConflictsAsync("pages")).ShouldHaveSingleItem().Kind.ShouldBe(ConflictKind.FirstMeeting);
    }

    private static Task<TwoSystems> StartAsync() => TwoSystems.StartAsync(Pages.With(Rows), Pages.SystemA, Pages.SystemB);

    private static async Task<MappingDraft> Open(TwoSystems world, string who) => (await world.Get<MappingEdits>().OpenAsync("pages", "authors", who))!;

    private static MappingDraft Flow(MappingDraft draft, string id, RuleFlow flow) =>
        draft with { Lines = [.. draft.Lines.Select(line => line.Id == id ? line with { Rule = line.Rule with { Flow = flow } } : line)] };

    private static string Flows(MappingDraft draft) => string.Join(' ', draft.Lines.Select(line => line.Rule.Flow));

    private static PropertyRule Row(string a, string b) => new() { Id = PropertyRule.IdOf(a, b), A = a, B = b, Origin = RuleOrigin.Added };

    private static KeyValuePair<string, object?> V(string path, object? value) => KeyValuePair.Create(path, value);
}
