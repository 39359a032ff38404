using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace SesamTalk.Engine.Storage;

/// <summary>One transaction of prepared commands on a context's connection. Without a commit, nothing of it stays.</summary>
internal sealed class JournalTransaction : IAsyncDisposable
{
    private readonly BorrowedDatabase _database;
    private readonly IDbContextTransaction _transaction;
    private readonly LateSync _late;

    private JournalTransaction(BorrowedDatabase database, IDbContextTransaction transaction, LateSync late) => (_database, _transaction, _late) = (database, transaction, late);

    private DbConnection Connection => _database.Db.Database.GetDbConnection();

    /// <summary>Durable when its commit returns; or with the next that is, where it says nothing by itself.</summary>
    public static async Task<JournalTransaction> BeginAsync(IDbContextFactory<TalkDb> databases, CancellationToken ct, bool isLate = false)
    {
        var borrowed = await databases.BorrowAsync(ct);
        var late = default(LateSync);
        try
        {
            if (isLate)
            {
                await borrowed.Db.Database.OpenConnectionAsync(ct);
                late = LateSync.On(borrowed.Db.Database.GetDbConnection());
            }

            return new JournalTransaction(borrowed, await borrowed.Db.Database.BeginTransactionAsync(ct), late);
        }
        catch
        {
            late.Dispose();
            await borrowed.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs one statement for each noun and tells how many rows that changed.</summary>
    public async Task<int> RunAsync<T>(string sql, TableShape<T> shape, IEnumerable<T> nouns, CancellationToken ct)
    {
        using var row = nouns.GetEnumerator();
        if (!row.MoveNext()) return 0;
        await using var statement = Statement(sql, shape.Columns);
        var changed = 0;
        do
        {
            shape.Fill(row.Current, statement.Row);
            changed += await statement.ExecuteAsync(ct);
        }
        while (row.MoveNext());
        return changed + await statement.FinishAsync(ct);
    }

    private IRowStatement Statement(string sql, IReadOnlyList<Column> columns) => Connection is SqliteConnection sqlite
        ? new SqliteStatement(sqlite, sql, columns)
        : new BatchedStatement(Connection, _transaction.GetDbTransaction(), sql, columns);

    public Task CommitAsync(CancellationToken ct) => _transaction.CommitAsync(ct);

    public async ValueTask DisposeAsync()
    {
        try
        {
            await _transaction.DisposeAsync();
        }
        finally
        {
            _late.Dispose();
            await _database.DisposeAsync();
        }
    }
}
