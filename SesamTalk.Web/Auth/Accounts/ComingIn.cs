using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.WebUtilities;
using SesamTalk.Engine.Storage;

namespace SesamTalk.Web.Auth.Accounts;

/// <summary>How a try to come in ended.</summary>
public enum ComingInOutcome
{
    In,

    /// <summary>The password was right, and the code of the second factor is asked for.</summary>
    AsksCode,

    /// <summary>The name or the password is wrong; never said which.</summary>
    Wrong,

    /// <summary>Too many wrong tries.</summary>
    Locked,
}

/// <summary>Coming in by password, second factor or passkey, and going out; each is kept in the audit.</summary>
public sealed partial class ComingIn(
    SignInManager<Account> signIn, UserManager<Account> users, IPasswordHasher<Account> hasher, UsedCodes used, TriedNames tried, AccountWatch watch, AuditLog audit, TimeProvider clock, ILogger<ComingIn> log)
{
    // A name that nobody has costs as much time as one that somebody has.
    private static readonly Account NoAccount = new() { UserName = "nobody" };
    private static string? _noHash;

    /// <summary>By name and password. Both the unknown name and the wrong password are <see cref="ComingInOutcome.Wrong"/>.</summary>
    public async Task<ComingInOutcome> ByPasswordAsync(string name, string password)
    {
        if (await users.FindByNameAsync(name) is not { IsShutOut: false, PasswordHash: not null } account)
        {
            VerifyNobodys(password);
            await audit.AddAsync("somebody", "sign-in.wrong", "sign-in", $"A sign-in as {Cut(name)} was refused.", CancellationToken.None);
            return tried.Try(users.NormalizeName(name) ?? "") ? ComingInOutcome.Locked : ComingInOutcome.Wrong;
        }

        // The library does not look at the password of an account that is locked.
        if (await users.IsLockedOutAsync(account)) VerifyNobodys(password);

        return await SaidAsync(account, await signIn.PasswordSignInAsync(account, password, isPersistent: false, lockoutOnFailure: true), "password");
    }

    /// <summary>Whether somebody has just given the right password, and is asked for a code.</summary>
    public async Task<bool> AsksCodeAsync() => await signIn.GetTwoFactorAuthenticationUserAsync() is not null;

    /// <summary>The second step: the code that the app shows, or one of the recovery codes. A code works once.</summary>
    public async Task<ComingInOutcome> ByCodeAsync(string code)
    {
        if (await signIn.GetTwoFactorAuthenticationUserAsync() is not { IsShutOut: false } account)
        {
            CodeRefused();
            return ComingInOutcome.Wrong;
        }

        var bare = code.Replace(" ", "", StringComparison.Ordinal);
        var isApp = bare.Length == 6 && bare.All(char.IsAsciiDigit);
        if (isApp && !used.Take(account.Id, bare))
        {
            await audit.AddAsync(account.UserName!, "sign-in.wrong", "sign-in", $"A sign-in as {account.UserName} was refused: a code a second time.", CancellationToken.None);
            return ComingInOutcome.Wrong;
        }

        var result = isApp ? await signIn.TwoFactorAuthenticatorSignInAsync(bare, isPersistent: false, rememberClient: false) : await signIn.TwoFactorRecoveryCodeSignInAsync(bare);
        if (!result.Succeeded && !isApp) await users.AccessFailedAsync(account);
        return await SaidAsync(account, result, isApp ? "code" : "recovery code");
    }

    /// <summary>What the browser asks a passkey for.</summary>
    public Task<string> PasskeyOptionsAsync() => signIn.MakePasskeyRequestOptionsAsync(user: null);

    /// <summary>By passkey: it is both factors at once.</summary>
    public async Task<ComingInOutcome> ByPasskeyAsync(string credential)
    {
        if (await ProveAsync(credential) is not { Succeeded: true, User.IsShutOut: false } proved || !IsFirst(credential) || !await CountedAsync(proved))
        {
            await audit.AddAsync("somebody", "sign-in.wrong", "sign-in", "A sign-in by passkey was refused.", CancellationToken.None);
            return ComingInOutcome.Wrong;
        }

        if (await users.IsLockedOutAsync(proved.User)) return await SaidAsync(proved.User, Microsoft.AspNetCore.Identity.SignInResult.LockedOut, "passkey");
        await watch.RefreshAsync(CancellationToken.None); // its counter moved on, and the account's stamp with it
        await signIn.SignInAsync(proved.User, isPersistent: false, "passkey");
        return await SaidAsync(proved.User, Microsoft.AspNetCore.Identity.SignInResult.Success, "passkey");
    }

    /// <summary>Says in the log that a link was refused, which anybody can ask for as often as they like.</summary>
    public void RefuseLink(string what) => LinkRefused(what);

    // The question that was answered is in the browser's hands, and with it the answer: it counts once, by what was signed.
    private bool IsFirst(string credential)
    {
        using var said = JsonDocument.Parse(credential);
        var signed = WebEncoders.Base64UrlDecode(said.RootElement.GetProperty("response").GetProperty("clientDataJSON").GetString()!);
        return used.Take("passkey", Convert.ToHexString(SHA256.HashData(signed)));
    }

    private void VerifyNobodys(string password) => hasher.VerifyHashedPassword(NoAccount, _noHash ??= hasher.HashPassword(NoAccount, "nobody has this password"), password);

    [LoggerMessage(LogLevel.Warning, "Refused: a link to {What} that is over, or was made up.")]
    private partial void LinkRefused(string what);

    [LoggerMessage(LogLevel.Warning, "Refused: a code without the password before it, or too long after it.")]
    private partial void CodeRefused();

    // A locked account's passkey is not touched; one whose counter cannot be kept might be a copy.
    private async Task<bool> CountedAsync(PasskeyAssertionResult<Account> proved) =>
        await users.IsLockedOutAsync(proved.User!) || (await users.AddOrUpdatePasskeyAsync(proved.User!, proved.Passkey!)).Succeeded;

    // One that was not asked for, or is no such thing, is as good as a wrong one.
    private async Task<PasskeyAssertionResult<Account>?> ProveAsync(string credential)
    {
        try
        {
            return await signIn.PerformPasskeyAssertionAsync(credential);
        }
        catch (Exception strange) when (strange is InvalidOperationException or System.Text.Json.JsonException or FormatException)
        {
            return null;
        }
    }

    /// <summary>Ends the session of this browser.</summary>
    public async Task GoOutAsync(string name)
    {
        await signIn.SignOutAsync();
        await audit.AddAsync(name, "sign-out", "sign-in", $"{name} signed out.", CancellationToken.None);
    }

    private async Task<ComingInOutcome> SaidAsync(Account account, Microsoft.AspNetCore.Identity.SignInResult result, string by)
    {
        var name = account.UserName!;
        if (result.RequiresTwoFactor) return ComingInOutcome.AsksCode;
        if (result.Succeeded)
        {
            account.LastSignIn = clock.GetUtcNow();
            await users.UpdateAsync(account);
            await audit.AddAsync(name, "sign-in", "sign-in", $"{name} signed in by {by}.", CancellationToken.None);
            return ComingInOutcome.In;
        }

        await audit.AddAsync(name, result.IsLockedOut ? "sign-in.locked" : "sign-in.wrong", "sign-in", result.IsLockedOut ? $"{name} is locked for a while: too many wrong tries." : $"A sign-in as {name} was refused: wrong {by}.", CancellationToken.None);
        return result.IsLockedOut ? ComingInOutcome.Locked : ComingInOutcome.Wrong;
    }

    private static string Cut(string name) => name.Length <= 64 ? name : name[..64] + "…";
}
