using System.Data.Common;
using Microsoft.Data.Sqlite;
using SesamTalk.Engine.Sqlite;

namespace SesamTalk.Engine.Storage;

/// <summary>
/// What is committed in this span is not waited for to be on the disk by itself: the log is written in order, so the next commit
/// that is waited for carries it. For what says nothing by itself after a power cut: that a run has begun, that it is alive.
/// A killed process loses nothing of it. On a server nothing is changed.
/// </summary>
internal readonly struct LateSync : IDisposable
{
    private readonly SqliteConnection? _connection;

    private LateSync(SqliteConnection connection) => _connection = connection;

    /// <summary>From here on, on an open connection outside a transaction; elsewhere it does nothing.</summary>
    public static LateSync On(DbConnection connection)
    {
        if (connection is not SqliteConnection sqlite || SqliteNative.IsOutsideTransaction(SqliteNative.HandleOf(sqlite)) == 0) return default;
        return SqliteNative.Ran(SqliteNative.HandleOf(sqlite), "PRAGMA synchronous=NORMAL"u8) ? new LateSync(sqlite) : default;
    }

    /// <summary>Commits are waited for again: on this connection, or, where that cannot be, on another in its place.</summary>
    public void Dispose()
    {
        if (_connection is not { State: System.Data.ConnectionState.Open }) return;
        if (SqliteNative.IsOutsideTransaction(SqliteNative.HandleOf(_connection)) != 0 && SqliteNative.Ran(SqliteNative.HandleOf(_connection), "PRAGMA synchronous=FULL"u8)) return;
        _connection.Close();
    }
}
