using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;

namespace SesamTalk.Web.Auth.Accounts;

/// <summary>What does not fit in the audit.</summary>
public enum AuditBreakKind { Changed, Removed, SlippedIn, Gap, CutOff }

/// <summary>One place where the audit is not whole.</summary>
public sealed record AuditBreak(long Number, Guid EntryId, AuditBreakKind Kind);

/// <summary>What a look over the whole audit found.</summary>
/// <param name="Sealed">How many entries are sealed.</param>
/// <param name="Unsealed">How many are so new that they wait for their seal.</param>
/// <param name="Breaks">What does not fit; empty where it is whole.</param>
public sealed record AuditCheck(long Sealed, int Unsealed, IReadOnlyList<AuditBreak> Breaks)
{
    public bool IsWhole => Breaks.Count == 0;
}

/// <summary>
/// Seals the audit: each entry gets a keyed hash over the seal before it and all that it says. The key is protected by the keys
/// that stand apart from the database, so whoever can only write to the database cannot mend the chain after changing an entry.
/// </summary>
public sealed class AuditChain(IDbContextFactory<TalkDb> databases, IDbContextFactory<AccountDb> accounts, IDataProtectionProvider protection, TimeProvider clock) : IDisposable
{
    private const string KeyName = "audit", HeadName = "audit-head";
    private const int Batch = 500, Near = 50;

    // An entry's id is made a moment before it is stored: one that is a little older than the last sealed may still come.
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(5);

    /// <summary>What it keeps protected.</summary>
    internal static readonly string[] Kept = [KeyName, HeadName];

    private readonly StoredProtection _protector = Protection(protection);
    private readonly SemaphoreSlim _gate = new(1, 1);
    private byte[]? _key;

    /// <summary>The protection of <see cref="Kept"/>, for whoever protects it anew.</summary>
    internal static StoredProtection Protection(IDataProtectionProvider protection) => new(protection, "SesamTalk.Audit.1");

    /// <inheritdoc/>
    public void Dispose() => _gate.Dispose();

