using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SesamTalk.Engine.Storage;
using SesamTalk.Web.Auth;

namespace SesamTalk.Web.Operations;

/// <summary>
/// Makes backups while everything goes on: the database as it is at one moment, in one file with its hashes. The keys that protect
/// secrets are only in it where that is asked for: who has both can read the secrets.
/// </summary>
public sealed class Backups(IDbContextFactory<TalkDb> databases, IOptions<StorageOptions> storage, AuditLog audit, TimeProvider clock)
{
    private const string Name = "sesamtalk-", Ending = ".backup.zip", Daily = "SesamTalk";

    /// <summary>Makes a backup under somebody's name, which the audit keeps, and gives what it says of itself. Throws <see cref="NotSupportedException"/> on PostgreSQL, which has tools of its own, and <see cref="IOException"/> where the file cannot be written.</summary>
    public async Task<BackupManifest> MakeAsync(string file, bool withKeys, string who, CancellationToken ct)
    {
        var options = storage.Value;
        if (options.Provider != "Sqlite") throw new NotSupportedException("The state is in PostgreSQL: back it up by pg_dump, and the folder of keys apart from it.");
        var aside = Path.Combine(options.DataFolder, $"backup-{Guid.NewGuid():N}.tmp");
        var unfinished = file + ".part";
        try
        {
            await SnapshotAsync(options, aside, ct);
            List<(string Name, string Path)> files = [(StorageOptions.FileName, aside)];
            var keys = Path.Combine(options.DataFolder, AuthServices.KeyFolder);
            if (withKeys && Directory.Exists(keys)) files.AddRange(Directory.EnumerateFiles(keys).Order(StringComparer.Ordinal).Select(path => ($"{AuthServices.KeyFolder}/{Path.GetFileName(path)}", path)));
            var manifest = await PackAsync(unfinished, files, withKeys, ct);
            await audit.AddAsync(who, withKeys ? "backup.keys" : "backup.made", "backup", withKeys ? $"{who} made a backup that has the keys in it: {file}" : $"{who} made a backup: {file}", ct);
            File.Move(unfinished, file, overwrite: true);
            return manifest;
        }
        finally
        {
            File.Delete(aside);
            File.Delete(unfinished);
        }
    }

    /// <summary>Makes today's backup in a folder and lets go all but the newest; gives the file.</summary>
    public async Task<string> MakeDailyAsync(string folder, int keep, CancellationToken ct)
    {
        Directory.CreateDirectory(folder);
        var file = Path.Combine(folder, Name + clock.GetUtcNow().ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture) + Ending);
        await MakeAsync(file, withKeys: false, Daily, ct);
        foreach (var old in Directory.EnumerateFiles(folder, $"{Name}*{Ending}").OrderDescending(StringComparer.Ordinal).Skip(keep)) File.Delete(old);
        return file;
    }

    // SQLite's own way of copying a database that others write to.
    private static async Task SnapshotAsync(StorageOptions options, string to, CancellationToken ct)
    {
        await using var from = new SqliteConnection(TalkDbFactory.SqliteConnection(options));
        await from.OpenAsync(ct);
        await using var copy = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = to, Pooling = false }.ToString());
        await copy.OpenAsync(ct);
        from.BackupDatabase(copy);
        await using var check = copy.CreateCommand();
        check.CommandText = "PRAGMA journal_mode=DELETE; PRAGMA quick_check(1);";
        await using var said = await check.ExecuteReaderAsync(ct);
        await said.NextResultAsync(ct);
        if (!await said.ReadAsync(ct) || said.GetString(0) != "ok") throw new IOException("The copy of the database is not whole. No backup was made.");
    }

    private async Task<BackupManifest> PackAsync(string to, List<(string Name, string Path)> files, bool withKeys, CancellationToken ct)
    {
        var hashes = new Dictionary<string, string>();
        await using var db = await databases.CreateDbContextAsync(ct);
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.ReadWrite };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using var stream = new FileStream(to, options);
        await using var archive = new ZipArchive(stream, ZipArchiveMode.Create);
        foreach (var (name, path) in files)
        {
            await using var source = File.OpenRead(path);
            hashes[name] = await BackupManifest.HashAsync(source, ct);
            source.Position = 0;
            await using var entry = await archive.CreateEntry(name, CompressionLevel.Fastest).OpenAsync(ct);
            await source.CopyToAsync(entry, ct);
        }

        var manifest = new BackupManifest(BackupManifest.CurrentFormat, clock.GetUtcNow(), FolderVersion.Current, [.. await db.Database.GetAppliedMigrationsAsync(ct)], hashes, withKeys);
        await using (var entry = await archive.CreateEntry(BackupManifest.FileName).OpenAsync(ct)) await JsonSerializer.SerializeAsync(entry, manifest, JsonSerializerOptions.Web, ct);
        return manifest;
    }
}
