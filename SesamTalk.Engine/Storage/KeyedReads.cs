using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;

namespace SesamTalk.Engine.Storage;

/// <summary>Reads rows by prepared commands on a context's connection.</summary>
internal static class KeyedReads
{
    /// <summary>How many keys one command asks for; fewer are filled up with the last, so that the command stays prepared.</summary>
    private const int Chunk = 200;

    private const int SmallChunk = 10;

    /// <summary>The rows whose key is among many: the text before and after the list of keys, and what comes before them.</summary>
    public static async IAsyncEnumerable<DbDataReader> ByKeysAsync(
        this TalkDb db, string before, Column key, IReadOnlyCollection<object> keys, (Column Column, object Value)[] fixedValues, [EnumeratorCancellation] CancellationToken ct)
    {
        if (keys.Count == 0) yield break;
        await db.Database.OpenConnectionAsync(ct);
        var size = keys.Count <= SmallChunk ? SmallChunk : Chunk;
        Column[] columns = [.. fixedValues.Select(value => value.Column), .. Enumerable.Range(0, size).Select(i => key with { Name = "k" + i })];
        var sql = $"{before} IN ({string.Join(", ", Enumerable.Range(0, size).Select(i => "@k" + i))})";
        await using var statement = new Statement(db.Database.GetDbConnection(), sql, columns);
        for (var i = 0; i < fixedValues.Length; i++) statement.Row[i] = fixedValues[i].Value;
        foreach (var chunk in keys.Chunk(size))
        {
            for (var i = 0; i < size; i++) statement.Row[fixedValues.Length + i] = chunk[Math.Min(i, chunk.Length - 1)];
            await using var rows = await statement.ReadAsync(ct);
            while (await rows.ReadAsync(ct)) yield return rows;
        }
    }

    /// <summary>The rows of one command.</summary>
    public static async IAsyncEnumerable<DbDataReader> RowsAsync(
        this TalkDb db, string sql, (Column Column, object Value)[] values, [EnumeratorCancellation] CancellationToken ct)
    {
        await db.Database.OpenConnectionAsync(ct);
        await using var statement = new Statement(db.Database.GetDbConnection(), sql, [.. values.Select(value => value.Column)]);
        for (var i = 0; i < values.Length; i++) statement.Row[i] = values[i].Value;
        await using var rows = await statement.ReadAsync(ct);
        while (await rows.ReadAsync(ct)) yield return rows;
    }
}
