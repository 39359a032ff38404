using System.Data.Common;
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
        await using var statement = new Statement(Connection, _transaction.GetDbTransaction(), sql, shape.Columns);
        var changed = 0;
        foreach (var noun in nouns)
        {
            shape.Fill(noun, statement.Row);
            changed += await statement.ExecuteAsync(ct);
        }

        return changed;
    }

    public Task CommitAsync(CancellationToken ct) => _transaction.CommitAsync(ct);

    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await _db.DisposeAsync();
    }
}
