using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace SesamTalk.Engine.Storage;

/// <summary>One transaction of prepared commands on a context's connection. Without a commit, nothing of it stays.</summary>
internal sealed class JournalTransaction : IAsyncDisposable
{
    private readonly TalkDb _db;
    private readonly IDbContextTransaction _transaction;

    private JournalTransaction(TalkDb db, IDbContextTransaction transaction) => (_db, _transaction) = (db, transaction);

    private DbConnection Connection => _db.Database.GetDbConnection();

    public static async Task<JournalTransaction> BeginAsync(IDbContextFactory<TalkDb> databases, CancellationToken ct)
    {
        var db = await databases.CreateDbContextAsync(ct);
        try
        {
            return new JournalTransaction(db, await db.Database.BeginTransactionAsync(ct));
        }
        catch
        {
            await db.DisposeAsync();
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
        await _transaction.DisposeAsync();
        await _db.DisposeAsync();
    }
}
