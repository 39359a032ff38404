using System.Collections.Concurrent;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;

namespace SesamTalk.Web.Auth.Accounts;

/// <summary>What a person does with their own account. What changes a secret ends all other sessions; this one goes on.</summary>
public sealed partial class OwnAccount(UserManager<Account> users, SignInManager<Account> signIn, AccountWatch watch, AuditLog audit, ShownOnce shown, ILogger<OwnAccount> log)
{
    private const int RecoveryCodes = 10, MostPasskeys = 10;

    /// <summary>Another password in place of the one that is given.</summary>
    public async Task<AccountOutcome> ChangePasswordAsync(string id, string current, string chosen)
    {
        if (await users.FindByIdAsync(id) is not { } account) return AccountOutcome.Unknown;
        if (!await ProvesAsync(account, current)) return AccountOutcome.PasswordWrong;
        foreach (var rule in users.PasswordValidators)
            if (!(await rule.ValidateAsync(users, account, chosen)).Succeeded) return AccountOutcome.PasswordWeak;
        await users.ChangePasswordAsync(account, current, chosen);
        await GoOnAsync(account, "user.password", "changed their password", "password", "•••", "••• (new)");
        return AccountOutcome.Done;
    }

    /// <summary>The key that an authenticator app is given; made at the first asking, and the same until the second factor is on.</summary>
    public async Task<string?> AuthenticatorKeyAsync(string id)
    {
        if (await users.FindByIdAsync(id) is not { TwoFactorEnabled: false } account) return null;
        if (await users.GetAuthenticatorKeyAsync(account) is { } there) return there;
        await users.ResetAuthenticatorKeyAsync(account);
        await RenewAsync(account);
        return await users.GetAuthenticatorKeyAsync(account);
    }

    /// <summary>Turns the second factor on, for somebody whose app shows the right code; recovery codes are shown once afterwards.</summary>
    public async Task<AccountOutcome> TwoFactorOnAsync(string id, string code)
    {
        if (await users.FindByIdAsync(id) is not { TwoFactorEnabled: false } account) return AccountOutcome.Unknown;
        if (!await users.VerifyTwoFactorTokenAsync(account, users.Options.Tokens.AuthenticatorTokenProvider, code.Replace(" ", "", StringComparison.Ordinal))) return AccountOutcome.PasswordWrong;
        await users.SetTwoFactorEnabledAsync(account, true);
        shown.Put(account.Id, [.. await users.GenerateNewTwoFactorRecoveryCodesAsync(account, RecoveryCodes) ?? []]);
        await GoOnAsync(account, "user.two-factor", "turned the second factor on", "second factor", "off", "on");
        return AccountOutcome.Done;
    }

    /// <summary>Turns the second factor off, for somebody who knows the password.</summary>
    public async Task<AccountOutcome> TwoFactorOffAsync(string id, string password)
    {
        if (await users.FindByIdAsync(id) is not { TwoFactorEnabled: true } account) return AccountOutcome.Unknown;
        if (!await ProvesAsync(account, password)) return AccountOutcome.PasswordWrong;
        await users.SetTwoFactorEnabledAsync(account, false);
        await users.ResetAuthenticatorKeyAsync(account);
        await GoOnAsync(account, "user.two-factor", "turned the second factor off", "second factor", "on", "off");
        return AccountOutcome.Done;
    }

    /// <summary>What the browser makes a passkey from, for somebody who knows the password: an open window makes none.</summary>
    public async Task<string?> PasskeyOptionsAsync(string id, string password) => await users.FindByIdAsync(id) is { } account && await ProvesAsync(account, password)
        ? await signIn.MakePasskeyCreationOptionsAsync(new PasskeyUserEntity { Id = account.Id, Name = account.UserName!, DisplayName = account.UserName! })
        : null;

