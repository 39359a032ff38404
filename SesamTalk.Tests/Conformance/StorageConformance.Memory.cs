using System.Data.Common;
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
    public async Task Many_links_are_found_and_walked_through_none_twice_and_none_missing()
    {
        var links = Enumerable.Range(0, 5_300).Select(i => NewLink($"{i}", $"b-{i}")).ToList();
        await Journal.RecordAsync(new() { DataflowId = Flow, Links = links });
        var asked = links.Take(1_001).Select(link => link.B).Append(new RecordId("nobody")).ToList();
        (await Memory.LinksAsync(Flow, Pair, Side.B, asked)).Values.OrderBy(link => link.Id).ShouldBe(links.Take(1_001).OrderBy(link => link.Id));
        (await Memory.AllLinksAsync(Flow, Pair).OrderBy(link => link.Id).ToListAsync()).ShouldBe(links.OrderBy(link => link.Id));
        (await Memory.LinkCountAsync(Flow, Pair)).ShouldBe(links.Count);
        (await Memory.LinksNotInSyncAsync(Flow)).ShouldBeEmpty();
        (await Memory.LinksAsync(Flow, Pair, Side.A, [])).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_record_without_a_partner_is_remembered_until_it_has_one()
    {
        var record = NewUnlinked("9");
        await Journal.RecordAsync(new() { DataflowId = Flow, Unlinked = [record, NewUnlinked("8")] });
        (await Memory.UnlinkedAsync(Flow)).Count.ShouldBe(2);
        await Journal.RecordAsync(new() { DataflowId = "another", NoLongerUnlinked = [new(Pair, Side.A, new("9"))] });
        await Journal.RecordAsync(new() { DataflowId = Flow, NoLongerUnlinked = [new(Pair, Side.A, new("8")), new(Pair, Side.B, new("9"))] });
        Parts.Of((await Memory.UnlinkedAsync(Flow)).ShouldHaveSingleItem()).ShouldBe(Parts.Of(record));
        await using var db = await Databases.CreateDbContextAsync();
        Parts.Of(await db.UnlinkedRecords.SingleAsync()).ShouldBe(Parts.Of(record));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task One_conflict_is_open_about_one_thing_and_it_can_be_opened_anew_once_settled(bool hasLink)
    {
        Guid? link = hasLink ? NewId() : null;
        var conflict = NewConflict("city", link);
        await Journal.RecordAsync(new() { DataflowId = Flow, Conflicts = [conflict, NewConflict("zip", link)] });
        await Should.ThrowAsync<DbException>(() => Journal.RecordAsync(new() { DataflowId = Flow, Conflicts = [NewConflict("city", link)] }));
        var settled = conflict with { SettledAt = Noon.AddHours(1), Settlement = Reason.InOwnWords("A was taken") };
        var anew = NewConflict("city", link) with { OpenedAt = Noon.AddHours(2), B = "Moss" };
        await Journal.RecordAsync(new() { DataflowId = Flow, Conflicts = [anew, settled] });
        (await Memory.OpenConflictsAsync(Flow)).Select(open => open.Subject).ShouldBe(["zip", "city"]);
        (await Memory.OpenConflictsAsync(Flow))[1].ShouldBe(anew);
        await using var db = await Databases.CreateDbContextAsync();
        (await db.Conflicts.SingleAsync(stored => stored.Id == conflict.Id)).ShouldBe(settled);
    }

    [Fact]
    public async Task A_run_reads_back_as_it_ended_and_the_latest_comes_first()
    {
        var run = NewRun();
        await Journal.BeginAsync(run);
        await Journal.BeginAsync(NewRun(Noon.AddHours(1)));
        var ended = run with { EndedAt = Noon.AddMinutes(2), Outcome = RunOutcome.DoneWithConflicts, Reason = Reason.InOwnWords("1 waits"), Counts = new RunCounts { ReadA = 3, CreatedB = 2, Conflicts = 1 } };
        await Journal.EndAsync(ended);
        var refused = NewRun(Noon.AddHours(2)) with { Outcome = RunOutcome.Interrupted, Reason = Reason.InOwnWords("already running") };
        await Journal.EndAsync(refused);
        await using var db = await Databases.CreateDbContextAsync();
        (await db.Runs.OrderByDescending(stored => stored.StartedAt).Select(stored => stored.StartedAt).ToListAsync()).ShouldBe([Noon.AddHours(2), Noon.AddHours(1), Noon]);
        (await db.Runs.SingleAsync(stored => stored.Id == run.Id)).ShouldBe(ended);
        (await db.Runs.CountAsync(stored => stored.EndedAt > Noon)).ShouldBe(1);
    }

    [Fact]
    public async Task A_label_that_a_database_would_refuse_does_not_stop_the_batch()
    {
        var link = NewLink("1", "b-1", "nul \0 and half \uD83D of a pair");
        var write = NewWrite(link) with { Sent = new([KeyValuePair.Create<string, object?>("Name", link.LabelA)]), Label = link.LabelA };
        await Journal.IntendAsync([write]);
        await Journal.RecordAsync(new() { DataflowId = Flow, Links = [link] });
        (await Memory.LinksAsync(Flow, Pair, Side.A, [link.A]))[link.A].LabelA.ShouldBe("nul \uFFFD and half \uFFFD of a pair");
        (await Memory.UnsettledAsync(Flow)).ShouldHaveSingleItem().Sent.ShouldBe(write.Sent, "values are kept exactly");
    }

    [Fact]
    public async Task Headline_counts_are_sums_of_the_populations_by_the_one_table()
    {
        var links = Enum.GetValues<Population>().SelectMany(state => new[] { true, false }.Select(asks => (state, asks)))
            .Select((at, i) => NewLink($"{i}", $"b-{i}") with { State = at.state, AsksPerson = at.asks, PairId = i % 2 == 0 ? Pair : "orders" }).ToList();
        await Journal.RecordAsync(new() { DataflowId = Flow, Links = links, Unlinked = [NewUnlinked("x"), NewUnlinked("y", asksPerson: true), NewUnlinked("z", Population.OutOfScope)] });
        await Journal.RecordAsync(new() { DataflowId = "another", Links = [NewLink("1", "1") with { DataflowId = "another" }] });

        var counts = await Get<PopulationCounts>().OfAsync(Flow);
        counts.All.Total.ShouldBe(links.Count + 3);
        counts.All.Of(Population.Unlinked).ShouldBe(4);
        foreach (var headline in Enum.GetValues<Headline>())
        {
            var expected = links.Count(link => Headlines.Of(link.State, link.AsksPerson) == headline) + (headline == Headline.InSync ? 0 : 1);
            counts.All.Of(headline).ShouldBe(expected, headline.ToString());
        }

        counts.Pairs.Values.Sum(pair => pair.Total).ShouldBe(counts.All.Total);
        counts.Pairs["orders"].Total.ShouldBe(9);
        var all = await Get<PopulationCounts>().AllAsync();
        all.Keys.ShouldBe([Flow, "another"], ignoreOrder: true);
        all["another"].All.Of(Headline.InSync).ShouldBe(1);
        (await Get<PopulationCounts>().OfAsync("unheard-of")).All.Total.ShouldBe(0);
    }

    [Theory]
    [InlineData("ødegård")]
    [InlineData("ODEGAARD", false)]
    [InlineData("Ødegaard")]
    [InlineData("rené")]
    [InlineData("rene")]
    [InlineData("gård, rené", false)]
    [InlineData("ødegård, r")]
    [InlineData("b-77")]
    [InlineData("77")]
    [InlineData("b-7", false)]
    [InlineData("%", false)]
    [InlineData("øde ren")]
    [InlineData("egård", false)]
    [InlineData(" ")]
    public async Task A_link_is_found_by_the_beginnings_of_words_of_its_label_or_by_an_exact_id(string term, bool isFound = true)
    {
        await Journal.RecordAsync(new() { DataflowId = Flow, Links = [NewLink("77", "b-77", "Ødegård, René")] });
        await using var db = await Databases.CreateDbContextAsync();
        (await db.Links.Matching(db, term).CountAsync()).ShouldBe(isFound ? 1 : 0);
    }
}
