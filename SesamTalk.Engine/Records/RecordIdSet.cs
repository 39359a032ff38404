using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace SesamTalk.Engine.Records;

/// <summary>
/// Many record ids in little space: 128 bits of each id's SHA-256 and not its text, so that a million take some 40 MB. That two
/// ids are taken for one is less likely than that the memory errs.
/// </summary>
internal sealed class RecordIdSet
{
    private readonly HashSet<UInt128> _ids = [];

    public int Count => _ids.Count;

    public void Add(RecordId id) => _ids.Add(Of(id));

    public void Remove(RecordId id) => _ids.Remove(Of(id));

    public bool Contains(RecordId id) => _ids.Count > 0 && _ids.Contains(Of(id));

    private static UInt128 Of(RecordId id)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(MemoryMarshal.AsBytes(id.Text.AsSpan()), hash);
        return BinaryPrimitives.ReadUInt128LittleEndian(hash);
    }
}
