using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using SesamTalk.Engine.Connectors;

namespace SesamTalk.Web.Auth;

/// <summary>Secrets of connected systems by ASP.NET's data protection. The keys stand in the data folder, apart from the database: a copy of one alone opens nothing.</summary>
internal sealed class SecretProtector(IDataProtectionProvider protection) : ISecretProtector
{
    private readonly StoredProtection _stored = Of(protection);

    /// <summary>The protection of such secrets, for whoever protects them anew.</summary>
    public static StoredProtection Of(IDataProtectionProvider protection) => new(protection, "SesamTalk.ConnectedSystem.Secrets.1");

    public string Protect(string secret) => _stored.Protect(secret);

    public string Reveal(string protectedSecret)
    {
        try
        {
            return _stored.Reveal(protectedSecret);
        }
        catch (CryptographicException)
        {
            throw new SettingsException("A secret of this system was protected with keys that are not in this data folder. Enter the secret again, or bring the folder of keys back.");
        }
    }
}
