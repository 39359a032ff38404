using System.Data.Common;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Connectors.Sql;

/// <summary>The statements on one connection, within its transaction where there is one: each is made once and used again for other values. The same text always has the same parameters in the same order.</summary>
internal abstract class SqlSession : IAsyncDisposable
{
    /// <summary>Whether what is read is to stay as it is until the transaction ends.</summary>
    public abstract bool IsWithin { get; }

    /// <summary>The rows of a table that a statement selects, its columns in their order, and of the last row the raw values behind them.</summary>
    public abstract Task<SqlPage> RowsAsync(SqlTable table, string sql, IReadOnlyList<(string Name, object? Value)> parameters, int behind, CancellationToken cancellation);

    /// <summary>The values of the only row of a statement, as the driver gives them.</summary>
    public abstract Task<object[]> ValuesAsync(string sql, IReadOnlyList<(string Name, object? Value)> parameters, int count, CancellationToken cancellation);

    /// <summary>Carries out a statement that gives no rows.</summary>
    public abstract Task ExecuteAsync(string sql, IReadOnlyList<(string Name, object? Value)> parameters, CancellationToken cancellation);

    /// <summary>The statements are no longer needed; the connection is its owner's.</summary>
    public abstract ValueTask DisposeAsync();
}

/// <summary>Rows in their order.</summary>
/// <param name="Rows">As records.</param>
/// <param name="Last">What the next page begins behind; null where there was no row.</param>
internal sealed record SqlPage(List<Record> Rows, object[]? Last);

/// <summary>Statements through the driver's commands.</summary>
internal sealed class CommandSession(DbConnection connection, DbTransaction? transaction) : SqlSession
{
    private readonly Dictionary<string, DbCommand> _commands = [];

    /// <inheritdoc/>
    public override bool IsWithin => transaction is not null;

    /// <inheritdoc/>
    public override async Task<SqlPage> RowsAsync(SqlTable table, string sql, IReadOnlyList<(string Name, object? Value)> parameters, int behind, CancellationToken cancellation)
    {
        await using var row = await Command(sql, parameters).ExecuteReaderAsync(cancellation);
        var rows = new List<Record>();
        object[]? last = null;
        while (await row.ReadAsync(cancellation))
        {
            var values = new object?[table.Columns.Length];
            for (var place = 0; place < values.Length; place++) values[place] = SqlValues.FromDriver(table.Columns[place], row.GetValue(place));
            rows.Add(table.Record(values));
            if (behind == 0) continue;
            last ??= new object[behind];
            for (var place = 0; place < behind; place++) last[place] = row.GetValue(values.Length + place);
        }

        return new SqlPage(rows, last);
    }

    /// <inheritdoc/>
    public override async Task<object[]> ValuesAsync(string sql, IReadOnlyList<(string Name, object? Value)> parameters, int count, CancellationToken cancellation)
    {
        await using var row = await Command(sql, parameters).ExecuteReaderAsync(cancellation);
        await row.ReadAsync(cancellation);
        var values = new object[count];
        for (var place = 0; place < count; place++) values[place] = row.GetValue(place);
        return values;
    }

    /// <inheritdoc/>
    public override Task ExecuteAsync(string sql, IReadOnlyList<(string Name, object? Value)> parameters, CancellationToken cancellation) => Command(sql, parameters).ExecuteNonQueryAsync(cancellation);

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        foreach (var command in _commands.Values) await command.DisposeAsync();
    }

    private DbCommand Command(string sql, IReadOnlyList<(string Name, object? Value)> parameters)
    {
        if (!_commands.TryGetValue(sql, out var command))
        {
            _commands[sql] = command = SqlDialect.Command(connection, sql, parameters);
            command.Transaction = transaction;
            return command;
        }

        for (var place = 0; place < parameters.Count; place++) command.Parameters[place].Value = parameters[place].Value ?? DBNull.Value;
        return command;
    }
}
