using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Data.Sqlite;

namespace SesamTalk.Engine.Storage;

/// <summary>
/// A statement on SQLite whose values are bound by position, straight from the row: a first sync binds some hundred values for
/// each record, and looking each up by its name, with a parameter, a binder and a reader of its own, took more time than storing it.
/// </summary>
internal sealed class SqliteStatement : IRowStatement
{
    private const int Stack = 512;
    private readonly SqliteConnection _connection;
    private readonly nint _database, _statement;
    private readonly int[] _positions;

    public SqliteStatement(SqliteConnection connection, string sql, IReadOnlyList<Column> columns)
    {
        _connection = connection;
        _database = SqliteNative.HandleOf(connection);
        var text = Encoding.UTF8.GetBytes(sql);
        Check(SqliteNative.Prepare(_database, in text[0], text.Length, out _statement, 0));
        _positions = [.. columns.Select(column => SqliteNative.PositionOf(_statement, "@" + column.Name))];
        Row = new object?[columns.Count];
    }

    public object?[] Row { get; }

    public ValueTask<int> ExecuteAsync(CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        for (var column = 0; column < Row.Length; column++) Check(Bind(_positions[column], Row[column]));
        var result = SqliteNative.Step(_statement);
        var changed = SqliteNative.Changes(_database);
        var reset = SqliteNative.Reset(_statement);
        Check(result == SqliteNative.Done ? reset : result);
        return ValueTask.FromResult(changed);
    }

    public ValueTask<int> FinishAsync(CancellationToken ct) => ValueTask.FromResult(0);

    public ValueTask DisposeAsync()
    {
        _ = SqliteNative.Finish(_statement);
        GC.KeepAlive(_connection);
        return ValueTask.CompletedTask;
    }

    // As the driver stores them, so that what the one writes the other reads.
    private int Bind(int position, object? value) => value switch
    {
        null => SqliteNative.BindNull(_statement, position),
        string text => BindText(position, text),
        Guid id => BindId(position, id),
        long number => SqliteNative.BindNumber(_statement, position, number),
        int number => SqliteNative.BindNumber(_statement, position, number),
        bool flag => SqliteNative.BindNumber(_statement, position, flag ? 1 : 0),
        byte[] { Length: 0 } => SqliteNative.BindZeros(_statement, position, 0),
        byte[] bytes => SqliteNative.BindBytes(_statement, position, in bytes[0], bytes.Length, SqliteNative.Copied),
        _ => throw new ArgumentException($"No column holds {value.GetType().Name}.", nameof(value)),
    };

    private int BindText(int position, string text)
    {
        var most = Encoding.UTF8.GetMaxByteCount(text.Length);
        var bytes = most <= Stack ? stackalloc byte[Stack] : new byte[most];
        return BindText(position, bytes, Encoding.UTF8.GetBytes(text, bytes));
    }

    private int BindId(int position, Guid id)
    {
        Span<byte> bytes = stackalloc byte[36];
        id.TryFormat(bytes, out var length);
        foreach (ref var letter in bytes)
            if (letter is >= (byte)'a' and <= (byte)'f') letter -= 'a' - 'A';
        return BindText(position, bytes, length);
    }

    private int BindText(int position, ReadOnlySpan<byte> bytes, int length) =>
        SqliteNative.BindText(_statement, position, in MemoryMarshal.GetReference(bytes), length, SqliteNative.Copied);

    private void Check(int result)
    {
        if (result == SqliteNative.Ok) return;
        var extended = SqliteNative.ExtendedError(_database);
        throw new SqliteException($"SQLite Error {result & 0xFF}: '{SqliteNative.Message(_database)}'.", result & 0xFF, extended);
    }
}
