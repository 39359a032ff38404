using System.Buffers.Binary;
using System.Collections.Immutable;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Storage;

namespace SesamTalk.Engine.Sync;

/// <summary>
/// New records of an entity that a run does not hold in memory: in the order in which they were read, each at its place, with the
/// marks of its merge keys. Of each there are 16 bytes in memory.
/// </summary>
internal sealed class SetAside(string folder, Schema schema) : IDisposable
{
    private const int KeySize = 16;

    private readonly SpillFile _records = new(folder), _keys = new(folder);
    private readonly List<long> _offsets = [];
    private readonly List<ulong> _marks = [];
    private readonly HashSet<int> _gone = [];
    private RecordIdSet? _ids;

    /// <summary>How many there are.</summary>
    public int Count => _offsets.Count - _gone.Count;

    /// <summary>The places, also of those that are gone.</summary>
    public int Places => _offsets.Count;

    /// <summary>Whether the record of a place is still set aside.</summary>
    public bool IsThere(int place) => !_gone.Contains(place);

    /// <summary>Whether a record is set aside.</summary>
    public bool Holds(RecordId id)
    {
        if (_ids is null)
        {
            _ids = new RecordIdSet();
            for (var place = 0; place < _marks.Count; place++)
                if (IsThere(place)) _ids.Add(_marks[place]);
        }

        return _ids.Contains(id);
    }

    /// <summary>Sets a record aside. Nothing more is set aside under its id, or the later one counts.</summary>
    /// <param name="change">The record, as it was read.</param>
    /// <param name="keys">Its merge keys in comparable form; none for a record that no key may find.</param>
    public void Add(Change change, ImmutableArray<string> keys)
    {
        Span<byte> key = stackalloc byte[KeySize];
        foreach (var text in keys)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(key, RecordIdSet.MarkOf(text));
            BinaryPrimitives.WriteInt32LittleEndian(key[8..], MatchKey.RowOf(text));
            BinaryPrimitives.WriteInt32LittleEndian(key[12..], _offsets.Count);
            _keys.Append(key);
        }

        _offsets.Add(_records.Length);
        _marks.Add(RecordIdSet.MarkOf(change.Id));
        _records.Append(Packed(change));
    }

    /// <summary>The record of a place.</summary>
    public Change Read(int place)
    {
        var end = place + 1 < _offsets.Count ? _offsets[place + 1] : _records.Length;
        var bytes = new byte[end - _offsets[place]];
        _records.Read(_offsets[place], bytes);
        return Unpacked(bytes);
    }

    /// <summary>The record of a place, which is not set aside any more.</summary>
    public Change TakeBack(int place)
    {
        _gone.Add(place);
        return Read(place);
    }

    /// <summary>All that are left, none of which is set aside any more.</summary>
    public IEnumerable<Change> TakeBack()
    {
        for (var place = 0; place < Places; place++)
            if (IsThere(place)) yield return TakeBack(place);
    }

    /// <summary>When everything is read: of several of one id the last stays; none whose record the run holds as it was read after.</summary>
    public void Settle(IEnumerable<RecordId> held)
    {
        ulong[] marks = [.. _marks];
        int[] places = [.. Enumerable.Range(0, marks.Length)];
        Array.Sort(marks, places);
        for (var at = 1; at < marks.Length; at++)
            if (marks[at] == marks[at - 1] && Read(places[at]).Id == Read(places[at - 1]).Id) DropEarlier(places, at);
        foreach (var id in held)
        {
            var mark = RecordIdSet.MarkOf(id);
            var at = Array.BinarySearch(marks, mark);
            while (at > 0 && marks[at - 1] == mark) at--;
            for (; at >= 0 && at < marks.Length && marks[at] == mark; at++)
                if (Read(places[at]).Id == id) _gone.Add(places[at]);
        }
    }

    /// <summary>The marks of the keys of one row of the merge table, each with its record's place.</summary>
    public KeyMarks KeysOf(int row)
    {
        var marks = new KeyMarks();
        var bytes = new byte[KeySize * 1024];
        for (var offset = 0L; offset < _keys.Length; offset += bytes.Length)
        {
            var some = bytes.AsSpan(0, (int)Math.Min(bytes.Length, _keys.Length - offset));
            _keys.Read(offset, some);
            for (var key = some; key.Length > 0; key = key[KeySize..])
            {
                var place = BinaryPrimitives.ReadInt32LittleEndian(key[12..]);
                if (BinaryPrimitives.ReadInt32LittleEndian(key[8..]) == row && IsThere(place)) marks.Add(BinaryPrimitives.ReadUInt64LittleEndian(key), place);
            }
        }

        return marks;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _records.Dispose();
        _keys.Dispose();
    }

    // The later of the two is at the later place; it goes on to be compared with what comes next.
    private void DropEarlier(int[] places, int at)
    {
        if (places[at] < places[at - 1]) (places[at], places[at - 1]) = (places[at - 1], places[at]);
        _gone.Add(places[at - 1]);
    }

    private static byte[] Packed(Change change)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        writer.Write(change.Id.Text);
        writer.Write(change.Version.Text is not null);
        writer.Write(change.Version.Text ?? "");
        writer.Write(change.At is not null);
        writer.Write(change.At?.Ticks ?? 0);
        writer.Write((int)(change.At?.Offset.TotalMinutes ?? 0));
        writer.Write(ValueCodec.Pack(change.Record!));
        writer.Flush();
        return bytes.ToArray();
    }

    private Change Unpacked(byte[] bytes)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes));
        var id = new RecordId(reader.ReadString());
        var (hasVersion, version) = (reader.ReadBoolean(), reader.ReadString());
        var (hasMoment, ticks, offset) = (reader.ReadBoolean(), reader.ReadInt64(), reader.ReadInt32());
        var record = ValueCodec.UnpackRecord(bytes[(int)reader.BaseStream.Position..], schema);
        return new Change(ChangeKind.Upsert, id, record, hasVersion ? new RecordVersion(version) : RecordVersion.None, hasMoment ? new DateTimeOffset(ticks, TimeSpan.FromMinutes(offset)) : null);
    }
}
