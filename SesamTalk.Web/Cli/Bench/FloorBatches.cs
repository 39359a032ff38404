using Npgsql;

namespace SesamTalk.Web.Cli.Bench;

/// <summary>One prepared command for each row on a server, five hundred in one exchange.</summary>
internal sealed class FloorBatches(NpgsqlConnection state) : FloorMemory
{
    private const int Most = 500;
    private readonly NpgsqlTransaction _transaction = state.BeginTransaction();
    private readonly Dictionary<FloorTable, string> _sql = FloorTable.All.ToDictionary(table => table, table => table.Sql(at => $"${at + 1}"));
    private NpgsqlBatch _batch = state.CreateBatch();

    public override async ValueTask DisposeAsync()
    {
        await _batch.DisposeAsync();
        await _transaction.DisposeAsync();
    }

    protected override async Task StoreAsync(CancellationToken cancellation)
    {
        if (_batch.BatchCommands.Count > 0) await _batch.ExecuteNonQueryAsync(cancellation);
        await _transaction.CommitAsync(cancellation);
    }

    protected override void Put(FloorTable table, params ReadOnlySpan<object?> values)
    {
        var command = new NpgsqlBatchCommand(_sql[table]);
        foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value });
        _batch.BatchCommands.Add(command);
        if (_batch.BatchCommands.Count < Most) return;
        _batch.ExecuteNonQuery();
        _batch.Dispose();
        _batch = state.CreateBatch();
    }
}
