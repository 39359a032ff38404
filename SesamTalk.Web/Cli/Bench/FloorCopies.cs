using Npgsql;

namespace SesamTalk.Web.Cli.Bench;

/// <summary>The rows of a transaction by raw COPY, one table after another; what changes is copied beside and taken over in one command.</summary>
internal sealed class FloorCopies(NpgsqlConnection state) : FloorMemory
{
    private readonly NpgsqlTransaction _transaction = state.BeginTransaction();
    private readonly Dictionary<FloorTable, List<object?[]>> _rows = FloorTable.All.ToDictionary(table => table, _ => new List<object?[]>());

    public override ValueTask DisposeAsync() => _transaction.DisposeAsync();

    protected override async Task StoreAsync(CancellationToken cancellation)
    {
        foreach (var (table, rows) in _rows.Where(one => one.Value.Count > 0))
        {
            if (table.IsChange) await ChangeAsync(table, rows, cancellation);
            else await CopyAsync($"\"{table.Name}\"", table, rows, cancellation);
        }

        await _transaction.CommitAsync(cancellation);
    }

    protected override void Put(FloorTable table, params ReadOnlySpan<object?> values) => _rows[table].Add(values.ToArray());

    private async Task ChangeAsync(FloorTable table, List<object?[]> rows, CancellationToken cancellation)
    {
        var key = table.Columns[^1];
        await RunAsync($"CREATE TEMP TABLE beside ON COMMIT DROP AS SELECT {table.List} FROM \"{table.Name}\" WITH NO DATA", cancellation);
        await CopyAsync("beside", table, rows, cancellation);
        await RunAsync($"UPDATE \"{table.Name}\" t SET {string.Join(", ", table.Columns.SkipLast(1).Select(column => $"\"{column}\" = c.\"{column}\""))} FROM beside c WHERE t.\"{key}\" = c.\"{key}\"", cancellation);
        await RunAsync("DROP TABLE beside", cancellation);
    }

    private async Task RunAsync(string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, state, _transaction);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private async Task CopyAsync(string into, FloorTable table, List<object?[]> rows, CancellationToken cancellation)
    {
        await using var copy = await state.BeginBinaryImportAsync($"COPY {into} ({table.List}) FROM STDIN (FORMAT BINARY)", cancellation);
        foreach (var row in rows)
        {
            await copy.StartRowAsync(cancellation);
            foreach (var value in row) await WriteAsync(copy, value, cancellation);
        }

        await copy.CompleteAsync(cancellation);
    }

    private static Task WriteAsync(NpgsqlBinaryImporter copy, object? value, CancellationToken cancellation) => value switch
    {
        null => copy.WriteNullAsync(cancellation),
        Guid id => copy.WriteAsync(id, cancellation),
        string text => copy.WriteAsync(text, cancellation),
        long number => copy.WriteAsync(number, cancellation),
        int number => copy.WriteAsync(number, cancellation),
        bool flag => copy.WriteAsync(flag, cancellation),
        byte[] bytes => copy.WriteAsync(bytes, cancellation),
        _ => throw new ArgumentException($"No column holds a {value.GetType().Name}.", nameof(value)),
    };
}
