using Microsoft.Data.Sqlite;
using Npgsql;

namespace SesamTalk.Web.Cli;

/// <summary>A database that cannot be used, in words that say where to look; the message of the database itself names no secret.</summary>
internal static class DatabaseTrouble
{
    private const int Corrupt = 11, Full = 13, NotADatabase = 26;

    /// <summary>What is wrong and what to do; null where it is not about a database.</summary>
    public static string? Of(Exception trouble) => trouble switch
    {
        SqliteException { SqliteErrorCode: Corrupt or NotADatabase } file => $"The state in the data folder is damaged ({file.Message.TrimEnd('.')}). Put the file aside and bring a backup back: restore FILE.",
        SqliteException { SqliteErrorCode: Full } => "The disk that the data folder is on is full. Make room, and try again; what was done is recorded.",
        SqliteException file => $"The state in the data folder cannot be used ({file.Message.TrimEnd('.')}). Whoever runs this must be able to read and write the folder.",
        PostgresException refused => $"PostgreSQL refuses: {refused.MessageText} ({refused.SqlState}). Look at Storage:Connection and at what its user may.",
        NpgsqlException away => $"PostgreSQL does not answer: {away.Message}. Is it up, and is Storage:Connection right? Runs wait until it answers; nothing is lost.",
        { InnerException: { } inner } => Of(inner),
        _ => null,
    };
}
