using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Data.Sqlite;

namespace SesamTalk.Engine.Sqlite;

/// <summary>
/// A prepared statement on an open connection, whose values are bound and read by position: no parameter, binder or reader is made
/// for a row, and no string for a value that nobody asks for as one. Errors are the driver's own <see cref="SqliteException"/>.
/// It waits for other programs as the connection's busy timeout says, and belongs to one thread at a time.
/// </summary>
internal sealed class SqlitePrepared : IDisposable
{
    private const int Stack = 512;
    private readonly SqliteConnection _connection;
    private readonly nint _database;
    private nint _statement;

    /// <summary>Prepares the statement within whatever transaction the connection is in.</summary>
    public SqlitePrepared(SqliteConnection connection, string sql)
    {
        _connection = connection;
        _database = SqliteNative.HandleOf(connection);
        var text = Encoding.UTF8.GetBytes(sql);
        Check(SqliteNative.Prepare(_database, in text[0], text.Length, out _statement, 0));
    }

    /// <summary>How many rows the last statement of the connection changed.</summary>
    public int Changed => SqliteNative.Changes(_database);

    /// <summary>How long statements of a connection wait while another program holds its file.</summary>
    public static void Waits(SqliteConnection connection, int seconds) => _ = SqliteNative.WaitWhenBusy(SqliteNative.HandleOf(connection), seconds * 1000);

    /// <summary>Where a named parameter is bound, from 1.</summary>
    public int PositionOf(string name) => SqliteNative.PositionOf(_statement, name);

    /// <summary>Binds a value as the driver stores it, so that what the one writes the other reads.</summary>
    public void Bind(int position, object? value) => Check(value switch
    {
        null or DBNull => SqliteNative.BindNull(_statement, position),
        string text => BindText(position, text),
        Guid id => BindId(position, id),
        long number => SqliteNative.BindNumber(_statement, position, number),
        int number => SqliteNative.BindNumber(_statement, position, number),
        bool flag => SqliteNative.BindNumber(_statement, position, flag ? 1 : 0),
        double number => SqliteNative.BindReal(_statement, position, number),
        decimal amount => BindText(position, amount.ToString("0.0###########################", CultureInfo.InvariantCulture)),
        byte[] { Length: 0 } => SqliteNative.BindZeros(_statement, position, 0),
        byte[] bytes => SqliteNative.BindBytes(_statement, position, in bytes[0], bytes.Length, SqliteNative.Copied),
        _ => throw new ArgumentException($"No column holds {value.GetType().Name}.", nameof(value)),
    });

    /// <summary>Goes to the next row; false where there is none, and then the statement can be bound and run again.</summary>
    public bool Step()
    {
        var result = SqliteNative.Step(_statement);
        if (result == SqliteNative.Row) return true;
        var reset = SqliteNative.Reset(_statement);
        Check(result == SqliteNative.Done ? reset : result);
        return false;
    }

    /// <summary>Leaves what rows there still are, so that the statement can be bound and run again.</summary>
    public void Reset() => _ = SqliteNative.Reset(_statement);

    /// <summary>How the value of a column is kept, from 0.</summary>
    public SqliteKind KindOf(int column) => (SqliteKind)SqliteNative.KindOf(_statement, column);

    /// <summary>A column as a whole number.</summary>
    public long Number(int column) => SqliteNative.Number(_statement, column);

    /// <summary>A column as a floating number.</summary>
    public double Real(int column) => SqliteNative.Real(_statement, column);

    /// <summary>The text of a column as UTF-8, as it is kept: it may be no valid one. To be used before the next step.</summary>
    public ReadOnlySpan<byte> Text(int column) => Span(SqliteNative.Text(_statement, column), column);

    /// <summary>The bytes of a column. To be used before the next step.</summary>
    public ReadOnlySpan<byte> Bytes(int column) => Span(SqliteNative.Bytes(_statement, column), column);

    /// <summary>The value of a column as the driver gives it.</summary>
    public object Value(int column) => KindOf(column) switch
    {
        SqliteKind.Number => Number(column),
        SqliteKind.Real => Real(column),
        SqliteKind.Text => Encoding.UTF8.GetString(Text(column)),
        SqliteKind.Bytes => Bytes(column).ToArray(),
        SqliteKind.Null => DBNull.Value,
    };

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_statement != 0) _ = SqliteNative.Finish(_statement);
        _statement = 0;
        GC.KeepAlive(_connection);
    }

    // SQLite's own memory, without a copy. It gives none for a null, for no bytes, and where its memory is used up.
    private ReadOnlySpan<byte> Span(nint start, int column) => start == 0
        ? SqliteNative.Length(_statement, column) == 0 && SqliteNative.ErrorCode(_database) != SqliteNative.OutOfMemory ? default : throw new InsufficientMemoryException("A value does not fit into memory.")
        : MemoryMarshal.CreateReadOnlySpan(ref Unsafe.AddByteOffset(ref Unsafe.NullRef<byte>(), start), SqliteNative.Length(_statement, column));

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
