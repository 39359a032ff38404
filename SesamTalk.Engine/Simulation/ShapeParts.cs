using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Simulation;

/// <summary>The small parts that invented dataflows and systems are put together from.</summary>
internal static class ShapeParts
{
    private static readonly EntityCapabilities All = new()
    {
        ChangeCursor = true, CanCreate = true, CanUpdate = true, CanDelete = true, LocksByVersion = true, ReferenceProperty = "Ref", SearchableBy = ["Ref"],
    };

    public static Direction Every(DeleteRule deletes = DeleteRule.AskPerson) => new() { Creation = CreationRule.Every, Deletes = deletes };

    public static PropertyRule Row(string a, string b) => new() { Id = PropertyRule.IdOf(a, b), A = a, B = b };

    public static MergeKey Key(string a, string b) => new([new KeyPart(a, b)]);

    public static PairSide Side(string entity, params Dependency[] filters) => new() { Name = entity, Entity = entity, Filters = [.. filters] };

    public static SchemaProperty Text(string path) => new(path, PropertyType.Text);

    public static SchemaProperty Typed(string path, PropertyType type) => new(path, type);

    public static SchemaProperty Reference(string path, PropertyType type, string entity) => new(path, type) { References = [entity] };

    /// <summary>An entity with a key of the given type, the properties and a reference property of ours.</summary>
    public static EntityDescription Entity(string name, PropertyType key, string label, params SchemaProperty[] properties) => new(
        new Schema(name, [new SchemaProperty("Id", key) { IsKey = true, IsReadOnly = true }, .. properties, Text("Ref")]), All) { Label = [label] };

    /// <summary>An entity whose changes can only be told by reading everything.</summary>
    public static EntityDescription WithoutCursor(this EntityDescription entity) => entity with { Capabilities = entity.Capabilities with { ChangeCursor = false } };

    /// <summary>An entity in which a lost create can only be found by its keys.</summary>
    public static EntityDescription WithoutReference(this EntityDescription entity) => entity with { Capabilities = entity.Capabilities with { ReferenceProperty = null } };
}
