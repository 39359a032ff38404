using System.Collections.Immutable;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Storage;
using Shouldly;
using Record = SesamTalk.Engine.Records.Record;

namespace SesamTalk.Tests.Laws;

/// <summary>Values come back from storage as they went in, with their CLR types.</summary>
public sealed class ValueCodecLaw
{
    private static readonly object?[] Edges =
    [
        null, "", " ", "a", "æøå", "😀 ✓", "\0", "half \uD83D", new string('x', 70_000), 0L, -1L, long.MinValue, long.MaxValue, 0m, 0.00m, -0.1m, 10.50m, decimal.MaxValue, decimal.MinValue,
        true, false, DateOnly.MinValue, DateOnly.MaxValue, new DateOnly(2024, 2, 29), DateTimeOffset.MinValue, DateTimeOffset.MaxValue, new DateTimeOffset(2026, 7, 1, 1, 2, 3, TimeSpan.FromMinutes(-330)).AddTicks(1),
        new ElementList([]),
    ];

    [Fact]
    public void Every_edge_value_comes_back_the_same_and_of_the_same_type()
    {
        foreach (var value in Edges)
        {
            var back = ValueCodec.UnpackMap(ValueCodec.Pack(new ValueMap([KeyValuePair.Create("Some.Path", value)]))).Pairs.ShouldHaveSingleItem();
            back.Key.ShouldBe("Some.Path");
            Same(value, back.Value).ShouldBeTrue($"{value?.GetType().Name} {value} came back as {back.Value?.GetType().Name} {back.Value}");
        }
    }

    [Theory]
    [InlineData(1, 400)]
    [InlineData(2, 400)]
    [InlineData(3, 400)]
    public void Generated_values_come_back_the_same(int seed, int rounds)
    {
        var random = new Random(seed);
        for (var round = 0; round < rounds; round++)
        {
            var map = new ValueMap([.. Enumerable.Range(0, random.Next(12)).Select(i => KeyValuePair.Create($"p{i}.{new string('q', random.Next(200))}", Any(random, depth: 3)))]);
            var back = ValueCodec.UnpackMap(ValueCodec.Pack(map));
            back.Pairs.Length.ShouldBe(map.Pairs.Length);
            foreach (var (one, other) in map.Pairs.Zip(back.Pairs)) (one.Key == other.Key && Same(one.Value, other.Value)).ShouldBeTrue($"seed {seed}, round {round}: {one.Key}");
        }
    }

    [Theory]
    [InlineData(4, 400)]
    public void Generated_records_come_back_the_same_and_absent_stays_absent(int seed, int rounds)
    {
        var random = new Random(seed);
        for (var round = 0; round < rounds; round++)
        {
            var record = NewRecord(random, NewSchema(random, 3), depth: 3, mayBeAbsent: true);
            var back = ValueCodec.UnpackRecord(ValueCodec.Pack(record), record.Schema);
            back.Id.ShouldBe(record.Id);
            for (var slot = 0; slot < record.Schema.Properties.Length; slot++) Same(record[slot], back[slot]).ShouldBeTrue($"seed {seed}, round {round}, slot {slot}");
        }
    }

    [Fact]
    public void Bytes_that_are_cut_or_strange_are_refused_and_never_read_as_something_else()
    {
        var bytes = ValueCodec.Pack(new ValueMap([.. Edges.Select((value, i) => KeyValuePair.Create($"p{i}", value is string { Length: > 100 } ? "x" : value))]));
        for (var length = 1; length < bytes.Length; length++) Should.Throw<InvalidDataException>(() => ValueCodec.UnpackMap(bytes[..length]));
        Should.Throw<InvalidDataException>(() => ValueCodec.UnpackMap([9, .. bytes[1..]]));
        Should.Throw<InvalidDataException>(() => ValueCodec.UnpackMap([1, 1, 1, (byte)'p', 77]));
        Should.Throw<InvalidDataException>(() => ValueCodec.UnpackMap([1, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F]));
    }

    [Fact]
    public void A_type_that_no_slot_may_hold_is_refused_when_it_is_packed() =>
        Should.Throw<ArgumentException>(() => ValueCodec.Pack(new ValueMap([KeyValuePair.Create<string, object?>("p", 1.5)]))).Message.ShouldContain("Double");

    private static bool Same(object? one, object? other) => (one, other) switch
    {
        (null, null) => true,
        (decimal a, decimal b) => decimal.GetBits(a).SequenceEqual(decimal.GetBits(b)),
        (DateTimeOffset a, DateTimeOffset b) => a.EqualsExact(b),
        (ElementList a, ElementList b) => a.Elements.Length == b.Elements.Length && a.Elements.Zip(b.Elements).All(pair => SameRecord(pair.First, pair.Second)),
        _ => one?.GetType() == other?.GetType() && Equals(one, other),
    };

    private static bool SameRecord(Record one, Record other) =>
        one.Id == other.Id && one.Schema.Entity == other.Schema.Entity
        && one.Schema.Properties.Select((property, slot) => property.Path == other.Schema.Properties[slot].Path && Same(one[slot], other[slot])).All(same => same);

    private static object? Any(Random random, int depth) => depth > 0 && random.Next(5) == 0
        ? NewList(random, NewSchema(random, depth - 1), depth - 1)
        : random.Next(3) == 0 ? random.NextInt64(long.MinValue, long.MaxValue) : Edges[random.Next(Edges.Length)];

    private static ElementList NewList(Random random, Schema schema, int depth) =>
        new([.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => NewRecord(random, schema, depth, mayBeAbsent: true))]);

    private static Schema NewSchema(Random random, int depth) => new("entity " + random.Next(100), Enumerable.Range(0, random.Next(1, 9)).Select(i =>
        depth > 0 && random.Next(4) == 0
            ? new SchemaProperty($"list{i}", PropertyType.List) { Element = NewSchema(random, depth - 1) }
            : new SchemaProperty($"p{i}", (PropertyType)random.Next(6)) { IsKey = i == 0 }));

    private static Record NewRecord(Random random, Schema schema, int depth, bool mayBeAbsent) => new(schema, random.Next(3) == 0 ? null : new RecordId("id" + random.Next()),
    [
        .. schema.Properties.Select(property => mayBeAbsent && random.Next(4) == 0 ? Absent.Instance
            : property.Element is { } element ? NewList(random, element, depth - 1)
            : Any(random, 0)),
    ]);
}
