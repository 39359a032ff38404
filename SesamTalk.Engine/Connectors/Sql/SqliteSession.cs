using Microsoft.Data.Sqlite;
using SesamTalk.Engine.Sqlite;

namespace SesamTalk.Engine.Connectors.Sql;

/// <summary>Statements on SQLite by position, without the driver's commands; the transaction stays the driver's.</summary>
internal sealed class SqliteSession(SqliteConnection connection, bool isWithin) : SqlSession
{
    private readonly Dictionary<string, (SqlitePrepared Prepared, int[] Places)> _statements = [];
    private SqlitePacking? _packing;

    /// <inheritdoc/>
    public override bool IsWithin => isWithin;

    /// <inheritdoc/>
    public override Task<SqlPage> RowsAsync(SqlTable table, string sql, IReadOnlyList<(string Name, object? Value)> parameters, int behind, CancellationToken cancellation)
    {
        var row = Bound(sql, parameters, cancellation);
        if (_packing?.Table != table) _packing = new SqlitePacking(table);
        var page = new SqlPage([], null);
        object[]? last = null;
        try
        {
            while (row.Step())
            {
                cancellation.ThrowIfCancellationRequested();
                page.Rows.Add(_packing.Record(row));
                if (behind == 0) continue;
                last ??= new object[behind];
                for (var place = 0; place < behind; place++) last[place] = row.Value(table.Columns.Length + place);
            }
        }
        finally
        {
            row.Reset();
        }

        return Task.FromResult(page with { Last = last });
    }

    /// <inheritdoc/>
    public override Task<object[]> ValuesAsync(string sql, IReadOnlyList<(string Name, object? Value)> parameters, int count, CancellationToken cancellation)
    {
        var row = Bound(sql, parameters, cancellation);
        try
        {
            if (!row.Step()) throw new InvalidOperationException("The statement gave no row.");
            var values = new object[count];
            for (var place = 0; place < count; place++) values[place] = row.Value(place);
            while (row.Step());
            return Task.FromResult(values);
        }
        finally
        {
            row.Reset();
        }
    }

    /// <inheritdoc/>
    public override Task ExecuteAsync(string sql, IReadOnlyList<(string Name, object? Value)> parameters, CancellationToken cancellation)
    {
        var row = Bound(sql, parameters, cancellation);
        while (row.Step());
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override ValueTask DisposeAsync()
    {
        foreach (var (prepared, _) in _statements.Values) prepared.Dispose();
        return ValueTask.CompletedTask;
    }

    private SqlitePrepared Bound(string sql, IReadOnlyList<(string Name, object? Value)> parameters, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (!_statements.TryGetValue(sql, out var statement))
        {
            var prepared = new SqlitePrepared(connection, sql);
            _statements[sql] = statement = (prepared, [.. parameters.Select(parameter => prepared.PositionOf(parameter.Name))]);
        }

        for (var place = 0; place < parameters.Count; place++) statement.Prepared.Bind(statement.Places[place], parameters[place].Value);
        return statement.Prepared;
    }
}
