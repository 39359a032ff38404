using SesamTalk.Engine.Connectors.Memory;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;
using SesamTalk.Tests.Web.Jobs;
using Shouldly;
using Xunit;
using Record = SesamTalk.Engine.Records.Record;

namespace SesamTalk.Tests.Engine.Sync;

/// <summary>The history against what really happened (I26): both records as they were at any time, and every write once.</summary>
public sealed class HistoryReplayTests
{
    private static readonly (string A, string B)[] Rows = [("Name", "Label"), ("Email", "Mail"), ("Address.City", "City")];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Both_records_are_known_as_they_were_after_every_run(int seed)
    {
        var (clock, random) = (new HandClock(), new Random(seed));
        await using var world = await TwoSystems.StartAsync(clock, [Shop.Dataflow], Shop.SystemA, Shop.SystemB);
        var customer = world.A.Insert("Customers", Rows.Select(row => KeyValuePair.Create(row.A, (object?)"first")));
        await world.SettleAsync();
        var link = (await world.Memory.LinksAsync("shop", "customers", Side.A, [customer])).Values.ShouldHaveSingleItem();
        var seen = new List<(DateTimeOffset At, List<string> A, List<string> B)>();
        for (var step = 0; step < 25; step++)
        {
            clock.Advance(TimeSpan.FromMinutes(1));
            // Both sides, at times the same property: a conflict opens, and at times the edit is taken back.
            if (random.Next(2) == 0) world.A.Edit("Customers", customer, Rows[random.Next(3)].A, $"value {random.Next(4)}");
            if (random.Next(2) == 0) world.B.Edit("People", link.B, Rows[random.Next(3)].B, $"value {random.Next(4)}");
            await world.SyncAsync(step % 5 == 0 ? RunKind.Everything : RunKind.Changes);
            seen.Add((clock.GetUtcNow(), Of(world.A.Record("Customers", customer)!, Side.A), Of(world.B.Record("People", link.B)!, Side.B)));
        }

        var history = world.Get<LinkHistory>();
        foreach (var (at, a, b) in seen)
        {
            var (knownA, knownB) = await history.AsOfAsync(link.Id, at);
            Of(knownA, Side.A).ShouldBe(a, $"A at {at:HH:mm}, seed {seed}");
            Of(knownB, Side.B).ShouldBe(b, $"B at {at:HH:mm}, seed {seed}");
        }

        var entries = await history.OfAsync(link.Id);
        entries.Count(entry => !entry.WrittenA.Pairs.IsEmpty).ShouldBe(world.A.Journal.Count(act => act.Actor == MemoryActor.Engine));
        entries.Count(entry => !entry.WrittenB.Pairs.IsEmpty).ShouldBe(world.B.Journal.Count(act => act.Actor == MemoryActor.Engine));
        entries.ShouldAllBe(entry => !entry.Because.IsEmpty && entry.DefinitionVersion == 1 && entry.RunId != Guid.Empty);
        entries.Where(entry => !entry.WrittenA.Pairs.IsEmpty || !entry.WrittenB.Pairs.IsEmpty).Skip(1).ShouldAllBe(entry => !entry.Rules.IsEmpty);
    }

    private static List<string> Of(Record record, Side side) => [.. Rows.Select(row => $"{record[side == Side.A ? row.A : row.B]}")];

    private static List<string> Of(ValueMap values, Side side) => [.. Rows.Select(row => $"{values.Pairs.FirstOrDefault(pair => pair.Key == (side == Side.A ? row.A : row.B)).Value}")];
}
