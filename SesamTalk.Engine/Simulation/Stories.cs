namespace SesamTalk.Engine.Simulation;

/// <summary>The scripted stories that are killed at each of their moments.</summary>
internal static class Stories
{
    private static Shape Plain => Shapes.Two[0];

    private static Shape Full => Shapes.Two[1];

    private static Shape Keys => Shapes.Two[2];

    private static Shape Types => Shapes.Two[3];

    private static Shape Orders => Shapes.Two[4];

    private static Shape Siblings => Shapes.Two[5];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Scenario> All { get; } =
    [
        new("the first record of A", Plain, _ => { }, s => s.Add("a", "Customers", ("Name", "one"), ("Email", "one@x.example"))),
        new("the first record of B", Plain, _ => { }, s => s.Add("b", "People", ("Label", "one"), ("Mail", "one@x.example"))),
        new("a record on each side", Plain, _ => { }, s => { A(s, "one"); B(s, "two"); }),
        new("several new records", Plain, _ => { }, s => { A(s, "one"); A(s, "two"); A(s, "three"); B(s, "four"); }),
        new("two that a key finds", Plain, _ => { }, s => { A(s, "one"); B(s, "one"); }),
        new("two that a key finds and that differ", Plain, _ => { }, s => { A(s, "one"); s.Add("b", "People", ("Label", "other"), ("Mail", "one@x.example")); }),
        new("a blank that is filled when they meet", Plain, _ => { }, s => { s.Add("a", "Customers", ("Name", "one"), ("Email", "one@x.example"), ("City", "Bodø")); B(s, "one"); }),
        new("three with one key", Plain, _ => { }, s => { A(s, "one"); B(s, "one"); B(s, "one"); }),
        new("an edit in A", Plain, s => A(s, "one"), s => s.Edit("a", "Customers", "Name", "one", "City", "Molde")),
        new("an edit in B", Plain, s => A(s, "one"), s => s.Edit("b", "People", "Label", "one", "Town", "Molde")),
        new("edits of different properties", Plain, s => A(s, "one"), s => { s.Edit("a", "Customers", "Name", "one", "City", "Molde"); s.Edit("b", "People", "Label", "one", "Mobile", "90000001"); }),
        new("edits of one property", Plain, s => A(s, "one"), s => { s.Edit("a", "Customers", "Name", "one", "City", "Molde"); s.Edit("b", "People", "Label", "one", "Town", "Bodø"); }),
        new("the same edit on both sides", Plain, s => A(s, "one"), s => { s.Edit("a", "Customers", "Name", "one", "City", "Molde"); s.Edit("b", "People", "Label", "one", "Town", "Molde"); }),
        new("a cleared value", Plain, s => s.Add("a", "Customers", ("Name", "one"), ("City", "Bodø")), s => s.Edit("a", "Customers", "Name", "one", "City", null)),
        new("several edits", Plain, s => { A(s, "one"); A(s, "two"); B(s, "three"); }, s => { s.Edit("a", "Customers", "Name", "one", "City", "x"); s.Edit("a", "Customers", "Name", "two", "City", "y"); s.Edit("b", "People", "Label", "three", "Town", "z"); }),
        new("an edit and a new record", Plain, s => A(s, "one"), s => { s.Edit("a", "Customers", "Name", "one", "City", "x"); A(s, "two"); }),
        new("a deletion without cursors", Full, s => { A(s, "one"); A(s, "two"); }, s => s.Delete("a", "Customers", "Name", "one")),
        new("a deletion and an edit across", Full, s => { A(s, "one"); A(s, "two"); }, s => { s.Delete("a", "Customers", "Name", "one"); s.Edit("b", "People", "Label", "one", "Town", "x"); }),
        new("deleted on both sides", Full, s => { A(s, "one"); A(s, "two"); }, s => { s.Delete("a", "Customers", "Name", "one"); s.Delete("b", "People", "Label", "one"); }),
        new("a new record without cursors", Full, s => A(s, "one"), s => { A(s, "two"); B(s, "three"); }),
        new("a create that only a key finds again", Keys, _ => { }, s => { A(s, "one"); A(s, "two"); }),
        new("a create from B that only a key finds again", Keys, _ => { }, s => { B(s, "one"); B(s, "two"); }),
        new("values of every type", Types, _ => { }, s => s.Add("a", "Products", ("Name", "one"), ("Code", "c1"), ("Price", 1.25m), ("Stock", 3L), ("Active", true), ("From", new DateOnly(2024, 2, 29)))),
        new("numbers that change", Types, s => s.Add("a", "Products", ("Name", "one"), ("Code", "c1"), ("Price", 1.25m), ("Stock", 3L)), s => { s.Edit("a", "Products", "Name", "one", "Price", 0m); s.Edit("b", "Wares", "Title", "one", "Count", "-4"); }),
        new("a customer and its order", Orders, _ => { }, s => Order(s, "one")),
        new("an order for a known customer", Orders, s => Order(s, "one"), s => s.Add("a", "Orders", ("No", "2"), ("CustomerId", 1001L))),
        new("an order that moves to another customer", Orders, s => { Order(s, "one"); s.Add("a", "Customers", ("Name", "two"), ("Email", "two@x.example")); }, s => s.Edit("a", "Orders", "No", "one", "CustomerId", 1002L)),
        new("orders on both sides", Orders, s => Order(s, "one"), s => { Order(s, "two"); s.Add("b", "Bills", ("Number", "three")); }),
        new("siblings in one entity", Siblings, _ => { }, s => { A(s, "one"); s.Add("a", "Contacts", ("Name", "two"), ("Email", "two@x.example")); s.Add("b", "People", ("Label", "three"), ("Mail", "three@x.example"), ("Kind", "contact")); }),
        new("an edit of a sibling", Siblings, s => { A(s, "one"); s.Add("a", "Contacts", ("Name", "two"), ("Email", "two@x.example")); }, s => s.Edit("b", "People", "Label", "two", "Mail", "new@x.example")),
        new("a customer through the chain", Shapes.Chain, _ => { }, s => s.Add("crm", "Companies", ("Name", "one"), ("Mail", "one@x.example"))),
        new("an edit at the chain's end", Shapes.Chain, s => s.Add("crm", "Companies", ("Name", "one"), ("Mail", "one@x.example")), s => s.Edit("crm", "Companies", "Name", "one", "City", "Molde")),
    ];

    private static void A(Stage stage, string name) => stage.Add("a", "Customers", ("Name", name), ("Email", $"{name}@x.example"));

    private static void B(Stage stage, string name) => stage.Add("b", "People", ("Label", name), ("Mail", $"{name}@x.example"));

    private static void Order(Stage stage, string name)
    {
        var customer = stage.Add("a", "Customers", ("Name", name), ("Email", $"{name}@x.example"));
        stage.Add("a", "Orders", ("No", name), ("CustomerId", long.Parse(customer.Text, System.Globalization.CultureInfo.InvariantCulture)));
    }
}
