using Microsoft.EntityFrameworkCore;
using SesamTalk.Engine.Connectors.Wire;
using SesamTalk.Engine.Storage;
using Shouldly;

namespace SesamTalk.Tests.Conformance;

public abstract partial class StorageConformance
{
    [Fact]
    public async Task Processes_that_take_turns_of_one_rate_at_once_get_each_its_own()
    {
        var processes = Enumerable.Range(0, 4).Select(_ => new RateShares(Databases, _clock, isShared: true)).ToList();
        foreach (var process in processes) await process.TakeAsync("to know the server's clock", 1, 10, default);
        var taken = await Task.WhenAll(Enumerable.Range(0, 24).Select(i => Task.Run(() => processes[i % 4].TakeAsync("key", 1, 10, default))));

        // By the hand-turned clock they all ask in the same moment: ten now, ten a good second later, four after that.
        taken.Select(turn => turn!.Value).GroupBy(turn => (int)Math.Round(turn.Wait.TotalSeconds)).OrderBy(second => second.Key)
            .Select(second => (second.Key, second.Sum(turn => turn.Count))).ShouldBe([(0, 10), (1, 10), (2, 4)]);
        (await processes[0].TakeAsync("another key", 1, 10, default))!.Value.Wait.ShouldBe(TimeSpan.Zero);

        _clock.Advance(TimeSpan.FromSeconds(10));
        await processes[1].HoldAsync("key", TimeSpan.FromSeconds(5), default);
        (await processes[2].TakeAsync("key", 1, 10, default))!.Value.Wait.ShouldBe(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task A_ledger_of_one_process_or_out_of_reach_leaves_the_count_to_the_process()
    {
        (await new RateShares(Databases, _clock, isShared: false).TakeAsync("key", 1, 10, default)).ShouldBeNull();
        await using (var db = await Databases.CreateDbContextAsync()) await db.Database.ExecuteSqlAsync($"DROP TABLE \"RateShares\"");
        (await new RateShares(Databases, _clock, isShared: true).TakeAsync("key", 1, 10, default)).ShouldBeNull();
    }
}
