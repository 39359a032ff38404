using System.Data.Common;
using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using SesamTalk.Engine;
using SesamTalk.Engine.Storage;
using Shouldly;
using Xunit;

namespace SesamTalk.Tests.Simulation;

/// <summary>The process dies while a new version brings the database of an old one up to date (F1): the next start goes on from whatever is on the disk then.</summary>
public sealed class KilledUpgradeTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sesamtalk-upgrade").FullName;

    static KilledUpgradeTests() => RuntimeHelpers.RunModuleConstructor(typeof(NativeSetup).Module.ModuleHandle);

    [Fact]
    public async Task Whenever_an_upgrade_is_killed_the_next_start_completes_it_and_nothing_is_lost()
    {
        var first = await FirstVersionAsync();
        var killed = new Snapshots(Path.GetDirectoryName(first)!, _folder);
        await TalkMigrations.MigrateAsync(new Factory(first, killed));
        var whole = await ToldAsync(first);
        whole.ShouldContain("Nordlys");
        killed.Taken.ShouldBeGreaterThan(20);

        using var soon = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        for (var moment = 1; moment <= killed.Taken; moment++)
        {
            var file = Path.Combine(killed.FolderOf(moment), StorageOptions.FileName);
            await TalkMigrations.MigrateAsync(new Factory(file), soon.Token);
            (await ToldAsync(file)).ShouldBe(whole, $"killed at statement {moment}");
        }
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, true);
    }

    // As the first version left it, with something in it.
    private async Task<string> FirstVersionAsync()
    {
        var file = Path.Combine(Directory.CreateDirectory(Path.Combine(_folder, "whole")).FullName, StorageOptions.FileName);
        await using var db = new Factory(file).CreateDbContext();
        await db.GetService<IMigrator>().MigrateAsync(db.Database.GetMigrations().First());
        foreach (var table in new[] { "Links", "Settings", "Runs" }) await InsertAsync(db, table);
        return file;
    }

    // Something in every column that must have something, whatever the first version's columns are.
    private static async Task InsertAsync(SqliteTalkDb db, string table)
    {
        var columns = await db.Database.SqlQuery<string>($"SELECT name || ':' || type AS Value FROM pragma_table_info({table}) WHERE \"notnull\" = 1").ToListAsync();
        var values = columns.Select(column => column.Split(':')).Select(column => (Name: column[0], Value: Sample(table, column[0], column[1]))).ToList();
        var sql = $"INSERT INTO \"{table}\" ({string.Join(", ", values.Select(value => $"\"{value.Name}\""))}) VALUES ({string.Join(", ", values.Select(value => value.Value))})";
        await db.Database.ExecuteSqlRawAsync(sql.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal));
    }

    private static string Sample(string table, string name, string type) => (table, name) switch
    {
        (_, "Id") => "'0199AD21-D48A-74DB-A7CC-D876ADDC2DAF'",
        ("Links", "Origin") => "'Found'",
        ("Links", "State") => "'InSync'",
        ("Links", "LabelA") => "'Nordlys AS'",
        ("Runs", "Kind") => "'Changes'",
        ("Runs", "Trigger") => "'Schedule'",
        ("Runs", "Outcome") => "'Done'",
        _ => type == "INTEGER" ? "7" : "'x'",
    };

    // The schema and every row of every table, as text.
    private static async Task<string> ToldAsync(string file)
    {
        await using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        await connection.OpenAsync();
        var schema = (await RowsAsync(connection, "SELECT name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY name")).Where(row => !row.StartsWith("__EFMigrationsLock", StringComparison.Ordinal)).ToList();
        var told = new List<string>(schema);
        foreach (var table in await RowsAsync(connection, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> '__EFMigrationsLock' ORDER BY name"))
            told.AddRange((await RowsAsync(connection, $"SELECT * FROM \"{table}\"")).Order(StringComparer.Ordinal).Select(row => $"{table}: {row}"));
        return string.Join('\n', told);
    }

    private static async Task<List<string>> RowsAsync(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync()) rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(column => Convert.ToString(reader.GetValue(column), CultureInfo.InvariantCulture))));
        return rows;
    }

    private sealed class Factory(string file, params IInterceptor[] watching) : IDbContextFactory<TalkDb>
    {
        TalkDb IDbContextFactory<TalkDb>.CreateDbContext() => CreateDbContext();

        public SqliteTalkDb CreateDbContext() => new(new DbContextOptionsBuilder<SqliteTalkDb>().UseSqlite($"Data Source={file};Foreign Keys=True;Pooling=False").AddInterceptors(watching).Options);
    }

    /// <summary>Before every statement: what would be on the disk if the process died now, with its hot journals.</summary>
    private sealed class Snapshots(string from, string into) : DbCommandInterceptor
    {
        public int Taken { get; private set; }

        public string FolderOf(int moment) => Path.Combine(into, $"killed-{moment}");

        public override InterceptionResult<int> NonQueryExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<int> result) => Take(result);

        public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default) => new(Take(result));

        public override InterceptionResult<DbDataReader> ReaderExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result) => Take(result);

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default) => new(Take(result));

        public override ValueTask<InterceptionResult<object>> ScalarExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<object> result, CancellationToken cancellationToken = default) => new(Take(result));

        private T Take<T>(T result)
        {
            var copy = Directory.CreateDirectory(FolderOf(++Taken)).FullName;
            foreach (var file in Directory.EnumerateFiles(from).Where(file => !file.EndsWith("-shm", StringComparison.Ordinal))) File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
            return result;
        }
    }
}
