using SesamTalk.Engine.Connectors.Memory;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Records;
using static SesamTalk.Engine.Simulation.ShapeParts;

namespace SesamTalk.Engine.Simulation;

/// <summary>The invented dataflows that seeds choose from, each with a form of the grammar that has broken things before.</summary>
internal static class Shapes
{
    /// <summary>The shapes of two systems.</summary>
    public static IReadOnlyList<Shape> Two { get; } = [Plain(), WithoutCursors(), KeysOnly(), Types(), Orders(), Siblings()];

    /// <summary>Three systems in a chain: the middle one stands in both dataflows.</summary>
    public static Shape Chain { get; } = new("chain", [Left(), Right()], new Dictionary<string, Func<TimeProvider, MemorySystem>>
    {
        ["crm"] = clock => new MemorySystem(clock).With(Entity("Companies", PropertyType.Integer, "Name", Text("Name"), Text("Mail"), Text("City"))),
        ["ledger"] = clock => new MemorySystem(clock).With(Entity("Customers", PropertyType.Integer, "Name", Text("Name"), Text("Email"), Text("Town"), Text("Phone"))),
        ["shop"] = clock => new MemorySystem(clock).With(Entity("Buyers", PropertyType.Text, "Label", Text("Label"), Text("Email"), Text("Place"), Text("Phone"))),
    });

    /// <summary>A dataflow with brakes that even a few records reach; before it is to come to rest they are let go.</summary>
    public static Shape Braked { get; } = new("braked", [.. Plain().Dataflows.Select(flow => flow with { Limits = new() { SharesFrom = 3, DeletedShare = 0.4 } })], Plain().Systems);

    /// <summary>Two pairs into one entity, of which one takes the records of both: the contacts that the one creates are none of the other's.</summary>
    public static Shape Overlapping { get; } = new("overlapping siblings", [.. Siblings().Dataflows.Select(flow => flow with { Pairs = [flow.Pairs[1] with { ToA = new() { Creation = CreationRule.OnlyLinked } }, flow.Pairs[0] with { B = Side("People") }] })], Siblings().Systems);

    private static Shape Plain() => Of("plain",
        clock => new MemorySystem(clock).With(Entity("Customers", PropertyType.Integer, "Name", Text("Name"), Text("Email"), Text("City"), Text("Phone"))),
        clock => new MemorySystem(clock).With(Entity("People", PropertyType.Text, "Label", Text("Label"), Text("Mail"), Text("Town"), Text("Mobile"))),
        new Pair
        {
            Id = "customers", A = Side("Customers"), B = Side("People"), ToB = Every(DeleteRule.CarryOut), ToA = Every(),
            Keys = [Key("Email", "Mail"), Key("Phone", "Mobile")], Properties = [Row("Name", "Label"), Row("Email", "Mail"), Row("City", "Town"), Row("Phone", "Mobile")],
        });

    private static Shape WithoutCursors() => Of("without cursors",
        clock => new MemorySystem(clock).With(Entity("Customers", PropertyType.Integer, "Name", Text("Name"), Text("Email"), Text("City")).WithoutCursor()),
        clock => new MemorySystem(clock).With(Entity("People", PropertyType.Text, "Label", Text("Label"), Text("Mail"), Text("Town")).WithoutCursor()),
        new Pair
        {
            Id = "customers", A = Side("Customers"), B = Side("People"), ToB = Every(DeleteRule.CarryOut), ToA = Every(DeleteRule.CarryOut),
            Keys = [Key("Email", "Mail")], Properties = [Row("Name", "Label"), Row("Email", "Mail"), Row("City", "Town")],
        });

    private static Shape KeysOnly() => Of("found again by keys",
        clock => new MemorySystem(clock).With(Entity("Customers", PropertyType.Integer, "Name", Text("Name"), Text("Email"), Text("City"))),
        clock => new MemorySystem(clock).With(Entity("People", PropertyType.Text, "Label", Text("Label"), Text("Mail"), Text("Town")).WithoutReference()),
        new Pair
        {
            Id = "customers", A = Side("Customers"), B = Side("People"), ToB = Every(), ToA = Every(),
            Keys = [Key("Email", "Mail")], Properties = [Row("Name", "Label"), Row("Email", "Mail"), Row("City", "Town")],
        });