    /// <summary>Takes a passkey that the browser made.</summary>
    public async Task<AccountOutcome> AddPasskeyAsync(string id, string password, string credential, string name)
    {
        if (await users.FindByIdAsync(id) is not { } account || (await users.GetPasskeysAsync(account)).Count >= MostPasskeys) return AccountOutcome.Unknown;
        if (!await ProvesAsync(account, password)) return AccountOutcome.PasswordWrong;
        if (await MadeAsync(credential) is not { Succeeded: true } made) return AccountOutcome.PasswordWrong;

        made.Passkey.Name = name;
        await users.AddOrUpdatePasskeyAsync(account, made.Passkey);
        await GoOnAsync(account, "user.passkey", $"added a passkey: {name}", "passkey", null, name);
        return AccountOutcome.Done;
    }

    /// <summary>Takes a passkey away, by the name of its credential.</summary>
    public async Task<AccountOutcome> RemovePasskeyAsync(string id, byte[] credential)
    {
        if (await users.FindByIdAsync(id) is not { } account || await users.GetPasskeyAsync(account, credential) is not { } passkey) return AccountOutcome.Unknown;
        await users.RemovePasskeyAsync(account, credential);
        await GoOnAsync(account, "user.passkey", $"removed a passkey: {passkey.Name}", "passkey", passkey.Name, null);
        return AccountOutcome.Done;
    }

    // One that was not asked for, or is no such thing, is not taken.
    private async Task<PasskeyAttestationResult?> MadeAsync(string credential)
    {
        try
        {
            var made = await signIn.PerformPasskeyAttestationAsync(credential);
            if (!made.Succeeded) NotTaken(made.Failure.Message);
            return made;
        }
        catch (Exception strange) when (strange is InvalidOperationException or System.Text.Json.JsonException or FormatException)
        {
            NotTaken(strange.Message);
            return null;
        }
    }

    [LoggerMessage(LogLevel.Warning, "A passkey was not taken: {Why}")]
    private partial void NotTaken(string why);

    private async Task<bool> ProvesAsync(Account account, string password)
    {
        // Counted like a sign-in: an open window is no place to guess a password.
        var result = await signIn.CheckPasswordSignInAsync(account, password, lockoutOnFailure: true);
        if (!result.Succeeded) await audit.AddAsync(account.UserName!, result.IsLockedOut ? "sign-in.locked" : "sign-in.wrong", "sign-in", result.IsLockedOut ? $"{account.UserName} is locked for a while: too many wrong tries." : $"A wrong password was given at the account of {account.UserName}.", CancellationToken.None);
        return result.Succeeded;
    }

    private async Task GoOnAsync(Account account, string act, string what, string thing, string? before, string? after)
    {
        await users.UpdateSecurityStampAsync(account);
        await RenewAsync(account);
        await audit.AddAsync(account.UserName!, act, "user/" + account.UserName, $"{account.UserName} {what}.", CancellationToken.None, AuditChange.Of(thing, before, after));
    }

    // The same session under the account's new stamp: it is over when it would have been.
    private async Task RenewAsync(Account account)
    {
        var session = signIn.Context.User;
        watch.Renews(session);
        await watch.RefreshAsync(CancellationToken.None);
        if (await signIn.Context.AuthenticateAsync(signIn.AuthenticationScheme) is not { Succeeded: true } held) return;
        await signIn.SignInWithClaimsAsync(account, held.Properties, session.FindAll(Person.SinceClaim));
    }
}

/// <summary>What is shown to a person once, and then never again: kept until their page takes it.</summary>
public sealed class ShownOnce
{
    private readonly ConcurrentDictionary<string, IReadOnlyList<string>> _waiting = new();

    public void Put(string accountId, IReadOnlyList<string> what) => _waiting[accountId] = what;

    /// <summary>What waits for them; null where nothing does.</summary>
    public IReadOnlyList<string>? Take(string accountId) => _waiting.TryRemove(accountId, out var what) ? what : null;
}
