using System.Collections.Immutable;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Connectors.Memory;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Records;

namespace SesamTalk.Tests.Engine.Sync;

/// <summary>
/// A small invented dataflow with every shape that the first documents need: customers and contacts in A against people in
/// B, and orders whose two references meet in one (fan-in).
/// </summary>
internal static class Shop
{
    private static readonly EntityCapabilities All = new()
    {
        ChangeCursor = true, CanCreate = true, CanUpdate = true, CanDelete = true, LocksByVersion = true, ReferenceProperty = "Ref", SearchableBy = ["Ref"],
    };

    public static Dataflow Dataflow { get; } = new()
    {
        Id = "shop", Title = "A to B Dataflow", A = new() { DocumentName = "A", SystemId = "a" }, B = new() { DocumentName = "B", SystemId = "b" },
        Pairs =
        [
            new Pair
            {
                Id = "customers", A = Side("Customers"), B = Side("People", new Dependency("customer", "Kind")), ToB = Every, ToA = Every,
                Keys = [new MergeKey([new KeyPart("Email", "Mail")])],
                Properties = [Row("Id", "Id"), Row("Name", "Label"), Row("Email", "Mail"), Row("Address.City", "City"), Row("Limit", "CreditLimit")],
            },
            new Pair
            {
                Id = "contacts", A = Side("Contacts"), B = Side("People", new Dependency("contact", "Kind")), ToB = Every, ToA = Every,
                Keys = [new MergeKey([new KeyPart("Email", "Mail")])],
                Properties = [Row("Name", "Label"), Row("Email", "Mail")],
            },
            new Pair
            {
                Id = "orders", A = Side("Orders"), B = Side("Bills"), ToB = Every, ToA = Every,
                Properties = [Row("Currency", "Currency"), Row("CustomerId", "Customer"), Row("ContactId", "Customer"), Row("No", "Number")],
            },
        ],
    };

    private static Direction Every => new() { Creation = CreationRule.Every };

    public static MemorySystem SystemA(TimeProvider clock) => new MemorySystem(clock)
        .With(Entity("Customers", "Name", PropertyType.Integer, ("Name", PropertyType.Text), ("Email", PropertyType.Text), ("Address.City", PropertyType.Text), ("Limit", PropertyType.Decimal)))
        .With(Entity("Contacts", "Name", PropertyType.Integer, ("Name", PropertyType.Text), ("Email", PropertyType.Text)))
        .With(Entity("Orders", "No", PropertyType.Integer, [Text("Currency"), Reference("CustomerId", PropertyType.Integer, "Customers"), Reference("ContactId", PropertyType.Integer, "Contacts"), Text("No")]));

    public static MemorySystem SystemB(TimeProvider clock) => new MemorySystem(clock)
        .With(Entity("People", "Label", PropertyType.Text, ("Label", PropertyType.Text), ("Mail", PropertyType.Text), ("City", PropertyType.Text), ("CreditLimit", PropertyType.Text), ("Kind", PropertyType.Text)))
        .With(Entity("Bills", "Number", PropertyType.Text, [Text("Currency"), Reference("Customer", PropertyType.Text, "People"), Text("Number")]));

    public static PropertyRule Row(string a, string b) => new() { Id = PropertyRule.IdOf(a, b), A = a, B = b, TypeToB = "\"string\"" };

    private static PairSide Side(string entity, params Dependency[] filters) => new() { Name = entity, Entity = entity, Filters = [.. filters] };

    private static EntityDescription Entity(string name, string label, PropertyType key, params (string Path, PropertyType Type)[] properties) =>
        Entity(name, label, key, [.. properties.Select(p => new SchemaProperty(p.Path, p.Type))]);

    private static EntityDescription Entity(string name, string label, PropertyType key, SchemaProperty[] properties) => new(
        new Schema(name, [new SchemaProperty("Id", key) { IsKey = true, IsReadOnly = true }, .. properties, new SchemaProperty("Ref", PropertyType.Text)]), All) { Label = [label] };

    private static SchemaProperty Text(string path) => new(path, PropertyType.Text);

    private static SchemaProperty Reference(string path, PropertyType type, string entity) => new(path, type) { References = [entity] };
}
