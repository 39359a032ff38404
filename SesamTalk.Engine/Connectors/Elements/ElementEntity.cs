using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Connectors.Elements;

/// <summary>
/// The elements of a list as records of an entity of their own, so that a part (an order line here) can correspond to an
/// element there (a line inside an order) like any record to any other: linked, merged, created and deleted by the same rules.
/// </summary>
/// <param name="Whole">The entity that has the list.</param>
/// <param name="List">The list.</param>
/// <param name="Key">The element's property that tells it from the others of its list.</param>
public sealed record ElementEntity(EntityDescription Whole, SchemaProperty List, string Key)
{
    /// <summary>The path under which an element names its whole.</summary>
    public const string Owner = "$owner";

    /// <summary>The entity's name: the whole's, and the list's behind it.</summary>
    public string Name => $"{Whole.Name}.{List.Path}";

    /// <summary>The entity as the engine knows it. What is added, changed or removed is a change of the whole.</summary>
    public EntityDescription Description => field ??= Describe();

    /// <summary>The key of an element: the whole's and its own; each part escaped, so that the stroke between them is the only one.</summary>
    public static RecordId IdOf(RecordId whole, RecordId own) => new($"{Uri.EscapeDataString(whole.Text)}/{Uri.EscapeDataString(own.Text)}");

    /// <summary>The two parts of an element's key; null where the text is no such key.</summary>
    public static (RecordId Whole, RecordId Own)? Split(RecordId id) =>
        id.Text.Split('/') is [var whole, var own] ? (new RecordId(Uri.UnescapeDataString(whole)), new RecordId(Uri.UnescapeDataString(own))) : null;

    /// <summary>The elements of a whole's list, each under its key; null where the list was not read. An element without its key is left out.</summary>
    public IReadOnlyList<Record>? Of(Record whole) => whole[List.Path] switch
    {
        Absent => null,
        ElementList list => [.. list.Elements.Where(element => RecordId.From(element[Key]) is not null).Select(element => AsRecord(whole, element))],
        _ => [],
    };

    /// <summary>What a record of this entity says of an element: all but whose it is.</summary>
    public Record AsElement(Record record) => Record.Of(List.Element!, null, record.Known().Where(value => value.Key != Owner));

    private Record AsRecord(Record whole, Record element) =>
        Record.Of(Description.Schema, IdOf(whole.Id!.Value, RecordId.From(element[Key])!.Value), element.Known()).With([new(Owner, whole[whole.Schema.KeySlot])]);

    private EntityDescription Describe()
    {
        var key = Whole.Schema.Properties[Whole.Schema.KeySlot];
        var owner = new SchemaProperty(Owner, key.Type) { References = [Whole.Name], IsRequired = true, IsCreateOnly = true };
        var changes = Whole.Capabilities.CanUpdate && !List.IsReadOnly && !List.IsCreateOnly;
        var schema = new Schema(Name, [.. List.Element!.Properties, owner]);
        return new EntityDescription(schema, new EntityCapabilities
        {
            ChangeCursor = Whole.Capabilities.ChangeCursor,
            CanCreate = changes, CanUpdate = changes, CanDelete = changes,
            // An element that is taken out of its list leaves nothing behind that a list of changes could show.
            Unstamped = [.. schema.Properties.Select(property => property.Path)],
            ReadLag = Whole.Capabilities.ReadLag,
        }) { Label = [.. schema.Properties.Where(property => property is { Type: PropertyType.Text, IsKey: false, IsReference: false }).Take(1).Select(property => property.Path)] };
    }
}
