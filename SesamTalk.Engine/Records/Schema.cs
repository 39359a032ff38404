using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;

namespace SesamTalk.Engine.Records;

/// <summary>The properties of one entity, flattened to dotted paths; a record's slots are in this order.</summary>
public sealed class Schema
{
    private const int MostFolded = 1_000;

    private readonly FrozenDictionary<string, int> _slots;
    private readonly ConcurrentDictionary<string, int> _folded = new(StringComparer.Ordinal);
    private byte[][]? _packedPaths;

    /// <summary>A schema whose slots are the properties in the order given; a path that comes twice is our mistake.</summary>
    public Schema(string entity, IEnumerable<SchemaProperty> properties)
    {
        Entity = entity;
        Properties = [.. properties];
        _slots = Properties.Select((property, slot) => (property.Path, slot)).ToFrozenDictionary(p => p.Path, p => p.slot, StringComparer.Ordinal);
        MustBeGiven = [.. Properties.Where(p => p is { IsRequired: true, IsReadOnly: false, IsKey: false }).Select(p => p.Path)];
        KeySlot = Properties.ToList().FindIndex(p => p.IsKey);
    }

    /// <summary>The entity's name as its system writes it.</summary>
    public string Entity { get; }

    /// <summary>The properties, in slot order.</summary>
    public ImmutableArray<SchemaProperty> Properties { get; }

    /// <summary>The paths that must be sent when a record is created.</summary>
    public ImmutableArray<string> MustBeGiven { get; }

    /// <summary>The slot of the record's own key, or -1.</summary>
    public int KeySlot { get; }

    /// <summary>The slot of a path written exactly as the schema writes it, or -1.</summary>
    public int SlotOf(string path) => _slots.GetValueOrDefault(path, -1);

    /// <summary>The slot of a path, compared exactly and then folded; -1 where nothing or more than one thing fits.</summary>
    public int Resolve(string path)
    {
        if (SlotOf(path) is >= 0 and var exact) return exact;
        // The paths of an open editor are many; those of a definition are few, and asked for with every record.
        if (_folded.Count > MostFolded) _folded.Clear();
        return _folded.GetOrAdd(path, Folded);
    }

    /// <summary>The property of a path, or null.</summary>
    public SchemaProperty? Find(string path) => Resolve(path) is >= 0 and var slot ? Properties[slot] : null;

    /// <summary>The path of a slot as packed values have it before its value.</summary>
    internal ReadOnlySpan<byte> PackedPath(int slot)
    {
        _packedPaths ??= [.. Properties.Select(property =>
        {
            var writer = ValueWriter.Fresh();
            writer.Text(property.Path);
            return writer.ToArray();
        })];
        return _packedPaths[slot];
    }

    private int Folded(string path)
    {
        var folded = FoldedName.Of(path);
        var hits = Properties.Select((p, slot) => (p.Path, slot)).Where(p => FoldedName.Of(p.Path) == folded).Take(2).ToList();
        return hits.Count == 1 ? hits[0].slot : -1;
    }
}
