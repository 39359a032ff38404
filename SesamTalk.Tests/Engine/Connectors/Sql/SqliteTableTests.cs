using System.Diagnostics;
using Microsoft.Data.Sqlite;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Records;
using SesamTalk.Tests.Conformance;
using Shouldly;
using Record = SesamTalk.Engine.Records.Record;

namespace SesamTalk.Tests.Engine.Connectors.Sql;

/// <summary>Tables of SQLite, and what can happen to its file.</summary>
public sealed class SqliteTableTests : SqlTableTests
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sql").FullName;

    private SqliteDatabase Database => new(_folder);

    [Fact]
    public async Task A_value_of_another_kind_than_its_column_is_garbled_and_named()
    {
        var connector = await OpenAsync();
        await ExecuteAsync("""INSERT INTO "odd ""table""; --" ("the key", "no", "select") VALUES ('a', 'seven', 'x')""");
        await foreach (var answer in connector.ReadChangesAsync("Odd", null, default))
            answer.Error.ShouldBeOfType<ConnectorError.Garbled>().Message.ShouldContain("no holds a value");
    }

    [Fact]
    public async Task A_file_that_another_program_holds_is_unreachable_until_it_lets_go()
    {
        var connector = await OpenAsync();
        await connector.DescribeAsync(default);
        await using (var holder = new SqliteConnection($"Data Source={Database.File};Pooling=False"))
        {
            await holder.OpenAsync();
            await using var hold = holder.CreateCommand();
            hold.CommandText = "BEGIN EXCLUSIVE";
            await hold.ExecuteNonQueryAsync();

            (await connector.ReadAsync("Owners", new RecordId("O1"), default)).Error.ShouldBeOfType<ConnectorError.Unreachable>();
            (await RenameAsync(connector, "Ola")).Error.ShouldBeOfType<ConnectorError.Unreachable>();
        }

        (await RenameAsync(connector, "Ola")).Error.ShouldBeNull();
    }

    [Fact]
    public async Task A_full_disk_is_named_and_writing_goes_on_when_there_is_room()
    {
        await WithDiskAsync("size=256k", async (disk, connector) =>
        {
            var filler = Path.Combine(disk, "filler");
            await using (var stream = new FileStream(filler, FileMode.CreateNew, FileAccess.Write, FileShare.None, 0))
                try
                {
                    for (var block = 0; block < 256; block++) stream.Write(new byte[1024]);
                }
                catch (IOException)
                {
                    // full, as wanted
                }

            (await RenameAsync(connector, new string('x', 20_000))).Error.ShouldBeOfType<ConnectorError.Unreachable>().Message.ShouldContain("full");
            File.Delete(filler);
            (await connector.ReadAsync("Owners", new RecordId("O1"), default)).Value!.Change!.Record!["name"].ShouldBe("Kari");
            (await RenameAsync(connector, new string('x', 20_000))).Error.ShouldBeNull();
        });
    }

    [Fact]
    public async Task A_database_that_cannot_be_written_needs_a_person()
    {
        await WithDiskAsync("size=1m", async (disk, connector) =>
        {
            Run("mount", "-o", "remount,ro", disk).ShouldBeTrue();
            (await RenameAsync(connector, "Ola")).Error.ShouldBeOfType<ConnectorError.NotAllowed>();
        });
    }

    protected override async Task<ConnectedSystem> MakeAsync(string tables, string entities)
    {
        await ExecuteAsync(tables);
        var system = SqlSubject.System("sqlite", Database.File, entities);
        return system with { Settings = system.Settings.SetItem("timeoutSeconds", "1") };
    }

    protected override Task ExecuteAsync(string sql) => Database.ExecuteAsync(sql);

    protected override Task RemoveAsync()
    {
        Directory.Delete(_folder, true);
        return Task.CompletedTask;
    }

    private static async Task<Answer<Written>> RenameAsync(IConnector connector, string name)
    {
        var owners = (await connector.DescribeAsync(default)).Value!.Find("Owners")!;
        return await connector.WriteAsync(new Write("Owners", WriteKind.Update, new RecordId("O1"), Record.Of(owners.Schema, null, new KeyValuePair<string, object?>("name", name)), null, RecordVersion.None, null), default);
    }

    private async Task WithDiskAsync(string options, Func<string, IConnector, Task> test)
    {
        var disk = Directory.CreateDirectory(Path.Combine(_folder, "disk")).FullName;
        Assert.SkipUnless(Run("mount", "-t", "tmpfs", "-o", options, "tmpfs", disk), "Only root can make a small disk.");
        try
        {
            var database = new SqliteDatabase(disk);
            await database.ExecuteAsync("CREATE TABLE owners (code VARCHAR(5) PRIMARY KEY, name TEXT); INSERT INTO owners VALUES ('O1', 'Kari');");
            await using var connection = new ConformanceConnection(SqlSubject.System("sqlite", database.File, "- { entity: Owners, table: owners }"));
            (await connection.Connector.DescribeAsync(default)).Error.ShouldBeNull();
            await test(disk, connection.Connector);
        }
        finally
        {
            Run("umount", disk);
        }
    }

    private static bool Run(string tool, params string[] arguments)
    {
        if (!OperatingSystem.IsLinux() || Environment.UserName != "root") return false;
        using var process = Process.Start(new ProcessStartInfo(tool, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
