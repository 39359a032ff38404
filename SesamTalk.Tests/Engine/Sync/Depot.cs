using System.Collections.Immutable;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Connectors.Memory;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Records;

namespace SesamTalk.Tests.Engine.Sync;

/// <summary>
/// A small invented dataflow where things are created on demand: makers when goods of theirs go over, goods when an order
/// names them. Teams and their leads refer to each other.
/// </summary>
internal static class Depot
{
    private static readonly EntityCapabilities All = new()
    {
        ChangeCursor = true, CanCreate = true, CanUpdate = true, CanDelete = true, LocksByVersion = true, ReferenceProperty = "Ref", SearchableBy = ["Ref", "Code"],
    };

    public static Dataflow Dataflow { get; } = new()
    {
        Id = "depot", Title = "A to B Dataflow", A = new() { DocumentName = "A", SystemId = "a" }, B = new() { DocumentName = "B", SystemId = "b" },
        Pairs =
        [
            Pair("orders", "Orders", "Sales", Every, "No>Number Item>Goods"),
            Pair("items", "Items", "Goods", On("A-orders"), "Name>Title Code>Code Maker>Brand") with { Keys = [new MergeKey([new KeyPart("Code", "Code")])] },
            Pair("makers", "Makers", "Brands", On("Item"), "Name>Title"),
            Pair("teams", "Teams", "Groups", Every, "Name>Title Lead>Head"),
            Pair("people", "Staff", "Persons", Every, "Name>Title Team>Group"),
        ],
    };

    public static MemorySystem SystemA(TimeProvider clock) => new MemorySystem(clock)
        .With(Entity("Orders", Text("No"), Ref("Item", "Items"))).With(Entity("Items", Text("Name"), Text("Code"), Ref("Maker", "Makers"))).With(Entity("Makers", Text("Name")))
        .With(Entity("Teams", Text("Name"), Ref("Lead", "Staff"))).With(Entity("Staff", Text("Name"), Ref("Team", "Teams")));

    public static MemorySystem SystemB(TimeProvider clock) => new MemorySystem(clock)
        .With(Entity("Sales", Text("Number"), Ref("Goods", "Goods"))).With(Entity("Goods", Text("Title"), Text("Code"), Ref("Brand", "Brands"))).With(Entity("Brands", Text("Title")))
        .With(Entity("Groups", Text("Title"), Ref("Head", "Persons"))).With(Entity("Persons", Text("Title"), Ref("Group", "Groups")));

    private static Direction Every => new() { Creation = CreationRule.Every };

    private static Direction On(string entity) => new() { Creation = CreationRule.WhenConnected, ConnectedTo = [entity] };

    private static Pair Pair(string id, string a, string b, Direction toB, string rows) => new()
    {
        Id = id, A = new PairSide { Name = a, Entity = a }, B = new PairSide { Name = b, Entity = b }, ToB = toB,
        Properties = [.. rows.Split(' ').Select(row => Shop.Row(row.Split('>')[0], row.Split('>')[1]))],
    };

    private static EntityDescription Entity(string name, params SchemaProperty[] properties) => new(
        new Schema(name, [new SchemaProperty("Id", PropertyType.Text) { IsKey = true, IsReadOnly = true }, .. properties, Text("Ref")]), All) { Label = [properties[0].Path] };

    private static SchemaProperty Text(string path) => new(path, PropertyType.Text);

    private static SchemaProperty Ref(string path, string entity) => new(path, PropertyType.Text) { References = [entity] };
}
