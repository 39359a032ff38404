using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.Extensions.Options;
using SesamTalk.Engine.Storage;

namespace SesamTalk.Web.Auth.Accounts;

/// <summary>Makes the context of the chosen database; cheap, one for each load or change. The first brings the tables to the shape that this version needs: a demo that nobody signs in to never has them.</summary>
internal sealed class AccountDatabases(IOptions<StorageOptions> storage, ILoggerFactory? loggers = null) : IDbContextFactory<AccountDb>
{
    private readonly Func<AccountDb> _create = Choose(storage.Value, loggers);
    private readonly Lock _gate = new();
    private bool _isMigrated;

    public AccountDb CreateDbContext()
    {
        lock (_gate)
        {
            if (!_isMigrated)
            {
                using var db = _create();
                if (db.Database.GetAppliedMigrations().Except(db.Database.GetMigrations()).FirstOrDefault() is { } unknown) throw new NewerDataException($"its accounts have the migration {unknown}");
                db.Database.Migrate();
                _isMigrated = true;
            }
        }

        return _create();
    }

    private static Func<AccountDb> Choose(StorageOptions storage, ILoggerFactory? loggers)
    {
        if (storage.Provider == "Postgres")
        {
            var postgres = new DbContextOptionsBuilder<PostgresAccountDb>().UseNpgsql(storage.Connection, postgres => postgres.MigrationsHistoryTable(AccountDb.History)).UseLoggerFactory(loggers).Options;
            return () => new PostgresAccountDb(postgres);
        }

        var sqlite = new DbContextOptionsBuilder<SqliteAccountDb>().UseSqlite(TalkDbFactory.SqliteConnection(storage), sqlite => sqlite.MigrationsHistoryTable(AccountDb.History))
            .UseLoggerFactory(loggers).AddInterceptors(SqlitePragmas.Instance).Options;
        return () => new SqliteAccountDb(sqlite);
    }
}

/// <summary>For <c>dotnet ef</c>, which opens no database while it adds a migration.</summary>
internal sealed class SqliteAccountDesign : IDesignTimeDbContextFactory<SqliteAccountDb>
{
    public SqliteAccountDb CreateDbContext(string[] args) => new(new DbContextOptionsBuilder<SqliteAccountDb>().UseSqlite("Data Source=design.db", sqlite => sqlite.MigrationsHistoryTable(AccountDb.History)).Options);
}

/// <summary>For <c>dotnet ef</c>.</summary>
internal sealed class PostgresAccountDesign : IDesignTimeDbContextFactory<PostgresAccountDb>
{
    public PostgresAccountDb CreateDbContext(string[] args) => new(new DbContextOptionsBuilder<PostgresAccountDb>().UseNpgsql("Host=localhost", postgres => postgres.MigrationsHistoryTable(AccountDb.History)).Options);
}
