using System.IO.Compression;
using System.Text;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Connectors.Files;

/// <summary>
/// The cursor of a file: the id and a print of every record, as they were read last. What differs from it was edited, what is
/// missing was deleted. Above <see cref="Most"/> records there is none, and every read is a full one.
/// </summary>
internal sealed class FilePrints
{
    /// <summary>Most records that a cursor holds.</summary>
    public const int Most = 50_000;

    private const string Kind = "1:";
    private const ulong ToldGone = 0, NeverSeen = 1;
    private readonly SortedDictionary<string, ulong> _prints = new(StringComparer.Ordinal);

    /// <summary>How many entries it holds.</summary>
    public int Count => _prints.Count;

    /// <summary>The ids that should be there, in a fixed order.</summary>
    public IEnumerable<RecordId> Ids => _prints.Where(print => print.Value != ToldGone).Select(print => new RecordId(print.Key));

    /// <summary>Whether it knows this id.</summary>
    public bool Has(RecordId id) => _prints.ContainsKey(id.Text);

    /// <summary>Whether it knows the record as it is.</summary>
    public bool Knows(Change change) => _prints.TryGetValue(change.Id.Text, out var print) && print == PrintOf(change.Version);

    /// <summary>Takes a record in; false where its id is there already.</summary>
    public bool Add(Change change) => _prints.TryAdd(change.Id.Text, PrintOf(change.Version));

    /// <summary>Takes in a record that we made and that was not read since.</summary>
    public void Expect(RecordId id) => _prints.TryAdd(id.Text, NeverSeen);

    /// <summary>Remembers that a record's deletion was told, so that it is told once.</summary>
    public void Tell(RecordId id) => _prints.TryAdd(id.Text, ToldGone);

    /// <summary>The cursor's text; null where there are too many records.</summary>
    public string? Text()
    {
        if (Count > Most) return null;
        using var packed = new MemoryStream();
        using (var writer = new BinaryWriter(new BrotliStream(packed, CompressionLevel.Fastest), Encoding.UTF8))
        {
            foreach (var (id, print) in _prints)
            {
                writer.Write(id);
                writer.Write(print);
            }
        }

        return Kind + Convert.ToBase64String(packed.ToArray());
    }

    /// <summary>What a cursor says; null where it is none of ours, and everything is new.</summary>
    public static FilePrints? Read(string? cursor)
    {
        if (cursor is null || !cursor.StartsWith(Kind, StringComparison.Ordinal)) return null;
        var prints = new FilePrints();
        using var unpacked = new MemoryStream();
        using (var packed = new BrotliStream(new MemoryStream(Convert.FromBase64String(cursor[Kind.Length..])), CompressionMode.Decompress)) packed.CopyTo(unpacked);
        unpacked.Position = 0;
        using var reader = new BinaryReader(unpacked, Encoding.UTF8);
        while (unpacked.Position < unpacked.Length) prints._prints[reader.ReadString()] = reader.ReadUInt64();
        return prints;
    }

    private static ulong PrintOf(RecordVersion version) => ulong.Parse(version.Text.AsSpan(0, 16), System.Globalization.NumberStyles.AllowHexSpecifier, System.Globalization.CultureInfo.InvariantCulture);
}
