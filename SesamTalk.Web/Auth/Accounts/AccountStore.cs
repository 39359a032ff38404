using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;

namespace SesamTalk.Web.Auth.Accounts;

/// <summary>Identity's store, with what it would keep readable: the key of an authenticator app is protected, and recovery codes are hashed.</summary>
internal sealed class AccountStore(AccountDb db, IDataProtectionProvider protection, IdentityErrorDescriber? describer = null) : UserOnlyStore<Account, AccountDb, string>(db, describer)
{
    /// <summary>What the library calls the key of an authenticator app among an account's tokens.</summary>
    public const string AppKeyName = "AuthenticatorKey";

    private readonly StoredProtection _protector = Protection(protection);

    /// <summary>The protection of such keys, for whoever protects them anew.</summary>
    public static StoredProtection Protection(IDataProtectionProvider protection) => new(protection, "SesamTalk.Accounts.Authenticator.1");

    public override Task SetAuthenticatorKeyAsync(Account user, string key, CancellationToken cancellationToken) => base.SetAuthenticatorKeyAsync(user, _protector.Protect(key), cancellationToken);

    public override async Task<string?> GetAuthenticatorKeyAsync(Account user, CancellationToken cancellationToken) =>
        await base.GetAuthenticatorKeyAsync(user, cancellationToken) is { } key ? _protector.Reveal(key) : null;

    public override Task ReplaceCodesAsync(Account user, IEnumerable<string> recoveryCodes, CancellationToken cancellationToken) => base.ReplaceCodesAsync(user, recoveryCodes.Select(Hash), cancellationToken);

    public override Task<bool> RedeemCodeAsync(Account user, string code, CancellationToken cancellationToken) => base.RedeemCodeAsync(user, Hash(code), cancellationToken);

    // The codes are random and long, so that a plain hash is enough.
    private static string Hash(string code) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(code.Trim().ToUpperInvariant())));
}
