using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Connectors.Memory;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Checklists.Planted;

/// <summary>An invented dataflow with every kind of row and pair that bugs are planted in: customers and leads of a shop against people and deals, orders whose two references meet in one.</summary>
internal static class TrialFlow
{
    public const string Id = "trial";

    private static readonly EntityCapabilities All = new()
    {
        ChangeCursor = true, CanCreate = true, CanUpdate = true, CanDelete = true, LocksByVersion = true, ReferenceProperty = "Ref", SearchableBy = ["Ref"],
    };

    public static Dataflow Dataflow { get; } = new()
    {
        Id = Id, Title = "Shop to Ledger Dataflow", A = new() { DocumentName = "Shop", SystemId = "a" }, B = new() { DocumentName = "Ledger", SystemId = "b" },
        Pairs =
        [
            new Pair
            {
                Id = "customers", A = Side("Customers"), B = Side("People", new Dependency("customer", "kind")), ToB = Every, ToA = Every,
                Keys = [new MergeKey([new KeyPart("OrganizationNumber", "org_no")]), new MergeKey([new KeyPart("Email", "mail")])],
                Properties =
                [
                    Row("Id", "id"), Row("Name", "label"), Row("Email", "mail"), Row("Phone", "phone"), Row("OrganizationNumber", "org_no"), Row("Address.Line1", "line1"), Row("Address.Line2", "line2"),
                    Row("Address.City", "city"), Row("CountryCode", "country"), Row("CreditLimit", "credit"), Row("Since", "since"), Row("SeenAt", "seen_at"), Row("IsActive", "active"), Row("Category", "category"), Row("Notes", "notes"),
                ],
            },
            new Pair
            {
                Id = "contacts", A = Side("Contacts"), B = Side("People", new Dependency("contact", "kind")), ToB = Every, ToA = Every,
                Keys = [new MergeKey([new KeyPart("Email", "mail")])], Properties = [Row("Name", "label"), Row("Email", "mail")],
            },
            new Pair
            {
                Id = "orders", A = Side("Orders"), B = Side("Bills"), ToB = Every, ToA = Every, Keys = [new MergeKey([new KeyPart("Number", "number")])],
                Properties = [Row("Number", "number"), Row("CustomerId", "customer"), Row("ContactId", "customer"), Row("Quantity", "quantity")],
            },
            new Pair
            {
                Id = "leads", A = Side("Leads"), B = Side("Deals"), ToB = Every with { Condition = "When a Lead is won", Predicate = [new Dependency("true", "IsWon")] }, Properties = [Row("Title", "title"), Row("Worth", "worth")],
            },
        ],
    };

    private static Direction Every => new() { Creation = CreationRule.Every };

    public static MemorySystem SystemA(TimeProvider clock) => new MemorySystem(clock)
        .With(Entity("Customers", "Name", PropertyType.Integer, Text("Name", 80), Text("Email"), Text("Phone"), Text("OrganizationNumber"), Text("Address.Line1", 60), Text("Address.Line2", 60), Text("Address.City", 60), Text("CountryCode"),
            new("CreditLimit", PropertyType.Decimal), new("Since", PropertyType.Date), new("SeenAt", PropertyType.DateTime), new("IsActive", PropertyType.Boolean), Text("Category") with { AllowedValues = ["retail", "wholesale", "public", "export"] }, Text("Notes", 90), Text("Grade")))
        .With(Entity("Contacts", "Name", PropertyType.Integer, Text("Name"), Text("Email")))
        .With(Entity("Orders", "Number", PropertyType.Integer, Text("Number"), Reference("CustomerId", PropertyType.Integer, "Customers"), Reference("ContactId", PropertyType.Integer, "Contacts"), new("Quantity", PropertyType.Integer)))
        .With(Entity("Leads", "Title", PropertyType.Integer, Text("Title"), new("Worth", PropertyType.Decimal), new("IsWon", PropertyType.Boolean)));

    public static MemorySystem SystemB(TimeProvider clock) => new MemorySystem(clock)
        .With(Entity("People", "label", PropertyType.Text, Text("label"), Text("mail"), Text("phone"), Text("org_no"), Text("line1"), Text("line2"), Text("city"), Text("country"),
            Text("credit"), new("since", PropertyType.Date), new("seen_at", PropertyType.DateTime), new("active", PropertyType.Boolean), Text("category") with { AllowedValues = ["retail", "wholesale", "public", "export"] }, Text("notes"), Text("kind")))
        .With(Entity("Bills", "number", PropertyType.Text, Text("number"), Reference("customer", PropertyType.Text, "People"), new("quantity", PropertyType.Integer)))
        .With(Entity("Deals", "title", PropertyType.Text, Text("title"), new("worth", PropertyType.Decimal)));

    public static PropertyRule Row(string a, string b) => new() { Id = PropertyRule.IdOf(a, b), A = a, B = b };

    private static PairSide Side(string entity, params Dependency[] filters) => new() { Name = entity, Entity = entity, Filters = [.. filters] };

    private static EntityDescription Entity(string name, string label, PropertyType key, params ReadOnlySpan<SchemaProperty> properties) =>
        new(new Schema(name, [new SchemaProperty(key == PropertyType.Integer ? "Id" : "id", key) { IsKey = true, IsReadOnly = true }, .. properties, new SchemaProperty("Ref", PropertyType.Text)]), All) { Label = [label] };

    private static SchemaProperty Text(string path, int? max = null) => new(path, PropertyType.Text) { MaxLength = max };

    private static SchemaProperty Reference(string path, PropertyType type, string entity) => new(path, type) { References = [entity] };
}
