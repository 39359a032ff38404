using System.Security.Cryptography;
using System.Text;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Storage;

/// <summary>The records that were erased here and are not taken up again. A mark tells nothing of the record: it is a keyed hash of its place.</summary>
public sealed class ErasedRecords(byte[] key, IReadOnlySet<string> marks)
{
    /// <summary>None.</summary>
    public static readonly ErasedRecords None = new([], new HashSet<string>());

    /// <summary>There are none.</summary>
    public bool IsEmpty => marks.Count == 0;

    /// <summary>Whether a system's record is one of them.</summary>
    public bool Has(string? systemId, string entity, RecordId id) => !IsEmpty && systemId is not null && marks.Contains(Mark(key, systemId, entity, id));

    internal static string Mark(byte[] key, string systemId, string entity, RecordId id) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{systemId.Length}:{systemId}{entity.Length}:{entity}{id.Text}")));
}

/// <summary>Remembers which records were erased, so that the next read does not bring them back.</summary>
public sealed class Erasures(SettingStore settings)
{
    private const string Prefix = "erased.", KeyName = "erasure-key";

    /// <summary>All of them.</summary>
    public async Task<ErasedRecords> AllAsync(CancellationToken ct = default)
    {
        var marks = await settings.StartingAsync(Prefix, ct);
        return marks.Count == 0 ? ErasedRecords.None : new(await KeyAsync(ct), marks.Keys.Select(mark => mark[Prefix.Length..]).ToHashSet());
    }

    /// <summary>From now on this record is not taken up.</summary>
    public async Task AddAsync(string systemId, string entity, RecordId id, CancellationToken ct = default) =>
        await settings.SetAsync(Prefix + ErasedRecords.Mark(await KeyAsync(ct), systemId, entity, id), "", ct);

    private async Task<byte[]> KeyAsync(CancellationToken ct)
    {
        if (await settings.GetAsync(KeyName, ct) is null) await settings.SetAsync(KeyName, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)), ct);
        return Convert.FromHexString((await settings.GetAsync(KeyName, ct))!);
    }
}
