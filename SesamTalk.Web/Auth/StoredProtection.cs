using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;

namespace SesamTalk.Web.Auth;

/// <summary>
/// Protects what is stored. Other than a session, it is revealed by a key that was revoked too: what a backup of before brings back,
/// and what is not yet protected anew, must not be lost.
/// </summary>
internal sealed class StoredProtection(IDataProtectionProvider protection, string purpose)
{
    // What data protection writes before a text that it protected: a mark, then the key.
    private const int MarkSize = 4, KeySize = 16;

    private readonly IDataProtector _protector = protection.CreateProtector(purpose);

    /// <summary>The protected form, by the newest key.</summary>
    public string Protect(string text) => _protector.Protect(text);

    /// <summary>The text again. Throws <see cref="CryptographicException"/> where no key here opens it.</summary>
    public string Reveal(string kept) => _protector is IPersistedDataProtector stored
        ? Encoding.UTF8.GetString(stored.DangerousUnprotect(Bytes(kept), ignoreRevocationErrors: true, out _, out _))
        : _protector.Unprotect(kept);

    /// <summary>The same, protected by the newest key; null where no key here opens it.</summary>
    public string? Renew(string kept)
    {
        try
        {
            return Protect(Reveal(kept));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>The key that a text is protected by.</summary>
    public static Guid KeyOf(string kept) => new(Bytes(kept).AsSpan(MarkSize, KeySize));

    private static byte[] Bytes(string kept)
    {
        try
        {
            return WebEncoders.Base64UrlDecode(kept) is { Length: > MarkSize + KeySize } bytes ? bytes : throw new CryptographicException("This is nothing that was protected.");
        }
        catch (FormatException strange)
        {
            throw new CryptographicException("This is nothing that was protected.", strange);
        }
    }
}
