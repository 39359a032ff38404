using Microsoft.EntityFrameworkCore;
using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;
using SesamTalk.Tests.Laws;
using Shouldly;

namespace SesamTalk.Tests.Conformance;

/// <summary>What persons decide, plans, the history, and the reasons that stand in all of them.</summary>
public abstract partial class StorageConformance
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Of_many_decisions_about_one_thing_one_is_stored_and_it_waits_until_it_is_over(bool hasLink)
    {
        var (store, linked) = (Get<DecisionStore>(), NewLink("1", "b"));
        await Journal.RecordAsync(new() { DataflowId = Flow, Links = [linked] });
        var link = linked.Id;
        PersonDecision New(string who, string pair = Pair) => new()
        {
            Id = NewId(), DataflowId = Flow, PairId = pair, LinkId = hasLink ? link : null, Subject = hasLink ? "City" : PersonDecision.OfRecord(Side.A, new("7")), Choice = DecisionChoice.OwnValues,
            ValuesA = ValueMap.Of(RecordA("1")), SeenA = "Oslo", By = who, At = Noon,
        };
        var outcomes = new List<bool>();
        foreach (var who in new[] { "Kari", "Ola", "Per" }) outcomes.Add(await store.AddAsync(New(who)));
        outcomes.ShouldBe([true, false, false]);
        if (!hasLink) (await store.AddAsync(New("Kari", "another pair"))).ShouldBeTrue();
        var waiting = (await store.WaitingAsync(Flow)).Single(decision => decision.PairId == Pair);
        (waiting.By, waiting.At, waiting.SeenA, waiting.Choice).ShouldBe(("Kari", Noon, "Oslo", DecisionChoice.OwnValues));
        waiting.ValuesA.ShouldBe(ValueMap.Of(RecordA("1")));
        (hasLink ? await store.FindAsync(link, "City") : await store.FindAsync(Flow, Pair, Side.A, new RecordId("7")))!.Id.ShouldBe(waiting.Id);
        (await store.SecondAsync(waiting, "Kari")).ShouldBeFalse("the second must be another person");
        (await store.SecondAsync(waiting, "Ola")).ShouldBeTrue();
        (await store.SecondAsync(waiting, "Per")).ShouldBeFalse("there is a second already");
        await Journal.RecordAsync(new() { DataflowId = Flow, DecisionsOver = [waiting.Id] });
        (await store.WaitingAsync(Flow)).Count.ShouldBe(hasLink ? 0 : 1);
        (await store.TakeBackAsync(waiting, "Kari")).ShouldBeFalse("it is over");
        await using var db = await Databases.CreateDbContextAsync();
        (await db.Audit.CountAsync(entry => entry.Act == "decision")).ShouldBe(hasLink ? 2 : 3);
    }

    [Fact]
    public async Task A_plan_reads_back_as_it_was_made_and_is_taken_up_by_one_of_many()
    {
        var (plans, item) = (Get<PlanStore>(), new StoredPlanItem(Pair, "1|b", "Kåre «K» Ødegård", "mark") { LinkId = NewId(), Links = true });
        var body = new PlanBody(
            [
                item with { Writes = [new(Side.B, WriteAct.Update, "b", "Kåre", Reason.Of(ReasonCodes.ChangedAcross), [new("City", "Oslo", null)])], Says = [Reason.Of(ReasonCodes.DeleteWaits, "B")] },
                item with { Key = "2|c", Skipped = Reason.Of(ReasonCodes.At, "City", Reason.Of(ReasonCodes.EditedSince)) },
            ],
            new PlanForecast(1, 2, 3, 4, 5, 6, 7, 8, 9), new UndoScope(NewId(), NewId(), "City"));
        var plan = new StoredPlan { Id = NewId(), DataflowId = Flow, RunId = NewId(), DefinitionVersion = 3, MadeAt = Noon, State = PlanState.HeldBack, Reason = Reason.Of(ReasonCodes.TooManyWrites, 9, 1), Body = body };
        await plans.SaveAsync(plan);
        Parts.Of((await plans.FindAsync(plan.Id))!).ShouldBe(Parts.Of(plan));
        Parts.Of((await plans.OfRunAsync(plan.RunId))!).ShouldBe(Parts.Of(plan));
        _clock.Advance(TimeSpan.FromMinutes(1));
        var takes = Enumerable.Range(0, 8).Select(i => Task.Run(() => plans.MoveAsync(plan.Id, [PlanState.HeldBack], PlanState.Released, $"person {i}")));
        (await Task.WhenAll(takes)).Count(taken => taken).ShouldBe(1);
        var released = (await plans.FindAsync(plan.Id))!;
        (released.State, released.DecidedAt, released.DecidedBy!.StartsWith("person", StringComparison.Ordinal)).ShouldBe((PlanState.Released, Noon.AddMinutes(1), true));
        (await plans.FindAsync(NewId())).ShouldBeNull();
        await using var db = await Databases.CreateDbContextAsync();
        (await db.Audit.CountAsync(entry => entry.Subject == "plan/" + plan.Id.ToString("N"))).ShouldBe(1);
    }

    [Fact]
    public async Task The_history_of_a_link_reads_back_in_order_and_says_how_both_records_were_at_any_time()
    {
        var link = NewLink("1", "b");
        HistoryEntry New(int minute, ValueMap seenA, ValueMap writtenB) => new()
        {
            Id = NewId(), DataflowId = Flow, PairId = Pair, LinkId = link.Id, RunId = NewId(), DefinitionVersion = minute, At = Noon.AddMinutes(minute),
            Because = Reason.All([Reason.Of(ReasonCodes.ChangedAcross), Reason.Of(ReasonCodes.BothAgree)]), Rules = [Reason.Of(ReasonCodes.At, "City", Reason.Of(ReasonCodes.BothAgree))], SeenA = seenA, WrittenB = writtenB,
        };
        HistoryEntry[] entries = [New(1, Of("Name", "Kari"), Of("name", "Kari")), New(3, Of("Credit", 10.50m), ValueMap.Empty), New(5, Of("Name", null), Of("name", "Ola"))];
        await Journal.RecordAsync(new() { DataflowId = Flow, Links = [link], History = [entries[2], entries[0]] });
        await Journal.RecordAsync(new() { DataflowId = Flow, History = [entries[1]], RemovedLinks = [link.Id] });
        var history = Get<LinkHistory>();
        (await history.OfAsync(link.Id)).SelectMany(entry => Parts.Of(entry)).ShouldBe(entries.SelectMany(entry => Parts.Of(entry)), "it stays known when the link is gone");
        (await history.AsOfAsync(link.Id, Noon)).ShouldBe((ValueMap.Empty, ValueMap.Empty));
        (await history.AsOfAsync(link.Id, Noon.AddMinutes(4))).ShouldBe((new ValueMap([KeyValuePair.Create<string, object?>("Credit", 10.50m), KeyValuePair.Create<string, object?>("Name", "Kari")]), Of("name", "Kari")));
        (await history.AsOfAsync(link.Id, Noon.AddMinutes(5))).B.ShouldBe(Of("name", "Ola"));
    }

    [Fact]
    public async Task The_writes_of_a_run_that_took_effect_are_found_newest_first_for_undoing()
    {
        var (link, other) = (NewLink("1", "b"), NewLink("2", "c"));
        var run = NewId();
        WriteEntry[] writes = [NewWrite(link, WriteState.Done) with { RunId = run }, NewWrite(other, WriteState.Done) with { RunId = run, IntendedAt = Noon.AddMinutes(1) }, NewWrite(link, WriteState.Rejected) with { RunId = run }, NewWrite(link, WriteState.Done)];
        await Journal.IntendAsync(writes);
        (await Get<LinkHistory>().WritesAsync(new UndoScope(run))).Select(write => write.Id).ShouldBe([writes[1].Id, writes[0].Id]);
        (await Get<LinkHistory>().WritesAsync(new UndoScope(run, link.Id))).ShouldHaveSingleItem().Id.ShouldBe(writes[0].Id);
    }

    [Fact]
    public async Task A_row_of_an_older_version_says_what_it_said_and_a_new_one_its_code()
    {
        var (old, fresh) = (NewLink("1", "b"), NewLink("2", "c") with { State = Population.Deleted, Reason = Reason.Of(ReasonCodes.DeleteWaits, "Bøker") });
        await Journal.RecordAsync(new() { DataflowId = Flow, Links = [old, fresh] });
        await using var db = await Databases.CreateDbContextAsync();
        await db.Database.ExecuteSqlAsync($"""UPDATE "Links" SET "Reason" = 'deleted in B; the delete waits for approval', "Because" = 'Email = Mail' WHERE "A" = '1'""");
        foreach (var read in new[] { await Memory.LinksByIdAsync([old.Id]), await db.Links.AsNoTracking().Where(link => link.Id == old.Id).ToListAsync() })
            (read.Single().Reason.In("nb"), read.Single().Because.In("en")).ShouldBe(("deleted in B; the delete waits for approval", "Email = Mail"));
        foreach (var read in new[] { await Memory.LinksByIdAsync([fresh.Id]), await db.Links.AsNoTracking().Where(link => link.Id == fresh.Id).ToListAsync() })
            (read.Single().Reason.Code, read.Single().Reason.In("nb")).ShouldBe((ReasonCodes.DeleteWaits, "slettet i Bøker; slettingen venter på godkjenning"));
    }

    [Fact]
    public async Task A_state_is_changed_for_a_person_only_where_it_still_is_as_they_saw_it()
    {
        var (states, link, alone) = (Get<RecordStates>(), NewLink("1", "b") with { State = Population.Failing, NextTryAt = Noon.AddHours(4), Tries = 3 }, NewUnlinked("9", Population.Failing) with { NextTryAt = Noon.AddHours(4) });
        await Journal.RecordAsync(new() { DataflowId = Flow, Links = [link], Unlinked = [alone] });
        var why = Reason.Of(ReasonCodes.TriedAgainBy, "Kari");
        (await states.MoveAsync(link.Id, [Population.Failing], Population.Waiting, why, "Kari")).ShouldBeTrue();
        (await states.MoveAsync(link.Id, [Population.Failing], Population.Waiting, why, "Ola")).ShouldBeFalse();
        (await states.MoveAsync(alone, [Population.Failing], Population.Waiting, why, "Kari")).ShouldBeTrue();
        var moved = (await Memory.LinksByIdAsync([link.Id])).ShouldHaveSingleItem();
        (moved.State, moved.Reason, moved.NextTryAt, moved.Tries).ShouldBe((Population.Waiting, why, null, 3));
        var taken = (await Memory.UnlinkedAsync(Flow)).ShouldHaveSingleItem();
        (taken.State, taken.Reason, taken.NextTryAt).ShouldBe((Population.Waiting, why, null));
        await using var db = await Databases.CreateDbContextAsync();
        (await db.Audit.CountAsync(entry => entry.Act == "record" && entry.Who == "Kari")).ShouldBe(2);
    }

    private static ValueMap Of(string path, object? value) => new([KeyValuePair.Create(path, value)]);
}
