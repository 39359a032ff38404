using System.Diagnostics;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;

namespace SesamTalk.Web.Auth.Accounts;

/// <summary>What came of it.</summary>
/// <param name="Before">The key until now.</param>
/// <param name="Now">The key from now on.</param>
/// <param name="Revoked">How many keys are good for no session any more.</param>
/// <param name="Secrets">How many stored secrets are protected by the new key.</param>
/// <param name="Lost">What no key here opens, by name: it stays as it is, and has to be entered again.</param>
public sealed record RotatedKeys(Guid Before, Guid Now, int Revoked, int Secrets, IReadOnlyList<string> Lost);

/// <summary>
/// Makes a new key of data protection, revokes all of before, and protects with the new one all that is kept: secrets of systems,
/// keys of authenticator apps, the audit's own. Everybody signs in again. What is stopped half-way has lost nothing, since what a
/// revoked key protects is still revealed where it is stored; doing it again goes on.
/// </summary>
internal sealed class KeyRotation(
    IKeyManager keys, HeldKeys held, IOptions<KeyManagementOptions> options, IDataProtectionProvider protection, SystemStore systems, IDbContextFactory<AccountDb> accounts, AccountWatch watch, AuditLog audit)
{
    /// <summary>Does it, under somebody's name. Throws where a secret cannot be stored; those that were stay protected by the new key.</summary>
    public async Task<RotatedKeys> RotateAsync(string who, CancellationToken ct)
    {
        var before = held.GetCurrentKeyRing().DefaultKeyId;
        var now = DateTimeOffset.UtcNow; // the library's own clock, by which a key begins
        var made = keys.CreateNewKey(now, now + options.Value.NewKeyLifetime).KeyId;
        await audit.AddAsync(who, "keys.rotated", "keys", $"{who} revoked the keys until now and had all secrets protected with a new one.", ct, AuditChange.Of("key", before, made));
        var revoked = keys.GetAllKeys().Where(key => key.KeyId != made && !key.IsRevoked).ToList();
        foreach (var key in revoked) keys.RevokeKey(key.KeyId, "another key has taken its place");
        held.ReadAnew();
        if (held.GetCurrentKeyRing().DefaultKeyId != made) throw new UnreachableException("The new key is not the one that is used.");
        await EndSessionsAsync(ct);
        List<string> lost = [];
        var count = await RenewSystemsAsync(lost, ct) + await RenewOwnAsync(lost, ct);
        return new(before, made, revoked.Count, count, [.. lost.Distinct()]);
    }

    // Also where a node still holds the keys of before: an account's stamp is looked at with every request and in every open page.
    private async Task EndSessionsAsync(CancellationToken ct)
    {
        await using var db = await accounts.CreateDbContextAsync(ct);
        foreach (var id in await db.Users.Select(one => one.Id).ToListAsync(ct))
        {
            var (security, concurrency) = (Convert.ToHexString(RandomNumberGenerator.GetBytes(20)), Guid.NewGuid().ToString());
            await db.Users.Where(one => one.Id == id).ExecuteUpdateAsync(set => set.SetProperty(one => one.SecurityStamp, security).SetProperty(one => one.ConcurrencyStamp, concurrency), ct);
        }

        await watch.RefreshAsync(ct);
    }

    private async Task<int> RenewSystemsAsync(List<string> lost, CancellationToken ct)
    {
        var stored = SecretProtector.Of(protection);
        return await systems.RenewSecretsAsync((system, name, secret) =>
        {
            var renewed = stored.Renew(secret);
            if (renewed is null && secret.Length > 0) lost.Add($"system {system.Id}, {name}");
            return renewed;
        }, ct);
    }

    // Each only where it still is what was read: what somebody stores meanwhile is newer.
    private async Task<int> RenewOwnAsync(List<string> lost, CancellationToken ct)
    {
        var count = 0;
        await using var db = await accounts.CreateDbContextAsync(ct);
        var app = AccountStore.Protection(protection);
        foreach (var token in await db.UserTokens.AsNoTracking().Where(token => token.Name == AccountStore.AppKeyName && token.Value != null).ToListAsync(ct))
        {
            if (app.Renew(token.Value!) is { } renewed) count += await db.UserTokens.Where(one => one.UserId == token.UserId && one.LoginProvider == token.LoginProvider && one.Name == token.Name && one.Value == token.Value).ExecuteUpdateAsync(set => set.SetProperty(one => one.Value, renewed), ct);
            else lost.Add($"authenticator app of account {token.UserId}");
        }

        var chain = AuditChain.Protection(protection);
        foreach (var key in await db.Keys.AsNoTracking().Where(key => AuditChain.Kept.Contains(key.Name)).ToListAsync(ct))
        {
            if (chain.Renew(key.Value) is { } renewed) count += await db.Keys.Where(one => one.Name == key.Name && one.Value == key.Value).ExecuteUpdateAsync(set => set.SetProperty(one => one.Value, renewed), ct);
            else lost.Add($"the audit's own ({key.Name})");
        }

        return count;
    }
}
