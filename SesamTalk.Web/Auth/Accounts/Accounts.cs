using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;

namespace SesamTalk.Web.Auth.Accounts;

/// <summary>Who may sign in: added, given a role, shut out and let in again. Every change is kept in the audit and acts at once on open sessions.</summary>
public sealed class Accounts(IServiceScopeFactory scopes, IDbContextFactory<AccountDb> databases, AccountWatch watch, AuditLog audit, SetUpLink setUp, TimeProvider clock) : IDisposable
{
    private const string FirstAdmin = "set-up";
    private readonly SemaphoreSlim _gate = new(1, 1);

    /// <inheritdoc/>
    public void Dispose() => _gate.Dispose();

    /// <summary>All accounts, by name.</summary>
    public async Task<IReadOnlyList<Account>> AllAsync(CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.Users.AsNoTracking().OrderBy(one => one.NormalizedUserName).ToListAsync(ct);
    }

    /// <summary>The passkeys of an account, oldest first.</summary>
    public async Task<IReadOnlyList<OwnPasskey>> PasskeysAsync(string id)
    {
        await using var scope = scopes.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        return await users.FindByIdAsync(id) is { } account
            ? [.. (await users.GetPasskeysAsync(account)).OrderBy(one => one.CreatedAt).Select(one => new OwnPasskey(Microsoft.AspNetCore.WebUtilities.WebEncoders.Base64UrlEncode(one.CredentialId), one.Name ?? "", one.CreatedAt))]
            : [];
    }

    /// <summary>Opens the set-up where there is nobody yet, and gives its address; null where there is somebody.</summary>
    public async Task<string?> OpenSetUpAsync(CancellationToken ct)
    {
        await watch.RefreshAsync(ct);
        if (!watch.HasNobody) return null;
        // A set-up that broke off left its mark, and nobody.
        await using var db = await databases.CreateDbContextAsync(ct);
        await db.Keys.Where(key => key.Name == FirstAdmin).ExecuteDeleteAsync(ct);
        return TalkUrls.SetUp(setUp.Open());
    }

