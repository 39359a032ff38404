using System.Data.Common;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;
using SesamTalk.Tests.Laws;
using Shouldly;

namespace SesamTalk.Tests.Conformance;

public abstract partial class StorageConformance
{
    [Fact]
    public async Task A_link_reads_back_as_it_was_recorded_from_either_side()
    {
        var link = NewLink("10", "b-10") with { State = Population.Deleted, AsksPerson = true, Reason = Reason.InOwnWords("deleted in A"), LabelB = "Nordmann, Kari" };
        await Journal.RecordAsync(new() { DataflowId = Flow, Links = [link] });
        (await Memory.LinksAsync(Flow, Pair, Side.A, [new("10"), new("11")])).ShouldHaveSingleItem().ShouldBe(KeyValuePair.Create(new RecordId("10"), link));
        (await Memory.LinksAsync(Flow, Pair, Side.B, [new("b-10")])).ShouldHaveSingleItem().Value.ShouldBe(link);
        (await Memory.LinksAsync(Flow, Pair, Side.B, [new("10")])).ShouldBeEmpty();
        (await Memory.LinksAsync(Flow, "other", Side.A, [new("10")])).ShouldBeEmpty();
        await using var db = await Databases.CreateDbContextAsync();
        (await db.Links.SingleAsync()).ShouldBe(link);
    }

    [Fact]
    public async Task A_baseline_reads_back_with_its_types_also_where_the_schema_has_changed_since()
    {
        var link = NewLink("10", "b-10");
        var baseline = BaselineOf(link);
        await Journal.RecordAsync(new() { DataflowId = Flow, Links = [link], Baselines = [baseline] });
        var back = (await Memory.BaselinesAsync([link.Id, NewId()], A, B)).ShouldHaveSingleItem().Value;
        back.A.SameValues(baseline.A).ShouldBeTrue();
        back.B.SameValues(baseline.B).ShouldBeTrue();
        (back.A.Id, back.B.Id, back.VersionA, back.VersionB, back.AgreedAt).ShouldBe((baseline.A.Id, baseline.B.Id, baseline.VersionA, baseline.VersionB, baseline.AgreedAt));

        var changed = new Schema("Customer", [new("New", PropertyType.Text), new("Credit", PropertyType.Decimal)]);
        var fitted = (await Memory.BaselinesAsync([link.Id], changed, B))[link.Id].A;
        fitted["New"].ShouldBe(Absent.Instance);
        fitted["Credit"].ShouldBe(10.50m);
    }

    [Fact]
    public async Task An_intent_reads_back_and_its_answer_settles_it()
    {
        var link = NewLink("10", "b-10");
        var write = NewWrite(link);
        await Journal.IntendAsync([write]);
        (await Memory.UnsettledAsync(Flow)).ShouldHaveSingleItem().ShouldBe(write);
        (await Memory.UnsettledAsync("another")).ShouldBeEmpty();

        var answer = write with { State = WriteState.Done, Target = new("b-10"), Accepted = ValueMap.Of(RecordB(new("b-10"))), Message = Reason.InOwnWords("kept"), AnsweredAt = Noon.AddSeconds(1) };
        await Journal.RecordAsync(new() { DataflowId = Flow, Answers = [answer], Links = [link] });
        (await Memory.UnsettledAsync(Flow)).ShouldBeEmpty();
        await using var db = await Databases.CreateDbContextAsync();
        (await db.Writes.SingleAsync()).ShouldBe(answer);
    }

    [Fact]
    public async Task Only_what_has_no_known_outcome_is_unsettled()
    {
        var link = NewLink("10", "b-10");
        var writes = Enum.GetValues<WriteState>().Select(state => NewWrite(link, state)).ToList();
        await Journal.IntendAsync(writes);
        (await Memory.UnsettledAsync(Flow)).Select(write => write.State).ShouldBe([WriteState.Intended, WriteState.Unknown], ignoreOrder: true);
    }

    [Fact]
    public async Task An_answer_without_an_intent_is_refused_and_leaves_nothing()
    {
        var link = NewLink("10", "b-10");
        await Should.ThrowAsync<UnreachableException>(() => Journal.RecordAsync(new() { DataflowId = Flow, Answers = [NewWrite(link)], Links = [link] }));
        (await Memory.LinkCountAsync(Flow, Pair)).ShouldBe(0);
    }

