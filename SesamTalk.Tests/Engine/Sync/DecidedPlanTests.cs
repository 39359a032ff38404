using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Connectors.Memory;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;
using SesamTalk.Engine.Sync;
using Shouldly;
using Xunit;

namespace SesamTalk.Tests.Engine.Sync;

/// <summary>What a person was shown is what is written: decisions are drafted, previewed, kept and carried out exactly.</summary>
public sealed class DecidedPlanTests
{
    [Fact]
    public async Task A_draft_is_previewed_without_a_write_and_then_carried_out_exactly()
    {
        await using var story = await ConflictStory.StartAsync();
        var conflict = await story.ClashAsync("Bergen", "Tromsø");
        var before = (story.World.A.Journal.Count, story.World.B.Journal.Count);
        var draft = await story.Decisions.Drafts.SettleAsync(conflict, DecisionChoice.TakeB, "Kari");
        var preview = await story.World.Get<Previews>().OfDecisionsAsync("shop", [draft.Decision!]);
        var write = preview.Body!.Items.ShouldHaveSingleItem().Writes.ShouldHaveSingleItem();
        (write.Side, write.Act, write.Target).ShouldBe((Side.A, WriteAct.Update, story.IdA.Text));
        write.Values.ShouldHaveSingleItem().ShouldBe(new StoredPlanValue("Address.City", "Bergen", "Tromsø"));
        (await story.World.Get<DecisionStore>().WaitingAsync("shop")).ShouldBeEmpty();
        (story.World.A.Journal.Count, story.World.B.Journal.Count).ShouldBe(before);

        await story.Decisions.SettleAsync(conflict, DecisionChoice.TakeB, "Kari");
        var run = await story.World.RunAsync(await story.World.Get<PlanVerbs>().KeepAsync(preview, preview.Version, "Kari"));
        run.Counts.Writes.ShouldBe(1);
        story.Cities.ShouldBe(("Tromsø", "Tromsø"));
        (await story.World.Memory.OpenConflictsAsync("shop")).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_moves_between_preview_and_carrying_out_is_left_out_with_its_reason()
    {
        await using var story = await ConflictStory.StartAsync();
        var conflict = await story.ClashAsync("Bergen", "Tromsø");
        var draft = await story.Decisions.Drafts.SettleAsync(conflict, DecisionChoice.TakeA, "Kari");
        var preview = await story.World.Get<Previews>().OfDecisionsAsync("shop", [draft.Decision!]);
        await story.Decisions.SettleAsync(conflict, DecisionChoice.TakeA, "Kari");
        story.World.A.Edit("Customers", story.IdA, "Name", "Fjord Kafé AS");
        var run = await story.World.RunAsync(await story.World.Get<PlanVerbs>().KeepAsync(preview, preview.Version, "Kari"));
        run.Counts.Writes.ShouldBe(0);
        story.Cities.ShouldBe(("Bergen", "Tromsø"));
        (await story.World.Get<PlanStore>().OfRunAsync(run.Id))!.Body.Items.ShouldHaveSingleItem().Skipped!.ToString().ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_rule_that_is_not_stored_yet_says_what_it_would_settle()
    {
        await using var story = await ConflictStory.StartAsync();
        await story.ClashAsync("Bergen", "Tromsø");
        var preview = await story.World.Get<Previews>().OfRuleAsync("shop", flow => flow with { Policy = ConflictPolicy.BWins }, [story.LinkId]);
        preview.Body!.Items.ShouldHaveSingleItem().Writes.ShouldHaveSingleItem().Values.ShouldHaveSingleItem().After.ShouldBe("Tromsø");
        (await story.World.Dataflows.FindAsync("shop"))!.Policy.ShouldBe(ConflictPolicy.AskPerson);
        (await story.World.Memory.OpenConflictsAsync("shop")).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_draft_of_what_another_decided_already_names_the_first_one()
    {
        await using var story = await ConflictStory.StartAsync();
        var conflict = await story.ClashAsync("Bergen", "Tromsø");
        await story.Decisions.SettleAsync(conflict, DecisionChoice.TakeA, "Kari");
        var draft = await story.Decisions.Drafts.SettleAsync(conflict, DecisionChoice.TakeB, "Ola");
        (draft.Outcome, draft.Decision!.By).ShouldBe((DecisionOutcome.AlreadyDecided, "Kari"));
    }
}
