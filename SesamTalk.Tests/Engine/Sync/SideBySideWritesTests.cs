using System.Collections.Immutable;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Sync;
using SesamTalk.Tests.Engine.Connectors.Rest;
using Shouldly;
using Record = SesamTalk.Engine.Records.Record;

namespace SesamTalk.Tests.Engine.Sync;

/// <summary>A manifest that declares several requests at the same time has its records written side by side, and no others.</summary>
public sealed class SideBySideWritesTests
{
    private const int AtOnce = 4, All = 10;
    private static readonly Schema Schema = new("Orders", [new SchemaProperty("id", PropertyType.Text) { IsKey = true }]);
    private readonly TaskCompletionSource _full = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<string> _begun = [];
    private readonly Dictionary<PlannedWrite, WriteResult> _results = new(ReferenceEqualityComparer.Instance);
    private int _underWay, _most, _told;

    [Fact]
    public async Task As_many_writes_as_are_declared_are_under_way_at_once_and_each_is_begun_once()
    {
        // Nobody is answered before as many are there as are allowed: were they sent one by one, nothing would ever be.
        await Carry(AtOnce, [.. Enumerable.Range(1, All).Select(number => Create($"{number}"))], async _ =>
        {
            var now = Interlocked.Increment(ref _underWay);
            lock (_begun) _most = Math.Max(_most, now);
            if (now == AtOnce) _full.TrySetResult();
            await _full.Task;
            Interlocked.Decrement(ref _underWay);
            return Done;
        }).WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        _begun.Order(StringComparer.Ordinal).ShouldBe(Enumerable.Range(1, All).Select(number => $"{number}").Order(StringComparer.Ordinal));
        (_most, _results.Count, _told).ShouldBe((AtOnce, All, All));
    }

    [Fact]
    public async Task A_second_write_to_a_record_a_second_record_of_a_key_and_a_removal_are_left_for_later()
    {
        var writes = new[] { Update("1"), Update("1"), Create("2", "mail"), Create("3", "mail"), Update("4") with { Act = WriteAct.Delete } };
        await Carry(AtOnce, writes, _ => Task.FromResult(Done));
        writes.Select(_results.ContainsKey).ShouldBe([true, false, true, false, false]);
    }

    [Fact]
    public async Task Where_a_system_takes_nothing_now_nothing_more_is_begun()
    {
        await Carry(2, [.. Enumerable.Range(1, All).Select(number => Create($"{number}"))], write => Task.FromResult(write.Label == "3" ? new WriteResult(WriteState.NotDone, Ends: RunOutcome.Interrupted) : Done));
        _begun.ShouldBe(["1", "2", "3"]);
        _results.Count.ShouldBe(3);
    }

    [Fact]
    public async Task What_was_over_before_begins_nothing()
    {
        _results[Create("0")] = new WriteResult(WriteState.NotDone, Ends: RunOutcome.Failed);
        await Carry(2, [Create("1")], _ => Task.FromResult(Done));
        _begun.ShouldBeEmpty();
    }

    [Fact]
    public async Task After_a_cancel_what_was_answered_stays_what_was_only_searched_for_was_not_sent_and_nothing_more_is_begun()
    {
        using var cancel = new CancellationTokenSource();
        await Carry(2, [.. Enumerable.Range(1, All).Select(number => Create($"{number}"))], async write =>
        {
            if (write.Label != "3") return Done;
            await cancel.CancelAsync();
            throw new OperationCanceledException(cancel.Token);
        }, cancel.Token);
        _results.Select(result => (result.Key.Label, result.Value.State)).ShouldBe([("1", WriteState.Done), ("2", WriteState.Done), ("3", WriteState.NotDone)], ignoreOrder: true);
        _begun.Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_dataflow_that_is_anothers_by_now_ends_it()
    {
        await Should.ThrowAsync<RunEnd>(() => Carry(2, [.. Enumerable.Range(1, All).Select(number => Create($"{number}"))], write => write.Label == "4" ? throw new RunEnd(RunOutcome.Interrupted, Reason.Of(ReasonCodes.TakenOver)) : Task.FromResult(Done)));
        _begun.Count.ShouldBe(4);
    }

    [Theory]
    [InlineData(0, 100), InlineData(1, 100), InlineData(2, 128), InlineData(16, 1_024), InlineData(64, 2_000)]
    public async Task Only_where_more_than_one_is_declared_and_batches_are_as_large_as_that_needs(int declared, int size)
    {
        using var scene = Scene(declared);
        SideBySideWrites.SizeOf(scene.Connector, new SyncOptions()).ShouldBe(size);
        await Carry(declared, [Create("1"), Create("2")], _ => Task.FromResult(Done));
        _results.Count.ShouldBe(declared > 1 ? 2 : 0);
    }

    private static WriteResult Done => new(WriteState.Done);

    private async Task Carry(int atOnce, IReadOnlyList<PlannedWrite> writes, Func<PlannedWrite, Task<WriteResult>> one, CancellationToken cancellation = default)
    {
        using var scene = Scene(atOnce);
        await new SideBySideWrites(_ => scene.Connector, (write, entry) =>
        {
            entry.Source.ShouldBe(write.Source);
            lock (_begun) _begun.Add(write.Label);
            return one(write);
        }, _ => _told++).WriteAsync([.. writes.Select(write => (write, Entry(write)))], _results, cancellation);
    }

    private static PlannedWrite Create(string name, params string[] keys) => new()
    {
        PairId = "orders", LinkId = Guid.NewGuid(), Side = Side.B, Act = WriteAct.Create, Entity = "Orders", Source = new RecordId(name), Label = name, Because = Reason.None,
        Values = Record.Of(Schema, null, []), Basis = ValueMap.Empty, Keys = [.. keys],
    };

    private static PlannedWrite Update(string id) => Create(id) with { Act = WriteAct.Update, Target = new RecordId(id) };

    private static WriteEntry Entry(PlannedWrite write) => new()
    {
        Id = Guid.NewGuid(), RunId = Guid.Empty, DataflowId = "flow", PairId = write.PairId, LinkId = write.LinkId, Side = write.Side, Act = write.Act, Source = write.Source, Because = write.Because, IntendedAt = default,
    };

    private static RestScene Scene(int parallel) => new($$"""
        name: Shop
        rateLimit: { parallel: {{parallel}} }
        entities:
          - name: Orders
            id: id
            fields: { id: string }
            operations:
              list: { path: /orders }
        """, _ => RestScene.Json("{}"));
}
