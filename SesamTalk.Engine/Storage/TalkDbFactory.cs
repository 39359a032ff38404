using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace SesamTalk.Engine.Storage;

/// <summary>Makes the context of the chosen database; cheap, one for each load or change.</summary>
internal sealed class TalkDbFactory(IOptions<StorageOptions> storage, ILoggerFactory? loggers = null) : IDbContextFactory<TalkDb>
{
    private readonly Func<TalkDb> _create = Choose(storage.Value, loggers);

    public TalkDb CreateDbContext() => _create();

    /// <summary>The connection string of a SQLite file with what the engine relies on.</summary>
    internal static string SqliteConnection(StorageOptions options) => new SqliteConnectionStringBuilder(
        options.Connection ?? new SqliteConnectionStringBuilder { DataSource = Path.Combine(options.DataFolder, StorageOptions.FileName) }.ToString())
    {
        ForeignKeys = true,
    }.ToString();

    private static Func<TalkDb> Choose(StorageOptions storage, ILoggerFactory? loggers)
    {
        if (storage.Provider == "Postgres")
        {
            var postgres = new DbContextOptionsBuilder<PostgresTalkDb>().UseNpgsql(storage.Connection).UseLoggerFactory(loggers).ConfigureWarnings(Quieter).Options;
            return () => new PostgresTalkDb(postgres);
        }

        var sqlite = new DbContextOptionsBuilder<SqliteTalkDb>().UseSqlite(SqliteConnection(storage)).UseLoggerFactory(loggers)
            .AddInterceptors(SqlitePragmas.Instance).ConfigureWarnings(Quieter).Options;
        return () => new SqliteTalkDb(sqlite);
    }

    // Counting up to a limit, or taking any so many, asks for no order on purpose.
    private static void Quieter(WarningsConfigurationBuilder warnings) => warnings.Ignore(CoreEventId.RowLimitingOperationWithoutOrderByWarning);
}

/// <summary>For <c>dotnet ef</c>, which opens no database while it adds a migration.</summary>
internal sealed class SqliteDesign : IDesignTimeDbContextFactory<SqliteTalkDb>
{
    public SqliteTalkDb CreateDbContext(string[] args) => new(new DbContextOptionsBuilder<SqliteTalkDb>().UseSqlite("Data Source=design.db").Options);
}

/// <summary>For <c>dotnet ef</c>.</summary>
internal sealed class PostgresDesign : IDesignTimeDbContextFactory<PostgresTalkDb>
{
    public PostgresTalkDb CreateDbContext(string[] args) => new(new DbContextOptionsBuilder<PostgresTalkDb>().UseNpgsql("Host=localhost").Options);
}