    /// <summary>Seals what is new and settled; with <paramref name="all"/> also what is only just written. Gives how many.</summary>
    public async Task<int> SealAsync(bool all, CancellationToken ct)
    {
        await _gate.WaitAsync(ct);
        try
        {
            var count = 0;
            while (await SealBatchAsync(all, ct) is > 0 and var some) count += some;
            return count;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Seals what is left, and looks over the whole chain.</summary>
    public async Task<AuditCheck> VerifyAsync(CancellationToken ct)
    {
        await SealAsync(all: true, ct);
        await using var db = await databases.CreateDbContextAsync(ct);
        await using var own = await accounts.CreateDbContextAsync(ct);
        var key = await KeyAsync(own, ct);
        var entries = await db.Audit.AsNoTracking().ToDictionaryAsync(entry => entry.Id, ct);
        List<AuditBreak> breaks = [];
        var (before, last) = ("", 0L);
        await foreach (var seal in own.Seals.AsNoTracking().OrderBy(seal => seal.Number).AsAsyncEnumerable().WithCancellation(ct))
        {
            if (seal.Number != last + 1) breaks.Add(new(last + 1, seal.EntryId, AuditBreakKind.Gap));
            if (!entries.Remove(seal.EntryId, out var entry)) breaks.Add(new(seal.Number, seal.EntryId, AuditBreakKind.Removed));
            else if (Seal(key, before, seal.Number, entry) != seal.Seal) breaks.Add(new(seal.Number, seal.EntryId, AuditBreakKind.Changed));
            (before, last) = (seal.Seal, seal.Number);
        }

        if (await HeadAsync(own, ct) is { } head && head > last) breaks.Add(new(last + 1, Guid.Empty, AuditBreakKind.CutOff));
        var newest = clock.GetUtcNow() - Settled;
        breaks.AddRange(entries.Values.Where(entry => entry.At < newest).Select(entry => new AuditBreak(0, entry.Id, AuditBreakKind.SlippedIn)));
        return new(last, entries.Count, breaks);
    }

    private async Task<int> SealBatchAsync(bool all, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        await using var own = await accounts.CreateDbContextAsync(ct);
        var key = await KeyAsync(own, ct);
        var tails = await own.Seals.AsNoTracking().OrderByDescending(seal => seal.Number).Take(Near).ToListAsync(ct);
        var tail = tails.FirstOrDefault();
        var until = all ? DateTimeOffset.MaxValue : clock.GetUtcNow() - Settled;
        var from = await FromAsync(db, [.. tails.Select(seal => seal.EntryId)], ct);
        var found = await db.Audit.AsNoTracking().Where(entry => entry.At >= from && entry.At <= until).OrderBy(entry => entry.At).Take(Batch * 4).ToListAsync(ct);
        var ids = found.Select(entry => entry.Id).ToList();
        var known = (await own.Seals.Where(seal => ids.Contains(seal.EntryId)).Select(seal => seal.EntryId).ToListAsync(ct)).ToHashSet();
        var fresh = found.Where(entry => !known.Contains(entry.Id)).OrderBy(entry => entry.At).ThenBy(entry => entry.Id).Take(Batch).ToList();
        if (fresh.Count == 0) return 0;
        var (before, number) = (tail?.Seal ?? "", tail?.Number ?? 0);
        foreach (var entry in fresh)
        {
            before = Seal(key, before, ++number, entry);
            own.Seals.Add(new AuditSeal { Number = number, EntryId = entry.Id, Seal = before });
        }

        try
        {
            await own.SaveChangesAsync(ct);
        }
        catch (DbUpdateException)
        {
            return 0; // another node was faster; what it sealed is sealed
        }

        await HeadToAsync(own, number, ct);
        return fresh.Count;
    }

    // From a little before the newest sealed entry: what is older and has no seal was slipped in.
    private static async Task<DateTimeOffset> FromAsync(TalkDb db, List<Guid> tails, CancellationToken ct) =>
        await db.Audit.AsNoTracking().Where(entry => tails.Contains(entry.Id)).MaxAsync(entry => (DateTimeOffset?)entry.At, ct) is { } newest ? newest - Settled - Settled : DateTimeOffset.MinValue;

    private async Task<byte[]> KeyAsync(AccountDb own, CancellationToken ct)
    {
        if (_key is not null) return _key;
        var kept = await own.Keys.AsNoTracking().SingleOrDefaultAsync(key => key.Name == KeyName, ct);
        if (kept is null)
        {
            own.Keys.Add(kept = new KeptKey { Name = KeyName, Value = _protector.Protect(Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))) });
            await own.SaveChangesAsync(ct);
        }

        return _key = Convert.FromBase64String(_protector.Reveal(kept.Value));
    }

    // How far the chain went, protected, so that its end cannot be cut off unseen.
    private async Task<long?> HeadAsync(AccountDb own, CancellationToken ct) =>
        await own.Keys.AsNoTracking().SingleOrDefaultAsync(key => key.Name == HeadName, ct) is { } kept ? long.Parse(_protector.Reveal(kept.Value), CultureInfo.InvariantCulture) : null;

    private async Task HeadToAsync(AccountDb own, long number, CancellationToken ct)
    {
        var value = _protector.Protect(number.ToString(CultureInfo.InvariantCulture));
        await own.Database.ExecuteSqlAsync($"""INSERT INTO "KeptKeys" ("Name", "Value") VALUES ({HeadName}, {value}) ON CONFLICT ("Name") DO UPDATE SET "Value" = excluded."Value" """, ct);
    }

    private static string Seal(byte[] key, string before, long number, AuditEntry entry)
    {
        // Each part with its length, so that no two entries read the same.
        string[] parts = [before, number.ToString(CultureInfo.InvariantCulture), entry.Id.ToString("N"), entry.At.UtcTicks.ToString(CultureInfo.InvariantCulture), entry.Who, entry.Act, entry.Subject, entry.Sentence, .. entry.Changes.IsEmpty ? Array.Empty<string>() : [AuditChangesJson.Write(entry.Changes)]];
        var text = string.Concat(parts.Select(part => $"{part.Length}:{part};"));
        return Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text)));
    }
}
