using System.Collections.Immutable;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Records;

namespace SesamTalk.Tests.Engine.Dataflows;

/// <summary>Two invented systems and a dataflow between them that has nothing to complain of; tests spoil one thing at a time.</summary>
internal static class ShopAndLedger
{
    private static readonly EntityCapabilities Writable = new() { CanCreate = true, CanUpdate = true, CanDelete = true };

    public static readonly Schema LedgerLine = new("line",
        [Key("id"), new("product", PropertyType.Text) { IsRequired = true }, new("quantity", PropertyType.Decimal), new("amount", PropertyType.Decimal) { IsReadOnly = true }]);

    public static SystemDescription Shop { get; } = new(
    [
        new(new Schema("Buyers", [Key("Id"), Text("Name"), Text("Mail"), Text("Kind"), new("IsPerson", PropertyType.Boolean), new("Age", PropertyType.Integer)]), Writable)
            { Aliases = ["Customer", "Buyers person"] },
        new(new Schema("Branches", [Key("Id"), Text("Name"), Text("Code")]), Writable) { Aliases = ["Customer"] },
        new(new Schema("Orders", [Key("Id"), Text("Number"), Ref("BuyerId", "Buyers"), new("Total", PropertyType.Decimal) { IsReadOnly = true }]), Writable),
        new(new Schema("OrderLines", [Key("Id"), Ref("OrderId", "Orders") with { IsRequired = true }, Text("Product"), new("Quantity", PropertyType.Decimal)]), Writable),
        new(new Schema("Reports", [Key("Id"), Text("Name")]), new EntityCapabilities()),
    ]);

    public static SystemDescription Ledger { get; } = new(
    [
        new(new Schema("customers", [Key("id"), Text("name") with { IsRequired = true }, Text("mail"), Text("type"), Text("code"), Text("country") with { AllowedValues = ["NO", "SE"] }]), Writable),
        new(new Schema("invoices",
        [
            Key("id"), Text("number"), Ref("customer", "customers"), Text("customer_text"), Text("sent_at") with { IsReadOnly = true },
            Text("origin") with { IsCreateOnly = true }, new("lines", PropertyType.List) { Element = LedgerLine },
        ]), Writable),
    ]);

    public static Dataflow Flow { get; } = new()
    {
        Id = "shop-ledger",
        Title = "Shop to Ledger Dataflow",
        A = new DataflowSide { DocumentName = "Shop", SystemId = "shop" },
        B = new DataflowSide { DocumentName = "Ledger", SystemId = "ledger" },
        Pairs = [Orders, Buyers],
    };

    public static Pair Buyers => Pair("Buyers", "customers", "Name>name Mail>mail");

    public static Pair Orders => Pair("Orders", "invoices", "Number>number BuyerId>customer");

    public static Pair OrderLines => Pair("OrderLines", "invoices", "Product>lines.product Quantity>lines.quantity");

    public static Pair Branches => Pair("Branches", "customers", "Name>name Code>code");

    public static Pair Pair(string a, string b, string rows)
    {
        var (sideA, sideB) = (Side("Shop", a), Side("Ledger", b));
        return new Pair
        {
            Id = PairIds.Of(sideA, sideB),
            A = sideA,
            B = sideB,
            ToB = new Direction { Creation = CreationRule.Every, Origin = RuleOrigin.Document },
            ToA = new Direction { Creation = CreationRule.Every, Origin = RuleOrigin.Added },
            Keys = [MergeKey(rows.Split(' ')[0])],
            Properties = [.. rows.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Row)],
        };
    }

    public static PropertyRule Row(string row)
    {
        var (a, b) = (row.Split('>')[0], row.Split('>')[1]);
        return new PropertyRule { Id = PropertyRule.IdOf(a, b), A = a, B = b, TypeToB = "\"string\"" };
    }

    public static Pair With(this Pair pair, string row, Func<PropertyRule, PropertyRule>? change = null) =>
        pair with { Properties = pair.Properties.Add((change ?? (same => same))(Row(row))) };

    public static Dataflow With(this Dataflow dataflow, params ImmutableArray<Pair> pairs) => dataflow with { Pairs = pairs };

    public static ImmutableArray<Dependency> Where(string path, string value) => [new(value, path)];

    private static PairSide Side(string system, string entity) => new() { Name = $"{system} {entity}", SystemName = system, Entity = entity };

    private static MergeKey MergeKey(string row) => new([new(row.Split('>')[0], row.Split('>')[1])], IsAdded: true);

    private static SchemaProperty Key(string path) => new(path, PropertyType.Text) { IsKey = true, IsReadOnly = true };

    private static SchemaProperty Text(string path) => new(path, PropertyType.Text);

    private static SchemaProperty Ref(string path, string entity) => new(path, PropertyType.Text) { References = [entity] };
}
