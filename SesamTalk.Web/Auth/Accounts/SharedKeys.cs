using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.EntityFrameworkCore;

namespace SesamTalk.Web.Auth.Accounts;

/// <summary>
/// The keys of data protection in the database that all nodes share, each sealed by a secret that stands in no database
/// (<see cref="AuthOptions.KeySecret"/>): who has the database alone can open nothing. The keys of a node that was alone before are taken along.
/// </summary>
internal sealed class SharedKeys(IDbContextFactory<AccountDb> databases, string secret, string folder) : IXmlRepository
{
    private const string Prefix = "data-protection/";
    private const int NonceSize = 12, TagSize = 16;
    private readonly byte[] _key = HKDF.DeriveKey(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret), 32, info: "SesamTalk.SharedKeys.1"u8.ToArray());

    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var db = databases.CreateDbContext();
        var kept = db.Keys.AsNoTracking().Where(key => key.Name.StartsWith(Prefix)).ToList();
        if (kept.Count > 0) return [.. kept.Select(key => XElement.Parse(Open(key.Value)))];
        var own = Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*.xml").Select(XElement.Load).ToList() : [];
        foreach (var element in own) StoreElement(element, element.Attribute("id")?.Value ?? Guid.NewGuid().ToString());
        return own;
    }

    /// <summary>How many there are: another number says that a node made one or revoked one.</summary>
    public static Task<int> CountAsync(AccountDb db, CancellationToken ct) => db.Keys.CountAsync(key => key.Name.StartsWith(Prefix), ct);

    // Two nodes may take the same keys along: the name is taken once.
    public void StoreElement(XElement element, string friendlyName)
    {
        using var db = databases.CreateDbContext();
        db.Database.ExecuteSql($"""INSERT INTO "KeptKeys" ("Name", "Value") VALUES ({Prefix + friendlyName}, {Seal(element.ToString(SaveOptions.DisableFormatting))}) ON CONFLICT ("Name") DO NOTHING""");
    }

    private string Seal(string text)
    {
        var plain = Encoding.UTF8.GetBytes(text);
        var (nonce, sealed_, tag) = (RandomNumberGenerator.GetBytes(NonceSize), new byte[plain.Length], new byte[TagSize]);
        using var cipher = new AesGcm(_key, TagSize);
        cipher.Encrypt(nonce, plain, sealed_, tag);
        return Convert.ToBase64String([.. nonce, .. tag, .. sealed_]);
    }

    private string Open(string kept)
    {
        var bytes = Convert.FromBase64String(kept);
        var plain = new byte[bytes.Length - NonceSize - TagSize];
        using var cipher = new AesGcm(_key, TagSize);
        try
        {
            cipher.Decrypt(bytes.AsSpan(0, NonceSize), bytes.AsSpan(NonceSize + TagSize), bytes.AsSpan(NonceSize, TagSize), plain);
        }
        catch (AuthenticationTagMismatchException)
        {
            throw new CryptographicException("Auth:KeySecret is not the secret that the keys in the database were sealed by. Give every node the same.");
        }

        return Encoding.UTF8.GetString(plain);
    }
}
