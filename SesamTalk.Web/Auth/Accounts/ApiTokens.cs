using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;

namespace SesamTalk.Web.Auth.Accounts;

/// <summary>Keys for programs: shown once, kept as a hash, good for a time and for no more than a role, and taken back at any moment.</summary>
public sealed class ApiTokens(IDbContextFactory<AccountDb> databases, AccountWatch accounts, AuditLog audit, TimeProvider clock)
{
    /// <summary>What every token begins with, so that one that went astray is recognised.</summary>
    public const string Prefix = "sesamtalk_";

    /// <summary>Days that a token may be good for.</summary>
    public const int MostDays = 366;

    private const int SecretBytes = 32;

    /// <summary>Makes a token and gives its secret, which nobody can be shown again.</summary>
    public async Task<(ApiToken Token, string Secret)> MakeAsync(Person owner, string name, Role most, int days, CancellationToken ct)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((int)most, (int)owner.Role);
        ArgumentOutOfRangeException.ThrowIfLessThan(days, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(days, MostDays);
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6));
        var secret = $"{Prefix}{id}_{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SecretBytes))}";
        var token = new ApiToken { Id = id, AccountId = owner.Id, Name = name, Hash = Hash(secret), Role = most, MadeAt = clock.GetUtcNow(), ExpiresAt = clock.GetUtcNow().AddDays(days) };
        await using var db = await databases.CreateDbContextAsync(ct);
        db.ApiTokens.Add(token);
        await db.SaveChangesAsync(ct);
        await audit.AddAsync(owner.Name, "token.made", "token/" + id, $"{owner.Name} made the token {name}: {most}, {days} days", ct, AuditChange.Of(name, null, most));
        return (token, secret);
    }

    /// <summary>The tokens of a person, newest first; those taken back too.</summary>
    public async Task<IReadOnlyList<ApiToken>> OfAsync(string accountId, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.ApiTokens.AsNoTracking().Where(token => token.AccountId == accountId).OrderByDescending(token => token.MadeAt).ToListAsync(ct);
    }

    /// <summary>Takes a token back. False where the person has none of that id, or it was taken back already.</summary>
    public async Task<bool> RevokeAsync(string accountId, string id, string who, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        if (await db.ApiTokens.SingleOrDefaultAsync(token => token.Id == id && token.AccountId == accountId && token.RevokedAt == null, ct) is not { } found) return false;
        found.RevokedAt = clock.GetUtcNow();
        await db.SaveChangesAsync(ct);
        await audit.AddAsync(who, "token.revoked", "token/" + id, $"{who} took the token {found.Name} back.", ct, AuditChange.Of(found.Name, found.Role, null));
        return true;
    }

    /// <summary>Who a secret stands for, with no more than the token's role; null where it opens nothing.</summary>
    internal async Task<(Person Person, string Stamp)?> FindAsync(string secret, CancellationToken ct)
    {
        if (secret.Length > 200 || secret.Split('_') is not [var prefix, var id, _] || prefix + "_" != Prefix) return null;
        await using var db = await databases.CreateDbContextAsync(ct);
        if (await db.ApiTokens.SingleOrDefaultAsync(token => token.Id == id, ct) is not { } token) return null;
        if (!CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(token.Hash), Encoding.ASCII.GetBytes(Hash(secret)))) return null;
        var now = clock.GetUtcNow();
        if (token.RevokedAt is not null || token.ExpiresAt <= now || accounts.Find(token.AccountId, out var stamp) is not { } owner) return null;
        if (token.UsedAt is not { } used || now - used > TimeSpan.FromHours(1))
        {
            token.UsedAt = now;
            await db.SaveChangesAsync(ct);
        }

        return (owner with { Role = owner.Role < token.Role ? owner.Role : token.Role }, stamp);
    }

    private static string Hash(string secret) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
