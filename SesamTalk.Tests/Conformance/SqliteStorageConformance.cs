using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;
using SesamTalk.Engine.Storage.Rows;
using SesamTalk.Engine.Storage.Tables;
using Shouldly;

namespace SesamTalk.Tests.Conformance;

/// <summary>A file for each test, copied from one that was migrated once.</summary>
public sealed class SqliteStorageConformance : StorageConformance
{
    private static readonly Lazy<Task<byte[]>> Migrated = new(MigrateAsync);
    private readonly string _folder = Directory.CreateTempSubdirectory("sesamtalk-storage-").FullName;

    [Fact]
    public async Task A_reported_commit_is_on_the_disk_and_readers_do_not_wait()
    {
        await using var db = await Get<IDbContextFactory<TalkDb>>().CreateDbContextAsync();
        await db.Database.OpenConnectionAsync();
        (await ValueAsync(db, "PRAGMA journal_mode")).ShouldBe("wal");
        (await ValueAsync(db, "PRAGMA synchronous")).ShouldBe(2L, "FULL");
        (await ValueAsync(db, "PRAGMA foreign_keys")).ShouldBe(1L);
    }

    [Fact]
    public async Task What_follows_the_begin_of_a_run_is_waited_for_until_it_is_on_the_disk_also_where_the_run_did_not_begin()
    {
        var databases = Get<IDbContextFactory<TalkDb>>();
        var run = new Run { Id = Guid.CreateVersion7(), DataflowId = "f", DefinitionVersion = 1, Kind = RunKind.Changes, Trigger = RunTrigger.Person, StartedBy = "kari", StartedAt = DateTimeOffset.UnixEpoch };
        await using var held = HeldDatabase.Hold(databases);
        foreach (var begins in new[] { true, false })
        {
            var begun = await Xunit.Record.ExceptionAsync(() => Get<RunJournal>().BeginAsync(run, new LeaseWish("run/x", "one", 2, 1), default));
            (begun is null).ShouldBe(begins, "a run begins once");
            await using var borrowed = await databases.BorrowAsync(default);
            (await ValueAsync(borrowed.Db, "PRAGMA synchronous")).ShouldBe(2L, "FULL");
        }
    }

    [Theory]
    [InlineData("SELECT * FROM \"Links\" WHERE \"DataflowId\" = 'f' AND \"PairId\" = 'p' AND \"A\" IN ('1', '2')", "IX_Links_DataflowId_PairId_A")]
    [InlineData("SELECT * FROM \"Links\" WHERE \"DataflowId\" = 'f' AND \"PairId\" = 'p' AND \"B\" IN ('1', '2')", "IX_Links_DataflowId_PairId_B")]
    [InlineData("SELECT * FROM \"Links\" WHERE \"DataflowId\" = 'f' AND \"State\" IN ('Waiting', 'Failing')", "IX_Links_DataflowId_State_PairId_AsksPerson")]
    [InlineData("SELECT \"PairId\", \"State\", COUNT(*) FROM \"Links\" WHERE \"DataflowId\" = 'f' GROUP BY \"PairId\", \"State\", \"AsksPerson\"", "COVERING INDEX")]
    [InlineData("SELECT * FROM \"Links\" WHERE \"DataflowId\" = 'f' AND \"PairId\" = 'p' AND \"Id\" > 'x' ORDER BY \"Id\" LIMIT 50", "IX_Links_DataflowId_PairId_Id")]
    [InlineData("SELECT * FROM \"Links\" WHERE \"State\" = 'Conflict' AND \"State\" <> 'InSync' ORDER BY \"Id\" LIMIT 50", "IX_Links_State_DataflowId_PairId_Id")]
    [InlineData("SELECT * FROM \"Links\" WHERE \"B\" = '1'", "IX_Links_B")]
    [InlineData("SELECT * FROM \"Links\" WHERE \"Id\" IN (SELECT \"LinkId\" FROM \"LinkWords\" WHERE \"Word\" >= 'fjord' AND \"Word\" < 'fjore')", "PRIMARY KEY (Word>")]
    [InlineData("SELECT * FROM \"Writes\" WHERE \"DataflowId\" = 'f' AND " + WriteTable.Unsettled, "IX_Writes_DataflowId")]
    [InlineData("SELECT * FROM \"Writes\" WHERE \"RunId\" = 'r'", "IX_Writes_RunId")]
    [InlineData("SELECT * FROM \"Writes\" WHERE \"LinkId\" = 'l'", "IX_Writes_LinkId")]
    [InlineData("SELECT * FROM \"Conflicts\" WHERE \"DataflowId\" = 'f' AND \"SettledAt\" IS NULL ORDER BY \"OpenedAt\"", "IX_Conflicts_DataflowId")]
    [InlineData("SELECT * FROM \"Runs\" WHERE \"DataflowId\" = 'f' ORDER BY \"StartedAt\" DESC LIMIT 1", "IX_Runs_DataflowId_StartedAt")]
    public async Task What_a_run_or_a_page_asks_for_is_found_by_an_index(string sql, string index)
    {
        await using var db = await Get<IDbContextFactory<TalkDb>>().CreateDbContextAsync();
        await db.Database.OpenConnectionAsync();
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = "EXPLAIN QUERY PLAN " + sql;
        await using var plan = await command.ExecuteReaderAsync();
        var steps = new List<string>();
        while (await plan.ReadAsync()) steps.Add(plan.GetString(3));
        steps.ShouldContain(step => step.Contains(index), string.Join("; ", steps));
        steps.ShouldNotContain(step => step.StartsWith("SCAN"));
    }

    protected override async Task<StorageOptions> EmptyAsync()
    {
        await File.WriteAllBytesAsync(Path.Combine(_folder, StorageOptions.FileName), await Migrated.Value);
        return new StorageOptions { DataFolder = _folder };
    }

    protected override Task RemoveAsync()
    {
        Remove(_folder);
        return Task.CompletedTask;
    }

    private static async Task<byte[]> MigrateAsync()
    {
        var folder = Directory.CreateTempSubdirectory("sesamtalk-storage-").FullName;
        await TalkMigrations.MigrateAsync(new TalkDbFactory(Options.Create(new StorageOptions { DataFolder = folder })));
        SqliteConnection.ClearAllPools(); // folds the log into the file
        var bytes = await File.ReadAllBytesAsync(Path.Combine(folder, StorageOptions.FileName));
        Remove(folder);
        return bytes;
    }

    private static async Task<object?> ValueAsync(TalkDb db, string sql)
    {
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync();
    }

    private static void Remove(string folder)
    {
        using (var own = new SqliteConnection(TalkDbFactory.SqliteConnection(new StorageOptions { DataFolder = folder }))) SqliteConnection.ClearPool(own);
        Directory.Delete(folder, recursive: true);
    }
}
