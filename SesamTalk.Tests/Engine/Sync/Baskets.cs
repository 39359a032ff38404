using System.Collections.Immutable;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Connectors.Memory;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Records;
using Record = SesamTalk.Engine.Records.Record;

namespace SesamTalk.Tests.Engine.Sync;

/// <summary>
/// A small invented dataflow with lists: orders whose lines are records of their own in A and elements of a list in B, and
/// baskets whose goods are lists in both.
/// </summary>
internal static class Baskets
{
    private static readonly EntityCapabilities All = new()
    {
        ChangeCursor = true, CanCreate = true, CanUpdate = true, CanDelete = true, LocksByVersion = true, ReferenceProperty = "Ref", SearchableBy = ["Ref"],
    };

    private static readonly Schema Line = new("line",
        [new("id", PropertyType.Text) { IsKey = true, IsReadOnly = true }, Text("sku") with { IsRequired = true }, new("amount", PropertyType.Decimal), Text("remark")]);

    private static readonly Schema Goods = new("goods", [Text("Sku"), new("Pieces", PropertyType.Integer)]);

    private static readonly Schema Item = new("item",
        [Text("code"), new("count", PropertyType.Text), Text("shelf"), new("total", PropertyType.Decimal) { IsReadOnly = true }]);

    public static Dataflow Parts { get; } = Flow(
        new Pair
        {
            Id = "lines", A = Side("OrderLines"), B = Side("Sales"), ToB = Every with { Deletes = DeleteRule.CarryOut }, ToA = Every,
            Properties = [Shop.Row("Id", "lines.id"), Shop.Row("Product", "lines.sku"), Shop.Row("Quantity", "lines.amount") with { TypeToB = null }],
        },
        new Pair { Id = "orders", A = Side("Orders"), B = Side("Sales"), ToB = Every, ToA = Every, Properties = [Shop.Row("No", "number")] });

    public static Dataflow Lists(bool withKey) => Flow(new Pair
    {
        Id = "baskets", A = Side("Baskets"), B = Side("Carts"), ToB = Every, ToA = Every,
        Keys = withKey ? [new MergeKey([new KeyPart("Goods.Sku", "items.code")])] : [],
        Properties = [Shop.Row("Name", "title"), Shop.Row("Goods.Sku", "items.code"), Shop.Row("Goods.Pieces", "items.count")],
    });

    public static MemorySystem SystemA(TimeProvider clock) => new MemorySystem(clock)
        .With(Entity("Orders", Text("No")))
        .With(Entity("OrderLines", new("OrderId", PropertyType.Integer) { References = ["Orders"], IsRequired = true, IsCreateOnly = true }, Text("Product"), new("Quantity", PropertyType.Decimal)))
        .With(Entity("Baskets", Text("Name"), new("Goods", PropertyType.List) { Element = Goods }));

    /// <summary>As PowerOffice Go does: lines are records of their own, and a new order takes its first ones along.</summary>
    public static MemorySystem SystemWithLinesAlong(TimeProvider clock)
    {
        var plain = SystemA(clock);
        var lines = plain.Description.Find("OrderLines")!.Schema;
        plain.With(Entity("Orders", Text("No"), new("OrderLines", PropertyType.List) { Element = lines, IsCreateOnly = true }));
        plain.Rewrites = (_, record) =>
        {
            if (record.Schema.SlotOf("OrderLines") < 0 || record["OrderLines"] is not ElementList { Elements.IsEmpty: false } list) return record;
            foreach (var line in list.Elements) plain.Insert("OrderLines", line.Known().Append(KeyValuePair.Create("OrderId", record["Id"])));
            return record.With([KeyValuePair.Create("OrderLines", (object?)null)]);
        };
        return plain;
    }

    /// <summary>B gives every new line a key of its own.</summary>
    public static MemorySystem SystemB(TimeProvider clock)
    {
        var next = 0;
        return new MemorySystem(clock) { Rewrites = (_, record) => Keyed(record, () => $"L{++next}") }
            .With(Entity("Sales", Text("number"), new("lines", PropertyType.List) { Element = Line }))
            .With(Entity("Carts", Text("title"), new("items", PropertyType.List) { Element = Item }));
    }

    public static ElementList Lines(params IEnumerable<(string Sku, decimal Amount)> lines) =>
        new([.. lines.Select(line => Record.Of(Line, null, KeyValuePair.Create("sku", (object?)line.Sku), KeyValuePair.Create("amount", (object?)line.Amount)))]);

    public static ElementList Pieces(params IEnumerable<(string Sku, long Pieces)> goods) =>
        new([.. goods.Select(one => Record.Of(Goods, null, KeyValuePair.Create("Sku", (object?)one.Sku), KeyValuePair.Create("Pieces", (object?)one.Pieces)))]);

    public static ElementList Items(params IEnumerable<(string Code, string Count, string? Shelf)> items) =>
        new([.. items.Select(one => Record.Of(Item, null, KeyValuePair.Create("code", (object?)one.Code), KeyValuePair.Create("count", (object?)one.Count), KeyValuePair.Create("shelf", (object?)one.Shelf)))]);

    /// <summary>The elements of a list in words, in its order.</summary>
    public static string Said(Record record, string list, params string[] paths) => string.Join(" | ", ((ElementList?)record[list])?.Elements.Select(element =>
        string.Join(" ", paths.Select(path => element[path] is Absent or null ? "-" : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{element[path]}")))) ?? []);

    private static Record Keyed(Record record, Func<string> key) => record.Schema.SlotOf("lines") >= 0 && record["lines"] is ElementList list
        ? record.With([KeyValuePair.Create("lines", (object?)new ElementList([.. list.Elements.Select(line => line["id"] is string ? line : line.With([KeyValuePair.Create("id", (object?)key())]))]))])
        : record;

    private static Dataflow Flow(params ImmutableArray<Pair> pairs) => new()
    {
        Id = "baskets", Title = "A to B Dataflow", A = new() { DocumentName = "A", SystemId = "a" }, B = new() { DocumentName = "B", SystemId = "b" }, Pairs = pairs,
    };

    private static Direction Every => new() { Creation = CreationRule.Every };

    private static PairSide Side(string entity) => new() { Name = entity, Entity = entity };

    private static EntityDescription Entity(string name, params SchemaProperty[] properties) => new(
        new Schema(name, [new SchemaProperty("Id", PropertyType.Integer) { IsKey = true, IsReadOnly = true }, .. properties, Text("Ref")]), All) { Label = [properties[0].Path] };

    private static SchemaProperty Text(string path) => new(path, PropertyType.Text);
}
