using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Records;
using Shouldly;
using Record = SesamTalk.Engine.Records.Record;

namespace SesamTalk.Tests.Engine.Dataflows;

public sealed class MappingCheckTests
{
    private static readonly PropertyType[] Types = [.. Enum.GetValues<PropertyType>().Where(type => type != PropertyType.List)];

    private static readonly string?[] Cells =
    [
        null, "\"string\"", "\"integer\"", "\"float\"", "\"decimal\"", "\"boolean\"", "[\"list\",\"_.\"]", "[\"upper\",\"_.\"]", "[\"lower\",\"_.\"]", "[\"strip\",\"_.\"]",
        "[\"datetime-format\",\"%Y-%m-%d\",\"_.\"]", "[\"datetime-parse\",\"%Y-%m-%d\",\"_.\"]", "[\"eq\",\"_.\",\"1\"]", "[\"neq\",\"_.\",\"1\"]",
        "[\"if\",[\"neq\",\"_.\",\"X\"],\"integer\",\"string\"]", "[\"integer\",[\"decimal\",\"_.\"]]",
    ];

    [Theory]
    [InlineData("Text", "Text", null, null, "")]
    [InlineData("Text", "Text", "[\"strip\",\"_.\"]", null, "A:  blanks  > blanks > blanks")]
    [InlineData("Text", "Text", "[\"upper\",\"_.\"]", "[\"lower\",\"_.\"]", "A: Ærlig Æsj > ÆRLIG ÆSJ > ærlig æsj")]
    [InlineData("Text", "Text", null, "[\"upper\",\"_.\"]", "A: Ærlig Æsj > Ærlig Æsj > ÆRLIG ÆSJ")]
    [InlineData("Integer", "Integer", null, null, "")]
    [InlineData("Integer", "Text", "\"string\"", null, "B: 0042 > 42 > 42")]
    [InlineData("Decimal", "Text", "\"string\"", null, "B: 0042 > 42 > 42")]
    [InlineData("Decimal", "Decimal", "\"float\"", "\"decimal\"", "")]
    [InlineData("Decimal", "Integer", "\"integer\"", null, "A: 1.5 > 1 > 1")]
    [InlineData("Decimal", "Integer", null, null, "A: 1.5 > - > - (it cannot become a whole number)")]
    [InlineData("Integer", "Decimal", null, null, "B: 1.5 > - > - (it cannot become a whole number)")]
    [InlineData("Boolean", "Boolean", "\"boolean\"", null, "")]
    [InlineData("Boolean", "Integer", null, null, "B: -7 > - > - (it cannot become a yes or no)")]
    [InlineData("Boolean", "Text", null, null, "B: ja > true > true")]
    [InlineData("Date", "Date", null, null, "")]
    [InlineData("Date", "DateTime", null, null, "B: 2026-02-28T23:30:15Z > 2026-02-28 > 2026-02-28T00:00:00Z")]
    [InlineData("DateTime", "DateTime", null, null, "")]
    [InlineData("DateTime", "Text", "[\"datetime-format\",\"%Y-%m-%d\",\"_.\"]", "[\"datetime-parse\",\"%Y-%m-%d\",\"_.\"]", "A: 2026-02-28T23:30:15Z > 2026-02-28 > 2026-02-28T00:00:00Z")]
    public void What_does_not_come_back_is_shown_by_an_example(string a, string b, string? toB, string? toA, string expected) =>
        string.Join("; ", MappingCheck.Of(Pair(Type(a), Type(b), Row(toB, toA))).Select(Said)).ShouldBe(expected);

