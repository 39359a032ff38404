using Microsoft.Data.Sqlite;
using SesamTalk.Engine.Connectors.Wire;

namespace SesamTalk.Engine.Connectors.Sql;

/// <summary>A database and its entities.</summary>
/// <param name="Dialect">How the database is spoken to.</param>
/// <param name="Declared">The entities.</param>
/// <param name="PageSize">Rows in a page.</param>
internal sealed record SqlSettings(SqlDialect Dialect, IReadOnlyList<SqlDeclaration> Declared, int PageSize)
{
    /// <summary>
    /// The settings of a system: <c>provider</c> (sqlite, postgres), for SQLite <c>file</c>, else the secret
    /// <c>connection</c>, the YAML or JSON list <c>entities</c>, <c>pageSize</c>, <c>timeoutSeconds</c>, and <c>overlap</c>:
    /// how far below the cursor a read begins again, in seconds or steps of the change column. A host of an inner network is gone to
    /// only where <paramref name="isNamed"/> says that the installation names it.
    /// </summary>
    public static SqlSettings Of(ConnectedSystem system, ISecretProtector secrets, Func<string, CancellationToken, Task<bool>>? isNamed = null)
    {
        var read = new SettingReader(system, secrets);
        IReadOnlyList<SqlDeclaration> declared;
        try
        {
            declared = SqlDeclaration.Read(read.Text("entities"));
        }
        catch (FormatException wrong)
        {
            throw read.Wrong("entities", UnfitException.WhyOf(wrong));
        }

        return new(DialectOf(read, isNamed ?? ((_, _) => Task.FromResult(false))), declared, (int)read.Number("pageSize", 500, 1, 10_000));
    }

    private static SqlDialect DialectOf(SettingReader read, Func<string, CancellationToken, Task<bool>> isNamed)
    {
        var seconds = (int)read.Number("timeoutSeconds", 60, 1, 600);
        return read.Text("provider").ToLowerInvariant() switch
        {
            "sqlite" => Sqlite(read.Text("file"), seconds),
            "postgres" or "postgresql" => Postgres(read, seconds, isNamed),
            _ => throw read.Wrong("provider", "it must be sqlite or postgres"),
        };
    }

    // Without a pool, so that a file that is taken away or put back is seen at once.
    private static SqliteDialect Sqlite(string file, int seconds) => new(
        new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadWrite, ForeignKeys = true, Pooling = false, DefaultTimeout = seconds }.ToString(),
        Path.GetFileName(file));

    private static PostgresDialect Postgres(SettingReader read, int seconds, Func<string, CancellationToken, Task<bool>> isNamed)
    {
        try
        {
            return new PostgresDialect(read.Secret("connection"), seconds, read.Number("overlap", 60, 0, 86_400), isNamed);
        }
        catch (ArgumentException)
        {
            throw read.Wrong("connection", "it is no connection string (Host=…;Database=…;Username=…;Password=…)"); // the driver's words may hold a part of it
        }
    }
}
