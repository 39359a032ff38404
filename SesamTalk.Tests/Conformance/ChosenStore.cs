using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Npgsql;
using SesamTalk.Engine.Storage;

namespace SesamTalk.Tests.Conformance;

/// <summary>
/// Where worlds, hosts and sites of tests keep their state: in SQLite files, unless whoever calls a test has chosen PostgreSQL for
/// it. What is a folder's file here is a database of its own there.
/// </summary>
internal sealed class ChosenStore(PostgresDatabase template) : IAsyncDisposable
{
    private static readonly AsyncLocal<ChosenStore?> Chosen = new();

    // Made once and used again: making and dropping one takes longer than most tests.
    private static readonly ConcurrentBag<PostgresDatabase> Free = [];

    private readonly Dictionary<string, PostgresDatabase> _byFolder = [];

    /// <summary>The connection string for what is kept in a folder; null for SQLite.</summary>
    public static string? Of(string folder) => Chosen.Value?.For(folder);

    /// <summary>A database with all migrations applied and nobody connected.</summary>
    public static async Task<PostgresDatabase> TemplateAsync(PostgresServer server)
    {
        var template = await PostgresDatabase.MakeAsync(server);
        await TalkMigrations.MigrateAsync(new TalkDbFactory(Options.Create(new StorageOptions { Provider = "Postgres", Connection = template.Connection })));
        await using var own = new NpgsqlConnection(template.Connection);
        NpgsqlConnection.ClearPool(own);
        return template;
    }

    /// <summary>Calls a test with this chosen; what is called after it is not touched.</summary>
    public async Task CallAsync(Func<Task> test)
    {
        Chosen.Value = this;
        await test();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var database in _byFolder.Values)
        {
            // Whatever guards a table is not asked: this is no use of the program.
            await database.ExecuteAsync("SET session_replication_role = replica; DO $$ BEGIN EXECUTE (SELECT 'TRUNCATE ' || string_agg(quote_ident(tablename), ', ') || ' RESTART IDENTITY' FROM pg_tables WHERE schemaname = 'public' AND left(tablename, 2) <> '__'); END $$");
            Free.Add(database);
        }
    }

    private string For(string folder)
    {
        lock (_byFolder)
        {
            if (!_byFolder.TryGetValue(folder, out var database)) _byFolder[folder] = database = Free.TryTake(out var used) ? used : template.Copy();
            return database.Connection;
        }
    }
}
