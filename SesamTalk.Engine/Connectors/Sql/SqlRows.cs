using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Connectors.Sql;

/// <summary>Selects of one table: rows as records, with the raw values that the next page begins behind.</summary>
internal sealed class SqlRows(SqlDialect dialect, SqlTable table)
{
    private readonly string _columns = string.Join(", ", table.Columns.Select(SqlDialect.Selected));
    private readonly string _where = string.Join(" AND ", table.Keys.Select((key, place) => $"{SqlDialect.Quote(key.Name)} = {SqlDialect.Placed(key, $"@k{place}")}"));
    private readonly string[] _keys = [.. table.Keys.Select((_, place) => $"@k{place}")];
    private string? _one, _oneWithin;

    /// <summary>The parameters and the condition that mean one key.</summary>
    public (string Where, (string, object?)[] Parameters) ByKey(IReadOnlyList<object> keys)
    {
        var parameters = new (string, object?)[_keys.Length];
        for (var place = 0; place < parameters.Length; place++) parameters[place] = (_keys[place], dialect.ToDriver(table.Keys[place], keys[place]));
        return (_where, parameters);
    }

    /// <summary>The row of a key, or null.</summary>
    public async Task<Record?> OneAsync(SqlSession session, IReadOnlyList<object> keys, CancellationToken cancellation)
    {
        var text = session.IsWithin ? _oneWithin ??= $"SELECT {_columns} FROM {table.Quoted} WHERE {_where}{dialect.ForUpdate}" : _one ??= $"SELECT {_columns} FROM {table.Quoted} WHERE {_where}";
        return (await session.RowsAsync(table, text, ByKey(keys).Parameters, 0, cancellation)).Rows is [var row, ..] ? row : null;
    }

    /// <summary>The rows whose column has a value.</summary>
    public async Task<IReadOnlyList<Record>> WhereAsync(SqlSession session, SqlColumn column, object value, CancellationToken cancellation) =>
        (await session.RowsAsync(table, $"SELECT {_columns} FROM {table.Quoted} WHERE {SqlDialect.Quote(column.Name)} = {SqlDialect.Placed(column, "@v")}", [("@v", dialect.ToDriver(column, value))], 0, cancellation)).Rows;

    /// <summary>The newest stamp as the next cursor; null where there is none.</summary>
    public async Task<string?> NewestAsync(SqlSession session, CancellationToken cancellation) =>
        table.Change is null ? null : (await session.ValuesAsync($"SELECT {dialect.Stamps(table.Change).Newest} FROM {table.Quoted}", [], 1, cancellation))[0] as string;

    /// <summary>A page in the order of stamp and key, or of the key alone for a full read, behind the last row of the page before.</summary>
    public Task<SqlPage> PageAsync(SqlSession session, string? since, object[]? behind, int size, CancellationToken cancellation)
    {
        var order = since is null ? table.Keys : [table.Change!, .. table.Keys];
        var names = string.Join(", ", order.Select(column => SqlDialect.Quote(column.Name)));
        // A column that is selected as text has the same name there; it is sorted by as it is in the table.
        var sorting = string.Join(", ", order.Select(column => $"r.{SqlDialect.Quote(column.Name)}"));
        var conditions = new List<string>();
        var parameters = new List<(string, object?)>();
        if (since is not null)
        {
            conditions.Add(dialect.Stamps(table.Change!).Since);
            parameters.Add(("@since", dialect.Since(table.Change!, since)));
        }

        if (behind is not null)
        {
            conditions.Add($"({names}) > ({string.Join(", ", order.Select((_, place) => $"@b{place}"))})");
            parameters.AddRange(behind.Select((value, place) => ($"@b{place}", (object?)value)));
        }

        var where = conditions.Count == 0 ? "" : " WHERE " + string.Join(" AND ", conditions);
        return session.RowsAsync(table, $"SELECT {_columns}, {names} FROM {table.Quoted} AS r{where} ORDER BY {sorting} LIMIT {size}", parameters, order.Length, cancellation);
    }

    /// <summary>A page of a full read in the order in which the rows are kept, by a number that the database gives them.</summary>
    public Task<SqlPage> KeptAsync(SqlSession session, string number, object[]? behind, int size, CancellationToken cancellation)
    {
        var where = behind is null ? "" : $" WHERE r.{number} > @b0";
        return session.RowsAsync(table, $"SELECT {_columns}, r.{number} FROM {table.Quoted} AS r{where} ORDER BY r.{number} LIMIT {size}", behind is null ? [] : [("@b0", behind[0])], 1, cancellation);
    }
}
