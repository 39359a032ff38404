using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace SesamTalk.Engine.Storage;

/// <summary>Trouble of our own database that is nobody's mistake: a full disk, a file that is held or cannot be written, a server that is away.</summary>
internal static class StoreTrouble
{
    /// <summary>The trouble in a few words; null for what is no such trouble, and so a mistake.</summary>
    public static string? Of(Exception error)
    {
        for (var at = error; at is not null; at = at.InnerException)
        {
            if (at is DbException trouble && Named(trouble) is { } name) return name;
            if (at is SpillFileException) return "the disk is full, or its folder may not be written";
        }

        return null;
    }

    private static string? Named(DbException trouble) => trouble switch
    {
        SqliteException { SqliteErrorCode: 13 } => "the disk is full",
        SqliteException { SqliteErrorCode: 5 or 6 } => "its file is held by another program",
        SqliteException { SqliteErrorCode: 8 } => "its file may not be written",
        SqliteException { SqliteErrorCode: 10 } => "the disk failed",
        SqliteException { SqliteErrorCode: 14 } => "its file cannot be opened",
        PostgresException { SqlState: "53100" } => "the server's disk is full",
        PostgresException { SqlState: "53200" or "53300" or "57P01" or "57P02" or "57P03" } => "the server is overloaded or going down",
        NpgsqlException { InnerException: IOException or System.Net.Sockets.SocketException or TimeoutException } => "the server cannot be reached",
        _ => null,
    };
}
