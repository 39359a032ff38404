using System.Security.Cryptography;
using System.Text;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Connectors.Wire;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Sync;
using Record = SesamTalk.Engine.Records.Record;

namespace SesamTalk.Web.Cli.Bench;

/// <summary>What passes with every record and touches neither disk nor wire: mapping against a mapping written by hand, and a record's print against SHA-256 alone.</summary>
internal sealed class MapCase() : BenchCase("map", "mapping and hashing of records in memory, against a mapping written by hand and SHA-256 alone")
{
    private const int Most = 100_000, Times = 10;

    public override async Task<IReadOnlyList<BenchLine>> MeasureAsync(BenchAsk ask)
    {
        ask = ask with { Records = Math.Min(ask.Records, Most) };
        await using var scene = await BenchScene.MakeAsync(ask, ask.Records, 0);
        var (a, records) = await ReadAsync(scene, "a", ask.Stop);
        var (b, _) = await ReadAsync(scene, "b", ask.Stop);
        var flow = BenchScene.Flow();
        var (mapper, book) = (new PairRules(flow, new ReadyPair(flow.Pairs[0], a, b)).Mapper, new ReferenceBook());
        int[] slots = [.. BenchScene.Kept.Select(a.Schema.SlotOf)];
        var texts = records.ConvertAll(record => Encoding.UTF8.GetBytes(string.Join(';', Enumerable.Range(0, a.Schema.Properties.Length).Select(slot => Prints.Text(record[slot])))));
        return
        [
            Line(ask, "mapping", "records of 10 properties are mapped", () => Each(records, record => mapper.Map(record, Side.B, book)[0]), () => Each(records, record => ByHand(record, slots)[0])),
            Line(ask, "hashing", "records of 12 properties are hashed", () => Each(records, record => Prints.Of(record)), () => Each(texts, text => SHA256.HashData(text))),
        ];
    }

    private BenchLine Line(BenchAsk ask, string variant, string what, Action engine, Action floor)
    {
        var (engines, floors) = (new List<Measured>(), new List<Measured>());
        engine();
        floor();
        for (var round = 0; round < ask.Rounds; round++)
        {
            floors.Add(Measured.Of(floor));
            engines.Add(Measured.Of(engine));
        }

        var line = new BenchLine(Name, variant, what, ask.Records * Times, engines) { Floor = floors };
        return line with { Figures = [new("nanoseconds a record", line.Seconds * 1e9 / line.Records), new("nanoseconds a record of the floor", line.FloorSeconds!.Value * 1e9 / line.Records)] };
    }

    private static void Each<T>(List<T> all, Func<T, object?> one)
    {
        object? last = null;
        for (var time = 0; time < Times; time++)
            foreach (var single in all) last = one(single);
        GC.KeepAlive(last);
    }

    private static object?[] ByHand(Record record, int[] slots)
    {
        var mapped = new object?[slots.Length];
        for (var at = 0; at < slots.Length; at++) mapped[at] = record[slots[at]] is decimal number ? number : (string?)record[slots[at]];
        return mapped;
    }

    private static async Task<(EntityDescription Entity, List<Record> Records)> ReadAsync(BenchScene scene, string system, CancellationToken cancellation)
    {
        await using var connector = scene.Connector(system);
        var entity = (await connector.DescribeAsync(cancellation)).Value!.Entities.Single();
        var records = new List<Record>();
        await foreach (var answer in connector.ReadChangesAsync(entity.Name, null, cancellation)) records.AddRange(answer.Value!.Changes.Select(change => change.Record!));
        return (entity, records);
    }
}
