using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using SesamTalk.Engine.Storage;
using SesamTalk.Engine.Sync;
using SesamTalk.Web.Auth;

namespace SesamTalk.Web.Operations;

/// <summary>
/// Brings a backup back into a data folder that nobody uses. What was there is put aside, not deleted. The state then knows that it
/// was restored: writes whose outcome is unknown are looked up first, and the first plan that would create anything waits for a person.
/// </summary>
public static partial class Restores
{
    /// <summary>
    /// Restores; gives what the backup says of itself and where the earlier state was put (null where there was none). Throws
    /// <see cref="InvalidDataException"/> for a file that is no whole backup and <see cref="NewerDataException"/> for one of a newer
    /// version; then nothing is changed.
    /// </summary>
    public static async Task<(BackupManifest Backup, string? Aside)> BringBackAsync(string file, string folder, IReadOnlyCollection<string> known, TimeProvider clock, CancellationToken ct)
    {
        await using var archive = await OpenAsync(file, ct);
        var manifest = await ManifestAsync(archive, ct);
        if (manifest.Format > BackupManifest.CurrentFormat || manifest.Layout > FolderVersion.Current) throw new NewerDataException("the backup's form is newer");
        if (manifest.Migrations.Except(known).FirstOrDefault() is { } unknown) throw new NewerDataException($"the backup has the migration {unknown}");
        var unpacked = Directory.CreateDirectory(Path.Combine(folder, $"restore-{Guid.NewGuid():N}.tmp"));
        try
        {
            await UnpackAsync(archive, manifest, unpacked.FullName, ct);
            await MarkAsync(Path.Combine(unpacked.FullName, StorageOptions.FileName), manifest, clock.GetUtcNow(), ct);
            var aside = PutAside(folder, manifest.HasKeys, clock.GetUtcNow());
            OwnFolder.Make(Path.Combine(folder, AuthServices.KeyFolder));
            foreach (var name in manifest.Files.Keys) File.Move(Path.Combine(unpacked.FullName, name), Path.Combine(folder, name), overwrite: true);
            return (manifest, aside);
        }
        finally
        {
            unpacked.Delete(true);
        }
    }

    private const long LargestManifest = 4 * 1024 * 1024, LargestKey = 1024 * 1024;

    private static async Task<ZipArchive> OpenAsync(string file, CancellationToken ct)
    {
        try
        {
            return await ZipFile.OpenReadAsync(file, ct);
        }
        catch (InvalidDataException)
        {
            throw new InvalidDataException($"{file} is no backup of SesamTalk, or not whole. Nothing was changed.");
        }
    }

    private static async Task<BackupManifest> ManifestAsync(ZipArchive archive, CancellationToken ct)
    {
        try
        {
            await using var stream = await (archive.GetEntry(BackupManifest.FileName) is { Length: <= LargestManifest } own ? own : throw new JsonException()).OpenAsync(ct);
            return await JsonSerializer.DeserializeAsync<BackupManifest>(stream, JsonSerializerOptions.Web, ct) is { Files: not null, Migrations: not null } manifest && manifest.Files.ContainsKey(StorageOptions.FileName) ? manifest : throw new JsonException();
        }
        catch (JsonException)
        {
            throw new InvalidDataException("The file is no backup of SesamTalk: it does not say what is in it. Nothing was changed.");
        }
    }

    private static async Task UnpackAsync(ZipArchive archive, BackupManifest manifest, string folder, CancellationToken ct)
    {
        OwnFolder.Make(Path.Combine(folder, AuthServices.KeyFolder));
        // What it says of itself is all that is unpacked of it, and it must find room.
        if (archive.Entries.Sum(entry => entry.Length) > new DriveInfo(folder).AvailableFreeSpace) throw new IOException("There is not room enough for what is in the backup. Nothing was changed.");
        foreach (var (name, hash) in manifest.Files)
        {
            // Only names that a backup can have: nothing leads out of the folder, by the ways of any system.
            var isPlain = name == StorageOptions.FileName || KeyName().IsMatch(name) && archive.GetEntry(name) is null or { Length: <= LargestKey };
            if (!isPlain || archive.GetEntry(name) is not { } entry) throw new InvalidDataException($"The backup is not whole: {name} is missing, or has no business in it. Nothing was changed.");
            var path = Path.Combine(folder, name);
            await entry.ExtractToFileAsync(path, overwrite: true, ct);
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            await using var written = File.OpenRead(path);
            if (await BackupManifest.HashAsync(written, ct) != hash) throw new InvalidDataException($"The backup is damaged: {name} is not what was backed up. Nothing was changed.");
        }
    }

    [GeneratedRegex($"^{AuthServices.KeyFolder}/[A-Za-z0-9-]+\\.xml\\z")]
    private static partial Regex KeyName();

    // Turns and promises of the process that made it are over.
    private static async Task MarkAsync(string database, BackupManifest manifest, DateTimeOffset now, CancellationToken ct)
    {
        await using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = database, Pooling = false }.ToString());
        await connection.OpenAsync(ct);
        await using var mark = connection.CreateCommand();
        mark.CommandText = """
            DELETE FROM "Leases";
            DELETE FROM "Settings" WHERE "Key" = $key OR "Key" LIKE 'restored.%' OR "Key" LIKE 'api.once.%';
            INSERT INTO "Settings" ("Key", "Value") VALUES ($key, $moment);
            INSERT INTO "Audit" ("Id", "At", "Who", "Act", "Subject", "Sentence") VALUES ($id, $now, 'command line', 'restored', 'installation', $sentence);
            """;
        var moment = manifest.MadeAt.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        mark.Parameters.AddWithValue("$key", RestoreMark.Key);
        mark.Parameters.AddWithValue("$moment", moment);
        mark.Parameters.AddWithValue("$id", Guid.CreateVersion7(now));
        mark.Parameters.AddWithValue("$now", now.UtcTicks);
        mark.Parameters.AddWithValue("$sentence", $"The installation was restored from a backup of {moment}.");
        await mark.ExecuteNonQueryAsync(ct);
    }

    // The queue of jobs goes too: schedules make it anew, and what was queued then is not meant now.
    private static string? PutAside(string folder, bool withKeys, DateTimeOffset now)
    {
        string[] names = [StorageOptions.FileName, StorageOptions.FileName + "-wal", StorageOptions.FileName + "-shm", "jobs.db", "jobs.db-wal", "jobs.db-shm"];
        var there = names.Where(name => File.Exists(Path.Combine(folder, name))).ToList();
        var keys = Path.Combine(folder, AuthServices.KeyFolder);
        if (there.Count == 0 && !(withKeys && Directory.Exists(keys))) return null;
        var aside = Directory.CreateDirectory(Path.Combine(folder, "before-restore-" + now.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture))).FullName;
        foreach (var name in there) File.Move(Path.Combine(folder, name), Path.Combine(aside, name), overwrite: true);
        if (withKeys && Directory.Exists(keys)) Directory.Move(keys, Path.Combine(aside, AuthServices.KeyFolder));
        return aside;
    }
}
