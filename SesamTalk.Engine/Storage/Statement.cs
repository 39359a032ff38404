using System.Data.Common;

namespace SesamTalk.Engine.Storage;

/// <summary>One prepared command, run many times.</summary>
internal sealed class Statement : IAsyncDisposable
{
    private readonly DbCommand _command;
    private bool _isPrepared;

    public Statement(DbConnection connection, string sql, IReadOnlyList<Column> columns)
    {
        _command = connection.CreateCommand();
        _command.CommandText = sql;
        foreach (var column in columns)
        {
            var parameter = _command.CreateParameter();
            parameter.ParameterName = "@" + column.Name;
            parameter.DbType = column.Type;
            _command.Parameters.Add(parameter);
        }

        Row = new object?[columns.Count];
    }

    /// <summary>The values of the next execution, in the order of the columns.</summary>
    public object?[] Row { get; }

    public async Task<DbDataReader> ReadAsync(CancellationToken ct)
    {
        await BindAsync(ct);
        return await _command.ExecuteReaderAsync(ct);
    }

    /// <summary>How many rows it changed.</summary>
    public async Task<int> ExecuteAsync(CancellationToken ct)
    {
        await BindAsync(ct);
        return await _command.ExecuteNonQueryAsync(ct);
    }

    public ValueTask DisposeAsync() => _command.DisposeAsync();

    private async Task BindAsync(CancellationToken ct)
    {
        for (var i = 0; i < Row.Length; i++) _command.Parameters[i].Value = Row[i] ?? DBNull.Value;
        if (_isPrepared) return;
        await _command.PrepareAsync(ct);
        _isPrepared = true;
    }
}
