using System.Collections.Immutable;
using SesamTalk.Engine.Connectors.Wire;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Connectors.Files;

/// <summary>Who makes the ids of new records.</summary>
internal enum NewIds
{
    /// <summary>They come with the record.</summary>
    Given,

    /// <summary>One above the highest in the file.</summary>
    Number,

    /// <summary>A random one, which nobody else has.</summary>
    Uuid,
}

/// <summary>An entity with its file.</summary>
internal sealed record FileTable
{
    /// <summary>The entity.</summary>
    public required EntityDescription Description { get; init; }

    /// <summary>Where the file is.</summary>
    public required FilePlace Place { get; init; }

    /// <summary>How its values are written.</summary>
    public required CellFormats Formats { get; init; }

    /// <summary>One object a line; else columns.</summary>
    public required bool IsJson { get; init; }

    /// <summary>The key properties, in order.</summary>
    public required ImmutableArray<SchemaProperty> Keys { get; init; }

    /// <summary>Who makes new ids.</summary>
    public required NewIds NewIds { get; init; }

    /// <summary>The property that tells the last edit.</summary>
    public string? Stamp { get; init; }

    /// <summary>The schema.</summary>
    public Schema Schema => Description.Schema;

    /// <summary>The id of a record's slots; null where a part of its key is empty.</summary>
    public RecordId? IdOf(object?[] slots)
    {
        object?[] keys = [.. Keys.Select(key => slots[Schema.SlotOf(key.Path)])];
        return keys.Any(key => RecordId.From(key) is null) ? null : JoinedKeys.Join(keys);
    }

    /// <summary>The record of these slots; <see cref="FormatException"/> where it has no key.</summary>
    public Record Record(object?[] slots)
    {
        var id = IdOf(slots) ?? throw new UnfitException($"{string.Join(", ", Keys.Select(key => key.Path))} is empty and should be the key");
        if (Keys.Length > 1) slots[Schema.KeySlot] = id.Text;
        return new Record(Schema, id, slots);
    }

    /// <summary>The record as a change.</summary>
    public Change AsChange(Record record) =>
        new(ChangeKind.Upsert, record.Id!.Value, record, VersionOf(record), Stamp is null ? null : record[Stamp] as DateTimeOffset?);

    /// <summary>A print of all values, so that an edit by anybody shows.</summary>
    public static RecordVersion VersionOf(Record record) => new(Prints.Of(record));
}
