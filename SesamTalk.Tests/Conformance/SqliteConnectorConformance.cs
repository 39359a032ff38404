namespace SesamTalk.Tests.Conformance;

/// <summary>The SQL connector over SQLite.</summary>
public sealed class SqliteConnectorConformance : CommonConformance
{
    protected override async Task<ConformanceSubject> OpenAsync(string folder)
    {
        var database = new SqliteDatabase(folder);
        await database.ExecuteAsync(SqliteDatabase.Customers);
        return SqlSubject.Of(database, database.ExecuteAsync, "sqlite", database.File);
    }
}
