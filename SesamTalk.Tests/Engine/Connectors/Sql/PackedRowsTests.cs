using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Records;
using SesamTalk.Tests.Conformance;
using Shouldly;

namespace SesamTalk.Tests.Engine.Connectors.Sql;

/// <summary>Rows of SQLite that stay packed: what they cost, and that none is missed while others write.</summary>
public sealed class PackedRowsTests : IAsyncLifetime
{
    private const int Rows = 2000, MostBytes = 1_500;

    private readonly string _folder = Directory.CreateTempSubdirectory("sql").FullName;

    private SqliteDatabase Database => new(_folder);

    public async ValueTask InitializeAsync() => await Database.ExecuteAsync("""
        CREATE TABLE people (code TEXT PRIMARY KEY, name TEXT, city TEXT, street TEXT, credit DECIMAL, seen DATETIME);
        WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 1999)
        INSERT INTO people SELECT printf('%04d', (i * 7) % 2000), 'Kari ' || i, 'Bodø', 'Storgata ' || i, i, '2026-01-31T12:34:56.789Z' FROM n;
        """);

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_row_that_is_only_read_costs_its_bytes_and_no_object_for_a_value()
    {
        await using var connection = Open(500);
        var least = long.MaxValue;
        // Counted in the whole process, since pages are read elsewhere: what other tests allocate meanwhile only adds to it.
        for (var tries = 0; tries < 50 && least >= MostBytes; tries++)
        {
            var before = GC.GetTotalAllocatedBytes(precise: true);
            (await ReadAsync(connection.Connector)).Count.ShouldBe(Rows);
            least = Math.Min(least, (GC.GetTotalAllocatedBytes(precise: true) - before) / Rows);
        }

        least.ShouldBeLessThan(MostBytes);
    }

    [Fact]
    public async Task No_row_is_missed_where_all_are_put_anew_while_they_are_read()
    {
        await using var connection = Open(100);
        var seen = new HashSet<string>();
        var isFirst = true;
        await foreach (var answer in connection.Connector.ReadChangesAsync("people", null, default))
        {
            foreach (var change in answer.Value!.Changes) seen.Add(change.Id.Text);
            if (isFirst) await Database.ExecuteAsync("CREATE TABLE kept AS SELECT * FROM people ORDER BY rowid DESC; DELETE FROM people; INSERT INTO people SELECT * FROM kept; DROP TABLE kept; VACUUM");
            isFirst = false;
        }

        seen.Count.ShouldBe(2000);
    }

    [Fact]
    public async Task A_packed_record_says_what_an_open_one_says()
    {
        await using var connection = Open(500);
        await Database.ExecuteAsync("INSERT INTO people VALUES ('x', NULL, CAST(x'c328' AS TEXT), '', 1.5, '2026-02-29T12:00:00Z'), ('y', 'a' || char(0) || 'b', 'æ', 7, '2.50', '2026-01-31 12:34:56')");
        await Database.ExecuteAsync("UPDATE people SET seen = '2024-02-29T23:59:59.1234567Z' WHERE code = 'x'");
        var y = (await connection.Connector.ReadAsync("people", new RecordId("y"), default)).Value!.Change!;
        y.Record!.Known().Select(pair => pair.Value).ShouldBe(["y", "a\0b", "æ", "7", 2.50m, new DateTimeOffset(2026, 1, 31, 12, 34, 56, TimeSpan.Zero)]);
        var x = (await connection.Connector.ReadAsync("people", new RecordId("x"), default)).Value!.Change!;
        (x.Record!["name"], x.Record["city"], x.Record["street"], x.Record["credit"], x.Record["seen"]).ShouldBe((null, "\uFFFD(", "", 1.5m, new DateTimeOffset(2024, 2, 29, 23, 59, 59, TimeSpan.Zero).AddTicks(1_234_567)));
        x.Version.ShouldBe((await connection.Connector.ReadAsync("people", new RecordId("x"), default)).Value!.Change!.Version);
        x.Version.ShouldNotBe(y.Version);
    }

    private ConformanceConnection Open(int size)
    {
        var system = SqlSubject.System("sqlite", Database.File, "- { entity: people, table: people }");
        return new(system with { Settings = system.Settings.SetItem("pageSize", $"{size}") });
    }

    private static async Task<List<Change>> ReadAsync(IConnector connector)
    {
        var all = new List<Change>();
        await foreach (var answer in connector.ReadChangesAsync("people", null, default)) all.AddRange(answer.Value!.Changes);
        return all;
    }
}
