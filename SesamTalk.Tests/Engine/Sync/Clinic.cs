using System.Collections.Immutable;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Connectors.Memory;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Records;

namespace SesamTalk.Tests.Engine.Sync;

/// <summary>
/// A small invented dataflow with aspects: clients in A are persons or firms in B's cards, each with a pair of its own, and a
/// third aspect of both carries the telephone. Helpers of a client belong to the client, who may be of a sort that no pair takes.
/// </summary>
internal static class Clinic
{
    private static readonly EntityCapabilities All = new()
    {
        ChangeCursor = true, CanCreate = true, CanUpdate = true, CanDelete = true, LocksByVersion = true, ReferenceProperty = "Ref", SearchableBy = ["Ref", "Mail", "Email"],
    };

    public static Dataflow Dataflow { get; } = new()
    {
        Id = "clinic", Title = "A to B Dataflow", A = new() { DocumentName = "A", SystemId = "a" }, B = new() { DocumentName = "B", SystemId = "b" },
        Pairs =
        [
            Aspect("persons", "person", "Name>Label Email>Mail"),
            Aspect("firms", "firm", "Name>Label Email>Mail"),
            new Pair { Id = "phones", A = Side("Clients", [new("(filled)", "Phone")]), B = Side("Cards", [new("(filled)", "Telephone")]), ToB = Every, ToA = Every, Properties = [Shop.Row("Phone", "Telephone")] },
            new Pair { Id = "helpers", A = Side("Helpers", []), B = Side("Hands", []), ToB = Every, ToA = Every, Properties = [Shop.Row("Name", "Label"), Shop.Row("Client", "Card")] },
        ],
    };

    public static MemorySystem SystemA(TimeProvider clock) => new MemorySystem(clock)
        .With(Entity("Clients", Text("Name"), Text("Email"), Text("Sort"), Text("Phone")))
        .With(Entity("Helpers", Text("Name"), Text("Client") with { References = ["Clients"] }));

    public static MemorySystem SystemB(TimeProvider clock) => new MemorySystem(clock)
        .With(Entity("Cards", Text("Label"), Text("Mail"), Text("Kind"), Text("Telephone")))
        .With(Entity("Hands", Text("Label"), Text("Card") with { References = ["Cards"] }));

    private static Pair Aspect(string id, string sort, string rows) => new()
    {
        Id = id, A = Side("Clients", [new(sort, "Sort")]), B = Side("Cards", [new(sort, "Kind")]), ToB = Every, ToA = Every, Keys = [new MergeKey([new KeyPart("Email", "Mail")])],
        Properties = [.. rows.Split(' ').Select(row => Shop.Row(row.Split('>')[0], row.Split('>')[1]))],
    };

    private static Direction Every => new() { Creation = CreationRule.Every };

    private static PairSide Side(string entity, ImmutableArray<Dependency> filters) => new() { Name = entity, Entity = entity, Filters = filters };

    private static EntityDescription Entity(string name, params SchemaProperty[] properties) => new(
        new Schema(name, [new SchemaProperty("Id", PropertyType.Text) { IsKey = true, IsReadOnly = true }, .. properties, Text("Ref")]), All) { Label = [properties[0].Path] };

    private static SchemaProperty Text(string path) => new(path, PropertyType.Text);
}
