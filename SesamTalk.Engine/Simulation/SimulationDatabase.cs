using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using SesamTalk.Engine.Storage;

namespace SesamTalk.Engine.Simulation;

/// <summary>
/// A database of its own in memory, copied from one that was migrated once. It outlives the simulated process. What is costly
/// to make (a connection, contexts) is kept and serves another simulation afterwards, with another copy.
/// </summary>
internal sealed class SimulationDatabase : IDisposable
{
    private static readonly Lazy<SqliteConnection> Template = new(Migrated);
    private static readonly Lock Copying = new();
    private static readonly ConcurrentBag<SimulationDatabase> Free = [];

    private readonly SqliteConnection _connection = Open();
    private readonly PooledDbContextFactory<SqliteTalkDb> _pool;
    private readonly Dictionary<DbContext, Moments> _owners = new(ReferenceEqualityComparer.Instance);

    private SimulationDatabase() => _pool = new(new DbContextOptionsBuilder<SqliteTalkDb>().UseSqlite(_connection).AddInterceptors(new Commits(_owners), new Saves(_owners)).Options);

    /// <summary>An empty one.</summary>
    public static SimulationDatabase Take()
    {
        var database = Free.TryTake(out var free) ? free : new SimulationDatabase();
        lock (Copying) Template.Value.BackupDatabase(database._connection);
        return database;
    }

    /// <summary>The contexts of one process; none once it is dead.</summary>
    public IDbContextFactory<TalkDb> For(Moments moments) => new Contexts(this, moments);

    /// <summary>A copy as it is now.</summary>
    public SqliteConnection Copy()
    {
        var copy = Open();
        _connection.BackupDatabase(copy);
        return copy;
    }

    /// <summary>Puts everything back to a copy.</summary>
    public void Restore(SqliteConnection copy) => copy.BackupDatabase(_connection);

    /// <summary>Gives it back.</summary>
    public void Dispose()
    {
        _owners.Clear();
        Free.Add(this);
    }

    private static KeptStatements Open()
    {
        var connection = new KeptStatements("Data Source=:memory:;Foreign Keys=True;Pooling=False");
        connection.Open();
        return connection;
    }

    private static KeptStatements Migrated()
    {
        var connection = Open();
        using var db = new SqliteTalkDb(new DbContextOptionsBuilder<SqliteTalkDb>().UseSqlite(connection).Options);
        db.Database.Migrate();
        return connection;
    }

    private sealed class Contexts(SimulationDatabase database, Moments moments) : IDbContextFactory<TalkDb>
    {
        public TalkDb CreateDbContext()
        {
            moments.CheckAlive();
            var db = database._pool.CreateDbContext();
            database._owners[db] = moments;
            return db;
        }
    }

    // Whose context it is says whose moments pass: what is left of a killed process commits nothing.
    private sealed class Commits(Dictionary<DbContext, Moments> owners) : DbTransactionInterceptor
    {
        public override async ValueTask<InterceptionResult> TransactionCommittingAsync(
            DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
        {
            await owners[eventData.Context!].PassAsync(Moment.BeforeCommit, "");
            return result;
        }

        public override Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default) =>
            owners[eventData.Context!].PassAsync(Moment.AfterCommit, "");
    }

    private sealed class Saves(Dictionary<DbContext, Moments> owners) : SaveChangesInterceptor
    {
        public override async ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
        {
            await owners[eventData.Context!].PassAsync(Moment.BeforeCommit, "save");
            return result;
        }
    }
}
