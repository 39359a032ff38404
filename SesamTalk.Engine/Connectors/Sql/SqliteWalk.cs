using Microsoft.Data.Sqlite;

namespace SesamTalk.Engine.Connectors.Sql;

/// <summary>
/// A full read of a SQLite table in the order in which its rows lie in the file, which takes a fraction of the time that the order of
/// a key takes. Rows may be given other numbers when they are written, so this holds only as long as nobody else commits anything:
/// from the first commit on, the table is gone through from the beginning in the order of its key, and some rows are told twice.
/// </summary>
internal sealed class SqliteWalk(SqliteDialect dialect, SqlRows rows, SqlTable table, int size) : SqlWalk(dialect, rows, null, size)
{
    private SqliteConnection? _connection;
    private SqlSession? _session;
    private string? _number;
    private long _commits;
    private object[]? _behind;
    private bool _isByKey;

    /// <inheritdoc/>
    public override async Task<SqlPage> NextAsync(CancellationToken cancellation)
    {
        if (!_isByKey && await KeptAsync(cancellation) is { } page) return page;
        _isByKey = true;
        await LeaveAsync();
        return await base.NextAsync(cancellation);
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await LeaveAsync();
        await base.DisposeAsync();
    }

    private async Task LeaveAsync()
    {
        if (_session is not null) await _session.DisposeAsync();
        if (_connection is not null) await _connection.DisposeAsync();
        (_session, _connection) = (null, null);
    }

    // Null where the rows cannot be gone through so.
    private async Task<SqlPage?> KeptAsync(CancellationToken cancellation)
    {
        if (_connection is null)
        {
            _connection = (SqliteConnection)await Dialect.OpenAsync(cancellation);
            _session = Dialect.Session(_connection);
            if ((_number = await NumberAsync(_session, cancellation)) is null) return null;
            _commits = await CommitsAsync(_session, cancellation);
        }

        try
        {
            var page = await Rows.KeptAsync(_session!, _number!, _behind, Size, cancellation);
            _behind = page.Last;
            return await CommitsAsync(_session!, cancellation) == _commits ? page : null;
        }
        catch (SqliteException other) when (other.SqliteErrorCode == 1)
        {
            return null; // the table was made anew meanwhile; what it lacks now is said in the order of its key
        }
    }

    // The number of a row by a name that no column has; null for a view, and for a table that is kept by its key.
    private async Task<string?> NumberAsync(SqlSession session, CancellationToken cancellation)
    {
        if (table.Keys is [{ TypeName: "INTEGER" }]) return null;
        var kept = await session.ValuesAsync("SELECT COUNT(*) FROM main.sqlite_master WHERE type = 'table' AND rootpage > 0 AND name = @t COLLATE NOCASE", [("@t", table.Declared.Table)], 1, cancellation);
        if (kept[0] is 0L || table.Declared.Schema is not ("" or "main")) return null;
        if (await FreeNameAsync(session, cancellation) is not { } number) return null;
        try
        {
            await session.ValuesAsync($"SELECT MAX({number}) FROM {table.Quoted}", [], 1, cancellation);
            return number;
        }
        catch (SqliteException none) when (none.SqliteErrorCode == 1)
        {
            return null;
        }
    }

    // Columns that are not carried have names too.
    private async Task<string?> FreeNameAsync(SqlSession session, CancellationToken cancellation)
    {
        foreach (var name in (string[])["rowid", "_rowid_", "oid"])
            if ((await session.ValuesAsync("SELECT COUNT(*) FROM pragma_table_xinfo(@t) WHERE name = @n COLLATE NOCASE", [("@t", table.Declared.Table), ("@n", name)], 1, cancellation))[0] is 0L) return name;
        return null;
    }

    // Moves with every commit of anybody else, and with no other number of rows that are read.
    private static async Task<long> CommitsAsync(SqlSession session, CancellationToken cancellation) => (long)(await session.ValuesAsync("PRAGMA data_version", [], 1, cancellation))[0];
}