    /// <summary>The first admin, by the set-up link. It works once, whoever comes with it.</summary>
    public Task<AccountAnswer> SetUpAsync(string? code, string name, string password, CancellationToken ct) => OneByOneAsync(async users =>
    {
        if (!setUp.Fits(code) || !watch.HasNobody) return new(AccountOutcome.LinkOver);
        var admin = new Account { UserName = name, Role = Role.Admin, AddedBy = "SesamTalk", AddedAt = clock.GetUtcNow(), LockoutEnabled = true };
        if (await RefusedAsync(users, admin, password) is { } refused) return refused;
        await using var db = await databases.CreateDbContextAsync(ct);
        // The mark can be made once, on whatever node: of two who come at the same moment, one is told that the link is over.
        db.Keys.Add(new KeptKey { Name = FirstAdmin, Value = clock.GetUtcNow().ToString("O", System.Globalization.CultureInfo.InvariantCulture) });
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException)
        {
            return new(AccountOutcome.LinkOver);
        }

        if (!(await users.CreateAsync(admin, password)).Succeeded)
        {
            await db.Keys.Where(key => key.Name == FirstAdmin).ExecuteDeleteAsync(CancellationToken.None);
            return new(AccountOutcome.NameWrong);
        }

        setUp.Close();
        await KeptAsync(name, "user.added", admin, $"{name} set SesamTalk up and is its first admin.", null, Role.Admin, ct);
        return new(AccountOutcome.Done);
    }, ct);

    /// <summary>Adds a person, who chooses a password by the link that comes back.</summary>
    public Task<AccountAnswer> AddAsync(string who, string name, Role role, CancellationToken ct) => OneByOneAsync(async users =>
    {
        var account = new Account { UserName = name, Role = role, AddedBy = who, AddedAt = clock.GetUtcNow(), LockoutEnabled = true };
        var made = await users.CreateAsync(account);
        if (!made.Succeeded) return new(made.Errors.Any(error => error.Code == nameof(IdentityErrorDescriber.DuplicateUserName)) ? AccountOutcome.NameTaken : AccountOutcome.NameWrong);
        await KeptAsync(who, "user.added", account, $"{who} added {name}: {role}", null, role, ct);
        return new(AccountOutcome.Done, await JoinAsync(users, account));
    }, ct);

    /// <summary>Gives a role in place of the one before.</summary>
    public Task<AccountAnswer> GiveRoleAsync(string who, string id, Role role, CancellationToken ct) => ChangeAsync(who, id, async (users, account) =>
    {
        if (account.Role == role) return null;
        if (account.Role == Role.Admin && await IsLastAdminAsync(users, account, ct)) return new(AccountOutcome.LastAdmin);
        var before = account.Role;
        account.Role = role;
        await users.UpdateAsync(account);
        await KeptAsync(who, "user.role", account, $"{who} changed what {account.UserName} may: {before} → {role}", before, role, ct);
        return null;
    }, ct);

    /// <summary>Shuts a person out, at once and everywhere; or lets them in again, also where too many wrong passwords locked them.</summary>
    public Task<AccountAnswer> ShutOutAsync(string who, string id, bool isOut, CancellationToken ct) => ChangeAsync(who, id, async (users, account) =>
    {
        if (isOut && account.Role == Role.Admin && await IsLastAdminAsync(users, account, ct)) return new(AccountOutcome.LastAdmin);
        var wasOut = account.IsShutOut || account.LockoutEnd > clock.GetUtcNow();
        account.IsShutOut = isOut;
        account.LockoutEnd = null;
        account.AccessFailedCount = 0;
        await users.UpdateSecurityStampAsync(account);
        await KeptAsync(who, isOut ? "user.out" : "user.in", account, isOut ? $"{who} shut {account.UserName} out." : $"{who} let {account.UserName} in again.", wasOut ? "out" : "in", isOut ? "out" : "in", ct);
        return null;
    }, ct);

    /// <summary>A link to a new password, for somebody who lost theirs: sessions end, and the second factor and the passkeys go with the password.</summary>
    public async Task<AccountAnswer> ResetAsync(string who, string id, CancellationToken ct)
    {
        string? link = null;
        var answer = await ChangeAsync(who, id, async (users, account) =>
        {
            await users.SetTwoFactorEnabledAsync(account, false);
            await users.ResetAuthenticatorKeyAsync(account);
            foreach (var passkey in await users.GetPasskeysAsync(account)) await users.RemovePasskeyAsync(account, passkey.CredentialId);
            if (account.PasswordHash is not null) await users.RemovePasswordAsync(account);
            await users.UpdateSecurityStampAsync(account);
            await KeptAsync(who, "user.reset", account, $"{who} gave {account.UserName} a link to a new password.", "•••", null, ct);
            link = await JoinAsync(users, account);
            return null;
        }, ct);
        return answer with { Link = link };
    }

    /// <summary>Takes an account away. What the person did stays under their name.</summary>
    public Task<AccountAnswer> RemoveAsync(string who, string id, CancellationToken ct) => ChangeAsync(who, id, async (users, account) =>
    {
        if (account.Role == Role.Admin && await IsLastAdminAsync(users, account, ct)) return new(AccountOutcome.LastAdmin);
        await users.DeleteAsync(account);
        await KeptAsync(who, "user.removed", account, $"{who} removed {account.UserName}.", account.Role, null, ct);
        return null;
    }, ct);

    /// <summary>Takes the password that somebody chose by a link. The link is worth nothing afterwards.</summary>
    public Task<AccountAnswer> JoinAsync(string id, string code, string password, CancellationToken ct) => OneByOneAsync(async users =>
    {
        if (await users.FindByIdAsync(id) is not { IsShutOut: false } account || !await users.VerifyUserTokenAsync(account, users.Options.Tokens.PasswordResetTokenProvider, UserManager<Account>.ResetPasswordTokenPurpose, code)) return new(AccountOutcome.LinkOver);
        if (await RefusedAsync(users, account, password) is { } refused) return refused;
        await users.ResetPasswordAsync(account, code, password);
        await users.SetLockoutEndDateAsync(account, null);
        await KeptAsync(account.UserName!, "user.joined", account, $"{account.UserName} chose a password.", null, "•••", ct);
        return new(AccountOutcome.Done);
    }, ct);

    /// <summary>Whether a link to choose a password still works.</summary>
    public async Task<bool> CanJoinAsync(string id, string code)
    {
        using var scope = scopes.CreateScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        return await users.FindByIdAsync(id) is { IsShutOut: false } account && await users.VerifyUserTokenAsync(account, users.Options.Tokens.PasswordResetTokenProvider, UserManager<Account>.ResetPasswordTokenPurpose, code);
    }

    private Task<AccountAnswer> ChangeAsync(string who, string id, Func<UserManager<Account>, Account, Task<AccountAnswer?>> change, CancellationToken ct) => OneByOneAsync(async users =>
        await users.FindByIdAsync(id) is { } account ? await change(users, account) ?? new(AccountOutcome.Done) : new(AccountOutcome.Unknown), ct);

    // One after the other, so that two admins cannot take the role from each other at the same moment.
    private async Task<AccountAnswer> OneByOneAsync(Func<UserManager<Account>, Task<AccountAnswer>> change, CancellationToken ct)
    {
        await _gate.WaitAsync(ct);
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            return await change(scope.ServiceProvider.GetRequiredService<UserManager<Account>>());
        }
        finally
        {
            _gate.Release();
            await watch.RefreshAsync(CancellationToken.None);
        }
    }

    private static async Task<AccountAnswer?> RefusedAsync(UserManager<Account> users, Account account, string password)
    {
        foreach (var rule in users.UserValidators)
            if (!(await rule.ValidateAsync(users, account)).Succeeded) return new(AccountOutcome.NameWrong);
        foreach (var rule in users.PasswordValidators)
            if (!(await rule.ValidateAsync(users, account, password)).Succeeded) return new(AccountOutcome.PasswordWeak);
        return null;
    }

    private static Task<bool> IsLastAdminAsync(UserManager<Account> users, Account account, CancellationToken ct) => users.Users.AllAsync(other => other.Id == account.Id || other.Role != Role.Admin || other.IsShutOut || other.PasswordHash == null, ct);

    private static async Task<string> JoinAsync(UserManager<Account> users, Account account) => TalkUrls.Join(account.Id, await users.GeneratePasswordResetTokenAsync(account));

    private Task KeptAsync(string who, string act, Account account, string sentence, object? before, object? after, CancellationToken ct) =>
        audit.AddAsync(who, act, "user/" + account.UserName, sentence, ct, AuditChange.Of(act.EndsWith(".reset", StringComparison.Ordinal) || act.EndsWith(".joined", StringComparison.Ordinal) ? "password" : act is "user.out" or "user.in" ? "state" : "role", before, after));
}

/// <summary>A passkey, by the name of its credential.</summary>
public sealed record OwnPasskey(string Id, string Name, DateTimeOffset At);
