namespace SesamTalk.Tests.Conformance;

/// <summary>The SQL connector over PostgreSQL.</summary>
public sealed class PostgresConnectorConformance(PostgresServer server) : CommonConformance
{
    protected override async Task<ConformanceSubject> OpenAsync(string folder)
    {
        Assert.SkipUnless(PostgresServer.IsInstalled, "PostgreSQL is not installed (apt-get install postgresql).");
        var database = await PostgresDatabase.MakeAsync(server);
        await database.ExecuteAsync(PostgresDatabase.Customers);
        return SqlSubject.Of(database, database.ExecuteAsync, "postgres", database.Connection);
    }
}
