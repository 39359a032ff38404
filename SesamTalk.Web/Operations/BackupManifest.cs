using System.Security.Cryptography;

namespace SesamTalk.Web.Operations;

/// <summary>What a backup says of itself.</summary>
/// <param name="Format">The version of the backup's own form.</param>
/// <param name="MadeAt">When it was made.</param>
/// <param name="Layout">The layout of the data folder.</param>
/// <param name="Migrations">The migrations of the database in it; a program that does not know them all cannot use it.</param>
/// <param name="Files">The files in it with their SHA-256.</param>
/// <param name="HasKeys">Whether the keys that protect secrets are in it.</param>
public sealed record BackupManifest(int Format, DateTimeOffset MadeAt, int Layout, IReadOnlyList<string> Migrations, IReadOnlyDictionary<string, string> Files, bool HasKeys)
{
    public const int CurrentFormat = 1;

    /// <summary>The manifest's name in the archive.</summary>
    public const string FileName = "backup.json";

    /// <summary>The hash that a file is known by.</summary>
    public static async Task<string> HashAsync(Stream file, CancellationToken ct) => Convert.ToHexStringLower(await SHA256.HashDataAsync(file, ct));
}
