using Microsoft.Data.Sqlite;
using SesamTalk.Engine.Sqlite;

namespace SesamTalk.Engine.Storage;

/// <summary>
/// A statement on SQLite whose values are bound by position, straight from the row: a first sync binds some hundred values for
/// each record, and looking each up by its name, with a parameter, a binder and a reader of its own, took more time than storing it.
/// </summary>
internal sealed class SqliteStatement : IRowStatement
{
    private readonly SqlitePrepared _prepared;
    private readonly int[] _positions;

    public SqliteStatement(SqliteConnection connection, string sql, IReadOnlyList<Column> columns)
    {
        _prepared = new SqlitePrepared(connection, sql);
        _positions = [.. columns.Select(column => _prepared.PositionOf("@" + column.Name))];
        Row = new object?[columns.Count];
    }

    public object?[] Row { get; }

    public ValueTask<int> ExecuteAsync(CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        for (var column = 0; column < Row.Length; column++) _prepared.Bind(_positions[column], Row[column]);
        while (_prepared.Step());
        return ValueTask.FromResult(_prepared.Changed);
    }

    public ValueTask<int> FinishAsync(CancellationToken ct) => ValueTask.FromResult(0);

    public ValueTask DisposeAsync()
    {
        _prepared.Dispose();
        return ValueTask.CompletedTask;
    }
}
