using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;

namespace SesamTalk.Engine.Storage;

/// <summary>A context for one question or one transaction: the run's own, where a run asks, or one made for it. Nothing is tracked in it.</summary>
internal sealed class BorrowedDatabase(TalkDb db, HeldDatabase? held) : IAsyncDisposable
{
    /// <summary>How many keys one command asks for; fewer are filled up with the last, so that the command stays prepared.</summary>
    private const int Chunk = 200;

    private const int SmallChunk = 10;

    /// <summary>The context.</summary>
    public TalkDb Db => db;

    /// <summary>The rows of one command.</summary>
    public async IAsyncEnumerable<DbDataReader> RowsAsync(string sql, (Column Column, object Value)[] values, [EnumeratorCancellation] CancellationToken ct)
    {
        await using var asked = await AskAsync(sql, [.. values.Select(value => value.Column)], ct);
        for (var i = 0; i < values.Length; i++) asked.Statement.Row[i] = values[i].Value;
        await using var rows = await asked.Statement.ReadAsync(ct);
        while (await rows.ReadAsync(ct)) yield return rows;
    }

    /// <summary>The rows whose key is among many: the text before the list of keys, and what it needs.</summary>
    public async IAsyncEnumerable<DbDataReader> ByKeysAsync(
        string before, Column key, IReadOnlyCollection<object> keys, (Column Column, object Value)[] fixedValues, [EnumeratorCancellation] CancellationToken ct)
    {
        if (keys.Count == 0) yield break;
        var size = keys.Count <= SmallChunk ? SmallChunk : Chunk;
        Column[] columns = [.. fixedValues.Select(value => value.Column), .. Enumerable.Range(0, size).Select(i => key with { Name = "k" + i })];
        var sql = $"{before} IN ({string.Join(", ", Enumerable.Range(0, size).Select(i => "@k" + i))})";
        await using var asked = await AskAsync(sql, columns, ct);
        var row = asked.Statement.Row;
        for (var i = 0; i < fixedValues.Length; i++) row[i] = fixedValues[i].Value;
        foreach (var chunk in keys.Chunk(size))
        {
            for (var i = 0; i < size; i++) row[fixedValues.Length + i] = chunk[Math.Min(i, chunk.Length - 1)];
            await using var rows = await asked.Statement.ReadAsync(ct);
            while (await rows.ReadAsync(ct)) yield return rows;
        }
    }

    /// <summary>Changes rows by one statement, in no transaction, as a sign of life: see <see cref="LateSync"/>. How many rows that changed.</summary>
    public async Task<int> SignAsync<T>(string sql, TableShape<T> shape, T noun, CancellationToken ct)
    {
        await using var asked = await AskAsync(sql, shape.Columns, ct);
        using var late = LateSync.On(db.Database.GetDbConnection());
        shape.Fill(noun, asked.Statement.Row);
        return await asked.Statement.ExecuteAsync(ct);
    }

    public ValueTask DisposeAsync() => held?.GiveBackAsync() ?? db.DisposeAsync();

    private async Task<Asked> AskAsync(string sql, Column[] columns, CancellationToken ct)
    {
        if (held is not null) return new Asked(held.Prepared(sql, columns), IsKept: true);
        await db.Database.OpenConnectionAsync(ct);
        return new Asked(new Statement(db.Database.GetDbConnection(), sql, columns), IsKept: false);
    }

    private readonly record struct Asked(Statement Statement, bool IsKept) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => IsKept ? ValueTask.CompletedTask : Statement.DisposeAsync();
    }
}

/// <summary>How a context is borrowed.</summary>
internal static class Borrowing
{
    /// <summary>The run's own context, where the present call is a run's and nobody else has it now; or one of its own.</summary>
    public static async ValueTask<BorrowedDatabase> BorrowAsync(this IDbContextFactory<TalkDb> databases, CancellationToken ct) => HeldDatabase.Taken(databases) is { } held
        ? new BorrowedDatabase(await held.OpenAsync(ct), held)
        : new BorrowedDatabase(await databases.CreateDbContextAsync(ct), null);
}
