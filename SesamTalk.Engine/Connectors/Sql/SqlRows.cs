using System.Data.Common;
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
        var command = session.Command(text, ByKey(keys).Parameters);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        return await row.ReadAsync(cancellation) ? Here(row) : null;
    }

    /// <summary>The rows whose column has a value.</summary>
    public async Task<IReadOnlyList<Record>> WhereAsync(SqlSession session, SqlColumn column, object value, CancellationToken cancellation)
    {
        var command = session.Command($"SELECT {_columns} FROM {table.Quoted} WHERE {SqlDialect.Quote(column.Name)} = {SqlDialect.Placed(column, "@v")}", ("@v", dialect.ToDriver(column, value)));
        await using var row = await command.ExecuteReaderAsync(cancellation);
        var found = new List<Record>();
        while (await row.ReadAsync(cancellation)) found.Add(Here(row));
        return found;
    }

    /// <summary>The newest stamp as the next cursor; null where there is none.</summary>
    public async Task<string?> NewestAsync(DbConnection connection, CancellationToken cancellation)
    {
        if (table.Change is null) return null;
        await using var command = SqlDialect.Command(connection, $"SELECT {dialect.Stamps(table.Change).Newest} FROM {table.Quoted}");
        return await command.ExecuteScalarAsync(cancellation) as string;
    }

    /// <summary>A page in the order of stamp and key, or of the key alone for a full read, behind the last row of the page before.</summary>
    public async Task<(List<Record> Rows, object[]? Last)> PageAsync(DbConnection connection, string? since, object[]? behind, int size, CancellationToken cancellation)
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
        await using var command = SqlDialect.Command(connection, $"SELECT {_columns}, {names} FROM {table.Quoted} AS r{where} ORDER BY {sorting} LIMIT {size}", parameters);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        var rows = new List<Record>();
        object[]? last = null;
        while (await row.ReadAsync(cancellation))
        {
            rows.Add(Here(row));
            last = [.. order.Select((_, place) => row.GetValue(table.Columns.Length + place))];
        }

        return (rows, last);
    }

    private Record Here(DbDataReader row)
    {
        var values = new object?[table.Columns.Length];
        for (var place = 0; place < values.Length; place++) values[place] = SqlValues.FromDriver(table.Columns[place], row.GetValue(place));
        return table.Record(values);
    }
}
