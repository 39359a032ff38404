using Microsoft.Data.Sqlite;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Records;
using SesamTalk.Tests.Conformance;
using Shouldly;

namespace SesamTalk.Tests.Engine.Connectors.Sql;

/// <summary>A full read of a SQLite file goes by the rows' own numbers, and whatever others do to the file meanwhile, it tells every row.</summary>
public sealed class SqliteWalkTests : IDisposable
{
    private const string Rows = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c WHERE x < 23)";
    private readonly string _folder = Directory.CreateTempSubdirectory("sqlite-walk").FullName;

    private SqliteDatabase Database => new(_folder);

    [Theory]
    [InlineData("UPDATE t SET n = 100 + n")]
    [InlineData("DELETE FROM t WHERE rowid < 4; INSERT INTO t SELECT 'new' || rowid, 7 FROM t; VACUUM")]
    [InlineData("CREATE TABLE u (n INTEGER, code TEXT PRIMARY KEY); INSERT INTO u SELECT n, code FROM t ORDER BY code DESC; DROP TABLE t; ALTER TABLE u RENAME TO t")]
    [InlineData("CREATE TABLE u (code TEXT PRIMARY KEY, n INTEGER) WITHOUT ROWID; INSERT INTO u SELECT * FROM t; DROP TABLE t; ALTER TABLE u RENAME TO t")]
    [InlineData("DELETE FROM t")]
    public async Task What_others_commit_in_the_middle_of_a_full_read_hides_no_row(string meanwhile)
    {
        await Database.ExecuteAsync($"CREATE TABLE t (code TEXT PRIMARY KEY, n INTEGER); {Rows} INSERT INTO t SELECT 'r' || (x * 7 % 23), x FROM c");
        await using var connection = Connect("- { entity: T, table: t }");
        var told = new Dictionary<string, object?>();
        var pages = 0;
        await foreach (var answer in connection.Connector.ReadChangesAsync("T", null, default))
        {
            foreach (var change in answer.Value!.Changes) told[change.Id.Text] = change.Record!["n"];
            if (++pages == 2) await Database.ExecuteAsync(meanwhile);
        }

        var there = await TableAsync("SELECT code, n FROM t");
        foreach (var (code, n) in there) told.ShouldContainKeyAndValue(code, n);
        told.Count.ShouldBeGreaterThanOrEqualTo(there.Count);
    }

    [Fact]
    public async Task A_column_that_goes_in_the_middle_of_a_read_ends_it_with_an_answer()
    {
        await Database.ExecuteAsync($"CREATE TABLE t (code TEXT PRIMARY KEY, n INTEGER); {Rows} INSERT INTO t SELECT 'r' || x, x FROM c");
        await using var connection = Connect("- { entity: T, table: t }");
        await using var pages = connection.Connector.ReadChangesAsync("T", null, default).GetAsyncEnumerator();
        (await pages.MoveNextAsync()).ShouldBeTrue();
        await Database.ExecuteAsync("ALTER TABLE t DROP COLUMN n");
        var ended = false;
        while (await pages.MoveNextAsync()) ended |= pages.Current.Error is not null;
        ended.ShouldBeTrue("the rest cannot be told, so the read must not seem whole");
    }

    [Theory]
    [InlineData("CREATE TABLE t (code TEXT PRIMARY KEY, n INTEGER) WITHOUT ROWID")]
    [InlineData("CREATE TABLE t (code TEXT PRIMARY KEY, n INTEGER, rowid TEXT, _rowid_ TEXT, oid TEXT)")]
    [InlineData("CREATE TABLE t (code TEXT PRIMARY KEY, n INTEGER, RowId TEXT)")]
    [InlineData("CREATE TABLE t (code TEXT, n INTEGER PRIMARY KEY)")]
    [InlineData("CREATE TABLE s (code TEXT, n INTEGER); CREATE VIEW t AS SELECT * FROM s; CREATE TRIGGER into_s INSTEAD OF INSERT ON t BEGIN INSERT INTO s VALUES (NEW.code, NEW.n); END")]
    public async Task Every_kind_of_table_is_told_whole_and_each_row_once(string table)
    {
        await Database.ExecuteAsync($"{table}; {Rows} INSERT INTO t (code, n) SELECT 'r' || (x * 7 % 23), x FROM c");
        await using var connection = Connect("- { entity: T, table: t, key: [code] }");
        (await AllAsync(connection)).Order(StringComparer.Ordinal).ShouldBe(Enumerable.Range(0, 23).Select(number => $"r{number}").Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("left")]
    [InlineData("cancelled")]
    [InlineData("garbled")]
    public async Task A_read_that_ends_early_holds_the_file_no_longer(string how)
    {
        await Database.ExecuteAsync($"CREATE TABLE t (code TEXT PRIMARY KEY, n INTEGER); {Rows} INSERT INTO t SELECT 'r' || x, CASE x WHEN {(how == "garbled" ? 8 : 0)} THEN 'eight' ELSE x END FROM c");
        await using var connection = Connect("- { entity: T, table: t }");
        using var stop = new CancellationTokenSource();
        await using (var pages = connection.Connector.ReadChangesAsync("T", null, stop.Token).GetAsyncEnumerator(CancellationToken.None))
        {
            (await pages.MoveNextAsync()).ShouldBeTrue();
            pages.Current.Error.ShouldBeNull();
            if (how == "cancelled")
            {
                await stop.CancelAsync();
                // The page that was read ahead may have been there already; the one behind it is not begun.
                await Should.ThrowAsync<OperationCanceledException>(async () =>
                {
                    while (await pages.MoveNextAsync()) pages.Current.Error.ShouldBeNull();
                });
            }

            if (how == "garbled")
            {
                (await pages.MoveNextAsync()).ShouldBeTrue();
                pages.Current.Error.ShouldBeOfType<ConnectorError.Garbled>();
                (await pages.MoveNextAsync()).ShouldBeFalse();
            }
        }

        await Database.ExecuteAsync("BEGIN EXCLUSIVE; UPDATE t SET n = 1; COMMIT");
        (await AllAsync(connection)).Count.ShouldBe(23);
    }

    [Fact]
    public async Task Several_read_one_file_at_once_and_each_is_told_all_of_it()
    {
        await Database.ExecuteAsync($"CREATE TABLE t (code TEXT PRIMARY KEY, n INTEGER); {Rows} INSERT INTO t SELECT 'r' || a.x || 'x' || b.x, a.x FROM c a, c b");
        await using var connection = Connect("- { entity: T, table: t }");
        var reads = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => AllAsync(connection))));
        foreach (var read in reads) read.ShouldBe(reads[0]);
        reads[0].Distinct().Count().ShouldBe(23 * 23);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private ConformanceConnection Connect(string entities) => new(SqlSubject.System("sqlite", Database.File, entities));

    private static async Task<List<string>> AllAsync(ConformanceConnection connection)
    {
        var told = new List<string>();
        await foreach (var answer in connection.Connector.ReadChangesAsync("T", null, default))
        {
            if (answer.Error is not null) return [.. told, answer.Error.ToString()];
            told.AddRange(answer.Value!.Changes.Select(change => change.Id.Text));
        }

        return told;
    }

    private async Task<Dictionary<string, object?>> TableAsync(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={Database.File};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var row = await command.ExecuteReaderAsync();
        var rows = new Dictionary<string, object?>();
        while (await row.ReadAsync()) rows[row.GetString(0)] = row.GetInt64(1);
        return rows;
    }
}
