using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using SesamTalk.Engine.Storage;

namespace SesamTalk.Web.Cli.Bench;

/// <summary>Where the engine keeps the state of a measurement, and its floor the same rows.</summary>
internal abstract class BenchState : IAsyncDisposable
{
    /// <summary>A file in the folder, or a database of its own on the server that was given.</summary>
    public static async Task<BenchState> MakeAsync(string folder, string? connection, CancellationToken cancellation) =>
        connection is null ? new InFile(folder) : await OnServer.MakeAsync(connection, cancellation);

    /// <summary>Tells the engine where it is.</summary>
    public abstract void Configure(StorageOptions options);

    /// <summary>Puts the tables there where they are known from before, so that they are not made anew for each measurement.</summary>
    public virtual Task BeginAsync(CancellationToken cancellation) => Task.CompletedTask;

    /// <summary>Remembers the tables as they are now, with nothing in them.</summary>
    public virtual Task RememberAsync(CancellationToken cancellation) => Task.CompletedTask;

    /// <summary>A connection of the floor's own.</summary>
    public abstract Task<DbConnection> OpenAsync(CancellationToken cancellation);

    /// <summary>The rows of one transaction, written one prepared command each, or what comes next to it on a server: many commands in one exchange.</summary>
    public abstract FloorMemory Commands(DbConnection state);

    /// <summary>The same rows in the fastest way that the database has; null where there is no other.</summary>
    public abstract FloorMemory? Bulk(DbConnection state);

    /// <summary>Bytes of the whole database.</summary>
    public abstract Task<long> SizeAsync(CancellationToken cancellation);

    /// <inheritdoc/>
    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    private sealed class InFile(string folder) : BenchState
    {
        private static byte[]? _empty;

        private string Path => System.IO.Path.Combine(folder, StorageOptions.FileName);

        public override void Configure(StorageOptions options) => options.DataFolder = folder;

        public override async Task BeginAsync(CancellationToken cancellation)
        {
            if (_empty is { } known) await File.WriteAllBytesAsync(Path, known, cancellation);
        }

        public override async Task RememberAsync(CancellationToken cancellation)
        {
            if (_empty is not null) return;
            await using (var connection = await OpenAsync(cancellation))
            await using (var fold = connection.CreateCommand())
            {
                fold.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
                await fold.ExecuteNonQueryAsync(cancellation);
            }

            _empty = await File.ReadAllBytesAsync(Path, cancellation);
        }

        public override async Task<DbConnection> OpenAsync(CancellationToken cancellation) => await BenchScene.OpenAsync(Path, cancellation);

        public override FloorMemory Commands(DbConnection state) => new FloorCommands((SqliteConnection)state);

        public override FloorMemory? Bulk(DbConnection state) => null;

        public override Task<long> SizeAsync(CancellationToken cancellation) =>
            Task.FromResult(Directory.GetFiles(folder, StorageOptions.FileName + "*").Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)).Sum(file => new FileInfo(file).Length));
    }

    private sealed class OnServer(string server, string database) : BenchState
    {
        private string Connection => new NpgsqlConnectionStringBuilder(server) { Database = database, MaxAutoPrepare = 50, AutoPrepareMinUsages = 1 }.ConnectionString;

        public static async Task<OnServer> MakeAsync(string server, CancellationToken cancellation)
        {
            var made = new OnServer(server, $"sesamtalk_bench_{Guid.NewGuid():N}");
            await made.OnItAsync($"CREATE DATABASE {made.Database}", cancellation);
            return made;
        }

        private string Database => database;

        public override void Configure(StorageOptions options) => (options.Provider, options.Connection) = ("Postgres", new NpgsqlConnectionStringBuilder(server) { Database = database }.ConnectionString);

        public override async Task<DbConnection> OpenAsync(CancellationToken cancellation)
        {
            var connection = new NpgsqlConnection(Connection);
            await connection.OpenAsync(cancellation);
            return connection;
        }

        public override FloorMemory Commands(DbConnection state) => new FloorBatches((NpgsqlConnection)state);

        public override FloorMemory? Bulk(DbConnection state) => new FloorCopies((NpgsqlConnection)state);

        public override async Task<long> SizeAsync(CancellationToken cancellation)
        {
            await using var connection = await OpenAsync(cancellation);
            await using var size = connection.CreateCommand();
            size.CommandText = "SELECT pg_database_size(current_database())";
            return (long)(await size.ExecuteScalarAsync(cancellation))!;
        }

        public override async ValueTask DisposeAsync()
        {
            await using (var own = new NpgsqlConnection(Connection)) NpgsqlConnection.ClearPool(own);
            await OnItAsync($"DROP DATABASE IF EXISTS {database} WITH (FORCE)", CancellationToken.None);
            await base.DisposeAsync();
        }

        private async Task OnItAsync(string sql, CancellationToken cancellation)
        {
            await using var connection = new NpgsqlConnection(server);
            await connection.OpenAsync(cancellation);
            await using var command = connection.CreateCommand();
            command.CommandText = sql;
            await command.ExecuteNonQueryAsync(cancellation);
        }
    }
}