    [Fact]
    public void There_and_back_holds_over_every_conversion_of_which_nothing_is_said()
    {
        var random = new Random(4);
        var (held, asked) = (0, 0);
        // Every conversion, and none, on either way between every two types.
        var onTheWay = from cell in Cells from a in Types from b in Types select (a, b, toB: cell, toA: (string?)null);
        var onTheWayBack = from cell in Cells.Skip(1) from a in Types from b in Types select (a, b, toB: (string?)null, toA: cell);
        foreach (var (a, b, toB, toA) in onTheWay.Concat(onTheWayBack))
        {
            if (!MappingCheck.Of(Pair(a, b, Row(toB, toA))).IsEmpty) continue;
            held++;
            var mapper = new PropertyMapper(MappedRows.Of(Pair(a, b, Row(toB, toA))));
            for (var i = 0; i < 20; i++, asked++)
            {
                var value = Any(random, a);
                var there = mapper.Map(One("X", a, value), Side.B, new ReferenceBook())[0];
                var back = there is Unmappable ? there : mapper.Map(One("Y", b, there), Side.A, new ReferenceBook())[0];
                if (there is Unmappable && a == PropertyType.Text && b != PropertyType.Text) continue;
                Values.Agree(value, back).ShouldBeTrue($"{a} {value} by {toB} is {there} as {b}, and back by {toA} it is {back}");
            }
        }

        held.ShouldBeGreaterThan(5);
        asked.ShouldBeGreaterThan(100);
    }

    [Fact]
    public void A_row_that_goes_one_way_has_nothing_to_bring_back() =>
        MappingCheck.Of(Pair(PropertyType.Decimal, PropertyType.Integer, Row("\"integer\"", null) with { Flow = RuleFlow.ToB })).ShouldBeEmpty();

    [Fact]
    public void A_system_s_own_records_are_asked_first()
    {
        var sample = One("X", PropertyType.Text, "Straße");
        var lost = MappingCheck.Of(Pair(PropertyType.Text, PropertyType.Text, Row("[\"upper\",\"_.\"]", null)), [sample]).ShouldHaveSingleItem();
        (lost.Value, lost.RowId).ShouldBe(("Straße", "x~y"));
    }

    [Fact]
    public void Rows_inside_lists_are_asked_too()
    {
        var (line, item) = (new Schema("line", [new("N", PropertyType.Decimal)]), new Schema("item", [new("N", PropertyType.Integer)]));
        var pair = new Pair
        {
            Id = "p", A = new PairSide { Name = "A", Entity = "A" }, B = new PairSide { Name = "B", Entity = "B" },
            Properties = [new PropertyRule { Id = "n", A = "L.N", B = "I.N", TypeToB = "\"integer\"" }],
        };
        var ready = new ReadyPair(
            pair,
            new EntityDescription(new Schema("A", [new("L", PropertyType.List) { Element = line }]), new EntityCapabilities()),
            new EntityDescription(new Schema("B", [new("I", PropertyType.List) { Element = item }]), new EntityCapabilities()));
        MappingCheck.Of(ready).ShouldHaveSingleItem().RowId.ShouldBe("n");
    }

    private static PropertyType Type(string name) => Enum.Parse<PropertyType>(name);

    private static string Said(LossyRow row) => $"{row.From}: {row.Value} > {row.There ?? "-"} > {row.Back ?? "-"}{(row.Reason.Length > 0 ? $" ({row.Reason})" : "")}";

    private static PropertyRule Row(string? toB, string? toA) => new() { Id = "x~y", A = "X", B = "Y", TypeToB = toB, TypeToA = toA };

    private static Record One(string path, PropertyType type, object? value) => Record.Of(new Schema("one", [new(path, type)]), null, KeyValuePair.Create(path, value));

    private static ReadyPair Pair(PropertyType a, PropertyType b, PropertyRule row) => new(
        new Pair { Id = "p", A = new PairSide { Name = "A", Entity = "A" }, B = new PairSide { Name = "B", Entity = "B" }, Properties = [row] },
        new EntityDescription(new Schema("A", [new("X", a)]), new EntityCapabilities()),
        new EntityDescription(new Schema("B", [new("Y", b)]), new EntityCapabilities()));

    private static object Any(Random random, PropertyType type) => type switch
    {
        PropertyType.Text => new string([.. Enumerable.Range(0, 1 + random.Next(6)).Select(_ => (char)random.Next(33, 0x17f))]),
        PropertyType.Integer => (long)random.Next(-1000, 1000),
        PropertyType.Decimal => random.Next(-100000, 100000) / 100m,
        PropertyType.Boolean => random.Next(2) == 0,
        PropertyType.Date => new DateOnly(1990, 1, 1).AddDays(random.Next(20000)),
        PropertyType.DateTime => new DateTimeOffset(1990, 1, 1, 0, 0, 0, TimeSpan.Zero).AddSeconds(random.Next()),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
