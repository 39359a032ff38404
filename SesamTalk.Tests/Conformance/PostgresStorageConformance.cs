using Microsoft.Extensions.Options;
using Npgsql;
using SesamTalk.Engine.Storage;

namespace SesamTalk.Tests.Conformance;

/// <summary>A database for each test, copied from one that was migrated once.</summary>
public sealed class PostgresStorageConformance(PostgresServer server) : StorageConformance
{
    private const string Template = "migrated";
    private static bool _isMigrated;
    private readonly string _database = "t" + Guid.NewGuid().ToString("N");

    protected override async Task<StorageOptions> EmptyAsync()
    {
        Assert.SkipUnless(PostgresServer.IsInstalled, "PostgreSQL is not installed (apt-get install postgresql).");
        if (!_isMigrated) await MigrateAsync();
        await server.ExecuteAsync($"CREATE DATABASE {_database} TEMPLATE {Template}");
        return Options(_database);
    }

    protected override async Task RemoveAsync()
    {
        if (!PostgresServer.IsInstalled) return;
        await using (var own = new NpgsqlConnection(server.Connection(_database))) NpgsqlConnection.ClearPool(own);
        await server.ExecuteAsync($"DROP DATABASE IF EXISTS {_database} WITH (FORCE)");
    }

    // The tests of one class run one after another, so that the first alone makes the template.
    private async Task MigrateAsync()
    {
        await server.ExecuteAsync($"CREATE DATABASE {Template}");
        await TalkMigrations.MigrateAsync(new TalkDbFactory(Microsoft.Extensions.Options.Options.Create(Options(Template))));
        NpgsqlConnection.ClearAllPools(); // a template must have no other connection
        _isMigrated = true;
    }

    private StorageOptions Options(string database) => new() { Provider = "Postgres", Connection = server.Connection(database) };
}
