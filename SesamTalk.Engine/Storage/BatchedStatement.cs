using System.Data.Common;

namespace SesamTalk.Engine.Storage;

/// <summary>A statement on a database server: many rows go out together, since each exchange with it takes longer than a row.</summary>
internal sealed class BatchedStatement(DbConnection connection, DbTransaction transaction, string sql, IReadOnlyList<Column> columns) : IRowStatement
{
    private const int Most = 250;
    private DbBatch? _batch;

    public object?[] Row { get; } = new object?[columns.Count];

    public async ValueTask<int> ExecuteAsync(CancellationToken ct)
    {
        if (_batch is null)
        {
            _batch = connection.CreateBatch();
            _batch.Transaction = transaction;
        }

        var command = _batch.CreateBatchCommand();
        command.CommandText = sql;
        for (var column = 0; column < Row.Length; column++)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.DbType, parameter.Value) = (columns[column].Name, columns[column].Type, Row[column] ?? DBNull.Value);
            command.Parameters.Add(parameter);
        }

        _batch.BatchCommands.Add(command);
        return _batch.BatchCommands.Count < Most ? 0 : await FinishAsync(ct);
    }

    public async ValueTask<int> FinishAsync(CancellationToken ct)
    {
        if (_batch is null) return 0;
        await using var batch = _batch;
        _batch = null;
        if (batch.BatchCommands.Count > 1) await batch.PrepareAsync(ct);
        return await batch.ExecuteNonQueryAsync(ct);
    }

    public ValueTask DisposeAsync() => _batch?.DisposeAsync() ?? ValueTask.CompletedTask;
}