    private static Shape Types() => Of("types",
        clock => new MemorySystem(clock).With(Entity("Products", PropertyType.Integer, "Name", Text("Name"), Text("Code"), Typed("Price", PropertyType.Decimal), Typed("Stock", PropertyType.Integer), Typed("Active", PropertyType.Boolean), Typed("From", PropertyType.Date))),
        clock => new MemorySystem(clock).With(Entity("Wares", PropertyType.Text, "Title", Text("Title"), Text("Sku"), Text("Cost"), Text("Count"), Typed("IsOpen", PropertyType.Boolean), Typed("Since", PropertyType.DateTime))),
        new Pair
        {
            Id = "products", A = Side("Products"), B = Side("Wares"), ToB = Every(), ToA = Every(), Keys = [Key("Code", "Sku")],
            Properties = [Row("Name", "Title"), Row("Code", "Sku"), Row("Price", "Cost"), Row("Stock", "Count"), Row("Active", "IsOpen"), Row("From", "Since")],
        });

    private static Shape Orders() => Of("orders",
        clock => new MemorySystem(clock)
            .With(Entity("Customers", PropertyType.Integer, "Name", Text("Name"), Text("Email")))
            .With(Entity("Orders", PropertyType.Integer, "No", Text("No"), Text("Note"), Reference("CustomerId", PropertyType.Integer, "Customers"))),
        clock => new MemorySystem(clock)
            .With(Entity("People", PropertyType.Text, "Label", Text("Label"), Text("Mail")))
            .With(Entity("Bills", PropertyType.Text, "Number", Text("Number"), Text("Remark"), Reference("Person", PropertyType.Text, "People"))),
        new Pair { Id = "customers", A = Side("Customers"), B = Side("People"), ToB = Every(), ToA = Every(), Keys = [Key("Email", "Mail")], Properties = [Row("Name", "Label"), Row("Email", "Mail")] },
        new Pair { Id = "orders", A = Side("Orders"), B = Side("Bills"), ToB = Every(), ToA = Every(), Keys = [Key("No", "Number")], Properties = [Row("No", "Number"), Row("Note", "Remark"), Row("CustomerId", "Person")] });

    private static Shape Siblings() => Of("siblings",
        clock => new MemorySystem(clock)
            .With(Entity("Customers", PropertyType.Integer, "Name", Text("Name"), Text("Email"), Text("City")))
            .With(Entity("Contacts", PropertyType.Integer, "Name", Text("Name"), Text("Email"))),
        clock => new MemorySystem(clock).With(Entity("People", PropertyType.Text, "Label", Text("Label"), Text("Mail"), Text("Town"), Text("Kind"))),
        new Pair
        {
            Id = "customers", A = Side("Customers"), B = Side("People", new Dependency("customer", "Kind")), ToB = Every(), ToA = Every(),
            Keys = [Key("Email", "Mail")], Properties = [Row("Name", "Label"), Row("Email", "Mail"), Row("City", "Town")],
        },
        new Pair
        {
            Id = "contacts", A = Side("Contacts"), B = Side("People", new Dependency("contact", "Kind")), ToB = Every(), ToA = Every(),
            Keys = [Key("Email", "Mail")], Properties = [Row("Name", "Label"), Row("Email", "Mail")],
        });

    private static Dataflow Left() => Flow("left", "crm", "ledger", new Pair
    {
        Id = "companies", A = Side("Companies"), B = Side("Customers"), ToB = Every(), ToA = Every(), Keys = [Key("Mail", "Email")],
        Properties = [Row("Name", "Name"), Row("Mail", "Email"), Row("City", "Town")],
    });

    private static Dataflow Right() => Flow("right", "ledger", "shop", new Pair
    {
        Id = "buyers", A = Side("Customers"), B = Side("Buyers"), ToB = Every(), ToA = Every(), Keys = [Key("Email", "Email")],
        Properties = [Row("Name", "Label"), Row("Email", "Email"), Row("Town", "Place"), Row("Phone", "Phone")],
    });

    private static Dataflow Flow(string id, string a, string b, params Pair[] pairs) => new()
    {
        Id = id, Title = $"{a} to {b} Dataflow", A = new() { DocumentName = a, SystemId = a }, B = new() { DocumentName = b, SystemId = b }, Pairs = [.. pairs],
    };

    private static Shape Of(string name, Func<TimeProvider, MemorySystem> a, Func<TimeProvider, MemorySystem> b, params Pair[] pairs) =>
        new(name, [Flow("flow", "a", "b", pairs)], new Dictionary<string, Func<TimeProvider, MemorySystem>> { ["a"] = a, ["b"] = b });
}
