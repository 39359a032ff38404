using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Data.Sqlite;

namespace SesamTalk.Engine.Sqlite;

/// <summary>
/// The few functions of SQLite that <see cref="SqlitePrepared"/> calls itself, in the very library that the driver uses.
/// The driver's own types for them cannot be named here: it was built against a newer SQLitePCLRaw.
/// </summary>
internal static class SqliteNative
{
    /// <summary>Results of a call.</summary>
    public const int Ok = 0, OutOfMemory = 7, Row = 100, Done = 101;

    /// <summary>SQLite copies what is bound before the call returns.</summary>
    public const nint Copied = -1;

    /// <summary>The name that the library goes by.</summary>
    public const string Library = "e_sqlite3";

    private static readonly PropertyInfo Handle = typeof(SqliteConnection).GetProperty("Handle") ?? throw new MissingMemberException(nameof(SqliteConnection), "Handle");

    /// <summary>The database of an open connection, which must stay open while it is used.</summary>
    public static nint HandleOf(SqliteConnection connection) => ((SafeHandle)Handle.GetValue(connection)!).DangerousGetHandle();

    /// <summary>What the last error was, in SQLite's words.</summary>
    public static string Message(nint database) => Marshal.PtrToStringUTF8(ErrorMessage(database)) ?? "unknown error";

    /// <summary>Runs a statement without values or rows. Whether it ran.</summary>
    public static bool Ran(nint database, ReadOnlySpan<byte> sql)
    {
        var ran = Prepare(database, in sql[0], sql.Length, out var statement, 0) == Ok && Step(statement) == Done;
        _ = Finish(statement);
        return ran;
    }

    /// <summary>Where a named parameter is bound, from 1.</summary>
    public static int PositionOf(nint statement, string name) => Position(statement, in Encoding.UTF8.GetBytes(name + '\0')[0]);

    [DllImport(Library, EntryPoint = "sqlite3_prepare_v2"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int Prepare(nint database, in byte sql, int length, out nint statement, nint tail);

    [DllImport(Library, EntryPoint = "sqlite3_bind_null"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int BindNull(nint statement, int position);

    [DllImport(Library, EntryPoint = "sqlite3_bind_int64"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int BindNumber(nint statement, int position, long value);

    [DllImport(Library, EntryPoint = "sqlite3_bind_text"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int BindText(nint statement, int position, in byte text, int length, nint keeping);

    [DllImport(Library, EntryPoint = "sqlite3_bind_blob"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int BindBytes(nint statement, int position, in byte bytes, int length, nint keeping);

    [DllImport(Library, EntryPoint = "sqlite3_bind_zeroblob"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int BindZeros(nint statement, int position, int length);

    [DllImport(Library, EntryPoint = "sqlite3_bind_double"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int BindReal(nint statement, int position, double value);

    [DllImport(Library, EntryPoint = "sqlite3_column_type"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories), SuppressGCTransition]
    public static extern int KindOf(nint statement, int column);

    [DllImport(Library, EntryPoint = "sqlite3_column_int64"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories), SuppressGCTransition]
    public static extern long Number(nint statement, int column);

    [DllImport(Library, EntryPoint = "sqlite3_column_double"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories), SuppressGCTransition]
    public static extern double Real(nint statement, int column);

    [DllImport(Library, EntryPoint = "sqlite3_column_text"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern nint Text(nint statement, int column);

    [DllImport(Library, EntryPoint = "sqlite3_column_blob"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern nint Bytes(nint statement, int column);

    [DllImport(Library, EntryPoint = "sqlite3_column_bytes"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories), SuppressGCTransition]
    public static extern int Length(nint statement, int column);

    [DllImport(Library, EntryPoint = "sqlite3_busy_timeout"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int WaitWhenBusy(nint database, int milliseconds);

    [DllImport(Library, EntryPoint = "sqlite3_step"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int Step(nint statement);

    [DllImport(Library, EntryPoint = "sqlite3_reset"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int Reset(nint statement);

    [DllImport(Library, EntryPoint = "sqlite3_finalize"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int Finish(nint statement);

    [DllImport(Library, EntryPoint = "sqlite3_get_autocommit"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int IsOutsideTransaction(nint database);

    [DllImport(Library, EntryPoint = "sqlite3_changes"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int Changes(nint database);

    [DllImport(Library, EntryPoint = "sqlite3_errcode"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int ErrorCode(nint database);

    [DllImport(Library, EntryPoint = "sqlite3_extended_errcode"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int ExtendedError(nint database);

    [DllImport(Library, EntryPoint = "sqlite3_bind_parameter_index"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Position(nint statement, in byte name);

    [DllImport(Library, EntryPoint = "sqlite3_errmsg"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint ErrorMessage(nint database);
}
