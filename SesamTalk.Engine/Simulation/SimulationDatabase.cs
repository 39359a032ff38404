using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using SesamTalk.Engine.Storage;

namespace SesamTalk.Engine.Simulation;

/// <summary>A database of its own in memory, copied from one that was migrated once. It outlives the simulated process.</summary>
internal sealed class SimulationDatabase : IAsyncDisposable
{
    private static readonly Lazy<SqliteConnection> Template = new(Migrated);
    private static readonly Lock Copying = new();

    private readonly SqliteConnection _connection = Open();

    public SimulationDatabase()
    {
        lock (Copying) Template.Value.BackupDatabase(_connection);
    }

    /// <summary>The contexts of one process; none once it is dead.</summary>
    public IDbContextFactory<TalkDb> For(Moments moments) => new Contexts(_connection, moments);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private static SqliteConnection Open()
    {
        var connection = new SqliteConnection("Data Source=:memory:;Foreign Keys=True;Pooling=False");
        connection.Open();
        return connection;
    }

    private static SqliteConnection Migrated()
    {
        var connection = Open();
        using var db = new SqliteTalkDb(new DbContextOptionsBuilder<SqliteTalkDb>().UseSqlite(connection).Options);
        db.Database.Migrate();
        return connection;
    }

    private sealed class Contexts : IDbContextFactory<TalkDb>
    {
        private readonly PooledDbContextFactory<SqliteTalkDb> _pool;
        private readonly Moments _moments;

        public Contexts(SqliteConnection connection, Moments moments)
        {
            _moments = moments;
            // Kept and used again: a fresh context teaches its connection a dozen functions, which costs more than what is asked of it.
            _pool = new(new DbContextOptionsBuilder<SqliteTalkDb>().UseSqlite(connection).AddInterceptors(new Commits(moments), new Saves(moments)).Options);
        }

        public TalkDb CreateDbContext()
        {
            _moments.CheckAlive();
            return _pool.CreateDbContext();
        }
    }

    private sealed class Commits(Moments moments) : DbTransactionInterceptor
    {
        public override async ValueTask<InterceptionResult> TransactionCommittingAsync(
            DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
        {
            await moments.PassAsync(Moment.BeforeCommit, "");
            return result;
        }

        public override Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default) =>
            moments.PassAsync(Moment.AfterCommit, "");
    }

    private sealed class Saves(Moments moments) : SaveChangesInterceptor
    {
        public override async ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
        {
            await moments.PassAsync(Moment.BeforeCommit, "save");
            return result;
        }
    }
}
