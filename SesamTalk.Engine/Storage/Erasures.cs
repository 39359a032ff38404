using System.Security.Cryptography;
using System.Text;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Storage;

/// <summary>The records that were erased here and are not taken up again. A mark tells nothing of the record: it is a keyed hash of its place.</summary>
public sealed class ErasedRecords(byte[] key, IReadOnlySet<string> marks, SameSystems same)
{
    /// <summary>None.</summary>
    public static readonly ErasedRecords None = new([], new HashSet<string>(), new SameSystems([]));

    /// <summary>There are none.</summary>
    public bool IsEmpty => marks.Count == 0;

    /// <summary>Whether a system's record is one of them, by whatever name the system went when it was erased.</summary>
    public bool Has(string? systemId, string entity, RecordId id) => !IsEmpty && systemId is not null && same.NamesOf(systemId).Any(name => marks.Contains(Mark(key, name, entity, id)));

    internal static string Mark(byte[] key, string systemId, string entity, RecordId id) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{systemId.Length}:{systemId}{entity.Length}:{entity}{id.Text}")));
}

/// <summary>Remembers which records were erased, so that the next read does not bring them back.</summary>
public sealed class Erasures(SettingStore settings, SystemStore systems, SystemMemory memory)
{
    private const string Prefix = "erased.", KeyName = "erasure-key";

    /// <summary>All of them.</summary>
    public async Task<ErasedRecords> AllAsync(CancellationToken ct = default)
    {
        var marks = await settings.StartingAsync(Prefix, ct);
        return marks.Count == 0 ? ErasedRecords.None : new(await KeyAsync(ct), marks.Keys.Select(mark => mark[Prefix.Length..]).ToHashSet(), await SameAsync(ct));
    }

    /// <summary>From now on this record is not taken up.</summary>
    public async Task AddAsync(string systemId, string entity, RecordId id, CancellationToken ct = default)
    {
        var (key, same) = (await KeyAsync(ct), await SameAsync(ct));
        foreach (var name in same.All(systemId).SelectMany(same.NamesOf).Distinct()) await settings.SetAsync(Prefix + ErasedRecords.Mark(key, name, entity, id), "", ct);
    }

    /// <summary>Which systems are the same under several names, as it stands now.</summary>
    public async Task<SameSystems> SameAsync(CancellationToken ct = default)
    {
        List<(ConnectedSystem, string?)> known = [];
        foreach (var system in await systems.AllAsync(ct)) known.Add((system, (await memory.IdentityAsync(system.Id, ct))?.Identity.Id));
        return new(known);
    }

    private async Task<byte[]> KeyAsync(CancellationToken ct)
    {
        if (await settings.GetAsync(KeyName, ct) is null) await settings.SetAsync(KeyName, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)), ct);
        return Convert.FromHexString((await settings.GetAsync(KeyName, ct))!);
    }
}
