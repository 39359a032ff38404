using System.Collections.Immutable;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Connectors.Memory;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Records;

namespace SesamTalk.Tests.Engine.Sync;

/// <summary>A small invented dataflow whose rows a test chooses: authors in A, writers in B, found by their mail.</summary>
internal static class Pages
{
    private static readonly EntityCapabilities All = new()
    {
        ChangeCursor = true, CanCreate = true, CanUpdate = true, CanDelete = true, LocksByVersion = true, ReferenceProperty = "Ref", SearchableBy = ["Ref", "Mail", "Email"],
    };

    /// <summary>One pair with these rows: <c>"Name>label City>town"</c>.</summary>
    public static Dataflow With(string rows) => new()
    {
        Id = "pages", Title = "A to B Dataflow", A = new() { DocumentName = "A", SystemId = "a" }, B = new() { DocumentName = "B", SystemId = "b" }, Pairs = [Authors(rows)],
    };

    public static Pair Authors(string rows) => new()
    {
        Id = "authors", A = new PairSide { Name = "Authors", Entity = "Authors" }, B = new PairSide { Name = "Writers", Entity = "Writers" }, ToB = Every, ToA = Every,
        Keys = [new MergeKey([new KeyPart("Email", "Mail")])], Properties = Rows(rows),
    };

    public static ImmutableArray<PropertyRule> Rows(string rows) => [.. rows.Split(' ').Select(row => Shop.Row(row.Split('>')[0], row.Split('>')[1]) with { TypeToB = null })];

    /// <summary>The same dataflow with other rows.</summary>
    public static Func<Dataflow, Dataflow> Rewritten(string rows) => dataflow => dataflow with { Pairs = [dataflow.Pairs[0] with { Properties = Rows(rows) }] };

    public static MemorySystem SystemA(TimeProvider clock) => new MemorySystem(clock)
        .With(Entity("Authors", "Name", "Email", "City", "Zip", "Note", "Status"));

    public static MemorySystem SystemB(TimeProvider clock) => new MemorySystem(clock)
        .With(Entity("Writers", "label", "Mail", "town", "code", "remark", "state"));

    private static Direction Every => new() { Creation = CreationRule.Every };

    private static EntityDescription Entity(string name, params string[] texts) => new(
        new Schema(name, [new SchemaProperty("Id", PropertyType.Text) { IsKey = true, IsReadOnly = true }, .. texts.Append("Ref").Select(path => new SchemaProperty(path, PropertyType.Text))]), All) { Label = [texts[0]] };
}
