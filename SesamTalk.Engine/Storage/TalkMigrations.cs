using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace SesamTalk.Engine.Storage;

/// <summary>Brings the database to the shape that this version needs; called at start, before anything reads.</summary>
public static class TalkMigrations
{
    /// <summary>Makes the data folder where it is missing and applies the migrations. Does nothing to a database that is up to date.</summary>
    public static async Task MigrateAsync(IServiceProvider services, CancellationToken ct = default)
    {
        var options = services.GetRequiredService<IOptions<StorageOptions>>().Value;
        OwnFolder.Make(options.DataFolder);
        FolderVersion.Keep(options.DataFolder);
        await MigrateAsync(services.GetRequiredService<IDbContextFactory<TalkDb>>(), ct);
    }

    /// <summary>Applies the migrations to a database whose folder is there.</summary>
    public static async Task MigrateAsync(IDbContextFactory<TalkDb> databases, CancellationToken ct = default)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        await RefuseNewerAsync(db, ct);
        // One process owns the file, so a mark that somebody is migrating it is that of a process that died doing so: it would be waited for for ever.
        if (db.Database.IsSqlite()) await db.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS \"__EFMigrationsLock\"", ct);
        await db.Database.MigrateAsync(ct);
        // A property of the file, not of the connection: readers and the one writer do not wait for each other.
        if (db.Database.IsSqlite()) await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL", ct);
        await LinkWordFilling.FillAsync(databases, ct);
    }

    /// <summary>The names of all migrations of a SQLite file that this version knows.</summary>
    public static IReadOnlyCollection<string> Known()
    {
        using var db = new SqliteDesign().CreateDbContext([]);
        return [.. db.Database.GetMigrations()];
    }

    /// <summary>Throws <see cref="NewerDataException"/> where a migration was applied that this version does not know.</summary>
    public static async Task RefuseNewerAsync(DbContext db, CancellationToken ct = default)
    {
        var unknown = (await db.Database.GetAppliedMigrationsAsync(ct)).Except(db.Database.GetMigrations()).FirstOrDefault();
        if (unknown is not null) throw new NewerDataException($"it has the migration {unknown}");
    }
}
