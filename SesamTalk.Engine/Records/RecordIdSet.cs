using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace SesamTalk.Engine.Records;

/// <summary>
/// Many record ids in little space: 64 bits of each id's SHA-256 and not its text, in many small tables that grow each for itself,
/// so that a million take some 16 MB also while they grow. That a record which is gone has the mark of one that is there happens
/// once in 10^13 for a million of them.
/// </summary>
internal sealed class RecordIdSet
{
    private const int Shards = 256, Least = 16;

    private readonly ulong[]?[] _tables = new ulong[]?[Shards];
    private readonly int[] _counts = new int[Shards];

    public int Count { get; private set; }

    /// <summary>The 64 bits that stand for an id; never 0.</summary>
    public static ulong MarkOf(RecordId id) => MarkOf(id.Text);

    /// <summary>The same of any text.</summary>
    public static ulong MarkOf(string text)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(MemoryMarshal.AsBytes(text.AsSpan()), hash);
        return BinaryPrimitives.ReadUInt64LittleEndian(hash) is not 0 and var mark ? mark : 1;
    }

    public void Add(RecordId id) => Add(MarkOf(id));

    /// <summary>Adds the id that a mark stands for.</summary>
    public void Add(ulong mark)
    {
        var shard = ShardOf(mark);
        var table = _tables[shard] ??= new ulong[Least];
        if (_counts[shard] * 4 >= table.Length * 3) _tables[shard] = table = Larger(table);
        if (!Put(table, mark)) return;
        _counts[shard]++;
        Count++;
    }

    public void Remove(RecordId id)
    {
        if (Count == 0) return;
        var mark = MarkOf(id);
        var shard = ShardOf(mark);
        if (_tables[shard] is not { } table || Find(table, mark) is not (>= 0 and var place)) return;
        _counts[shard]--;
        Count--;
        // Those behind it move up, so that none is cut off from the place where it is looked for.
        table[place] = 0;
        for (var next = (place + 1) & (table.Length - 1); table[next] != 0; next = (next + 1) & (table.Length - 1))
        {
            var moved = table[next];
            table[next] = 0;
            Put(table, moved);
        }
    }

    public bool Contains(RecordId id) => Count > 0 && MarkOf(id) is var mark && _tables[ShardOf(mark)] is { } table && Find(table, mark) >= 0;

    private static int ShardOf(ulong mark) => (int)(mark >> 56);

    private static ulong[] Larger(ulong[] table)
    {
        var larger = new ulong[table.Length * 2];
        foreach (var mark in table)
            if (mark != 0) Put(larger, mark);
        return larger;
    }

    private static int Find(ulong[] table, ulong mark)
    {
        for (var place = (int)mark & (table.Length - 1); table[place] != 0; place = (place + 1) & (table.Length - 1))
            if (table[place] == mark) return place;
        return -1;
    }

    private static bool Put(ulong[] table, ulong mark)
    {
        var place = (int)mark & (table.Length - 1);
        for (; table[place] != 0; place = (place + 1) & (table.Length - 1))
            if (table[place] == mark) return false;
        table[place] = mark;
        return true;
    }
}