    [Fact]
    public async Task A_batch_with_one_failing_row_leaves_nothing_of_it()
    {
        var old = NewLink("1", "b-1");
        var write = NewWrite(old);
        await Journal.IntendAsync([write]);
        await Journal.RecordAsync(new() { DataflowId = Flow, Links = [old], Baselines = [BaselineOf(old)], Unlinked = [NewUnlinked("9")] });
        var orphan = BaselineOf(NewLink("3", "b-3")); // its link is not there
        await Should.ThrowAsync<DbException>(() => Journal.RecordAsync(new()
        {
            DataflowId = Flow, Answers = [write with { State = WriteState.Done }], RemovedLinks = [old.Id], Links = [NewLink("2", "b-2")], Baselines = [orphan],
            NoLongerUnlinked = [new(Pair, Side.A, new("9"))], Conflicts = [NewConflict("city")], Cursors = [new(Flow, Side.A, "Customer", "c1")],
        }));

        (await Memory.AllLinksAsync(Flow, Pair).ToListAsync()).ShouldHaveSingleItem().ShouldBe(old);
        (await Memory.BaselinesAsync([old.Id, orphan.LinkId], A, B)).Keys.ShouldBe([old.Id]);
        (await Memory.UnsettledAsync(Flow)).ShouldHaveSingleItem().State.ShouldBe(WriteState.Intended);
        (await Memory.UnlinkedAsync(Flow)).Count.ShouldBe(1);
        (await Memory.OpenConflictsAsync(Flow)).ShouldBeEmpty();
        (await Memory.CursorAsync(Flow, Side.A, "Customer")).ShouldBeNull();
    }

    [Fact]
    public async Task Intents_are_stored_all_or_none()
    {
        var write = NewWrite(NewLink("1", "b-1"));
        await Should.ThrowAsync<DbException>(() => Journal.IntendAsync([write, write]));
        (await Memory.UnsettledAsync(Flow)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("1", "b-2")]
    [InlineData("2", "b-1")]
    public async Task A_record_has_one_link_within_a_pair(string a, string b)
    {
        var first = NewLink("1", "b-1");
        await Journal.RecordAsync(new() { DataflowId = Flow, Links = [first] });
        await Should.ThrowAsync<DbException>(() => Journal.RecordAsync(new() { DataflowId = Flow, Links = [NewLink(a, b)] }));
        await Journal.RecordAsync(new() { DataflowId = Flow, Links = [NewLink(a, b) with { PairId = "aspect" }] });
        await Journal.RecordAsync(new() { DataflowId = Flow, RemovedLinks = [first.Id], Links = [NewLink(a, b)] });
        (await Memory.LinkCountAsync(Flow, Pair)).ShouldBe(1);
    }

    [Fact]
    public async Task A_removed_link_takes_its_baseline_along_and_nothing_is_asked_about_it_any_more()
    {
        var (link, other) = (NewLink("1", "b-1"), NewLink("2", "b-2"));
        await Journal.RecordAsync(new() { DataflowId = Flow, Links = [link, other], Baselines = [BaselineOf(link)], Conflicts = [NewConflict("city", link.Id), NewConflict("zip", other.Id)] });
        await Journal.RecordAsync(new() { DataflowId = Flow, RemovedLinks = [link.Id], At = Noon });
        (await Memory.BaselinesAsync([link.Id], A, B)).ShouldBeEmpty();
        (await Memory.OpenConflictsAsync(Flow)).ShouldHaveSingleItem().LinkId.ShouldBe(other.Id);
    }

    [Fact]
    public async Task Recording_the_same_again_changes_rows_and_adds_none()
    {
        var link = NewLink("1", "b-1");
        await Journal.RecordAsync(new() { DataflowId = Flow, Links = [link], Baselines = [BaselineOf(link)], Unlinked = [NewUnlinked("9")], Cursors = [new(Flow, Side.A, "Customer", "c1")] });
        var later = link with { State = Population.Failing, Reason = Reason.InOwnWords("refused"), LabelA = "Åse" };
        var baseline = BaselineOf(link) with { VersionA = new("v2") };
        var unlinked = NewUnlinked("9") with { State = Population.Ambiguous, Keys = [] };
        await Journal.RecordAsync(new() { DataflowId = Flow, Links = [later], Baselines = [baseline], Unlinked = [unlinked], Cursors = [new(Flow, Side.A, "Customer", "c2")] });
        (await Memory.LinksNotInSyncAsync(Flow)).ShouldHaveSingleItem().ShouldBe(later);
        (await Memory.LinkCountAsync(Flow, Pair)).ShouldBe(1);
        (await Memory.BaselinesAsync([link.Id], A, B))[link.Id].VersionA.ShouldBe(baseline.VersionA);
        Parts.Of((await Memory.UnlinkedAsync(Flow)).ShouldHaveSingleItem()).ShouldBe(Parts.Of(unlinked));
        (await Memory.CursorAsync(Flow, Side.A, "Customer")).ShouldBe("c2");
        (await Memory.CursorAsync(Flow, Side.B, "Customer")).ShouldBeNull();
        await Journal.RecordAsync(new() { DataflowId = Flow, Cursors = [new(Flow, Side.A, "Customer", null)] });
        (await Memory.CursorAsync(Flow, Side.A, "Customer")).ShouldBeNull("it starts over");
    }
}
