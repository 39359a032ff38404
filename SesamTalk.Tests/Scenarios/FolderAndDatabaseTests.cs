using System.Diagnostics;
using Microsoft.Data.Sqlite;
using SesamTalk.Engine.Runs;
using Shouldly;

namespace SesamTalk.Tests.Scenarios;

/// <summary>A folder and a database through the whole engine: edits both ways, and every trouble that the two can have.</summary>
public sealed class FolderAndDatabaseTests
{
    private const string One = "900000001", Two = "900000002";

    [Fact]
    public async Task Edits_travel_both_ways_and_then_nothing_is_written()
    {
        await using var world = await FolderAndDatabase.StartAsync(12);
        (await world.SyncAsync()).Counts.CreatedB.ShouldBe(12);
        (await world.SyncAsync()).Outcome.ShouldBe(RunOutcome.NothingToDo);

        await world.MoveInFileAsync(One, "Vardø, \"Nord\"");
        await world.Database.ExecuteAsync($"UPDATE customers SET city = 'Ålesund', credit = 1500.5 WHERE org_no = '{Two}'");
        await File.AppendAllTextAsync(world.Customers, "77;Ny i fila AS;911111111;;Alta;;12.5;2024-02-29;;;\n");
        var run = await world.SyncAsync();

        (run.Counts.UpdatedA, run.Counts.UpdatedB, run.Counts.CreatedA).ShouldBe((1, 1, 1), run.Reason.Stored);
        (await world.CityInDatabaseAsync(One)).ShouldBe("Vardø, \"Nord\"");
        (await world.CityInDatabaseAsync("911111111")).ShouldBe("Alta");
        (await File.ReadAllTextAsync(world.Customers)).ShouldContain($";{Two};;Ålesund;;1500.5;");
        (await world.SyncAsync()).Outcome.ShouldBe(RunOutcome.NothingToDo);
        (await world.SyncAsync(RunKind.Everything)).Counts.Writes.ShouldBe(0);
    }

    [Fact]
    public async Task A_record_taken_out_of_the_file_is_asked_about_and_nothing_else_happens()
    {
        await using var world = await FolderAndDatabase.StartAsync(12);
        await world.SyncAsync();
        await File.WriteAllLinesAsync(world.Customers, (await File.ReadAllLinesAsync(world.Customers)).Where(line => !line.Contains(One)));

        var run = await world.SyncAsync();

        run.Outcome.ShouldBe(RunOutcome.DoneWithConflicts, run.Reason.Stored);
        run.Counts.Writes.ShouldBe(0);
        (await world.CityInDatabaseAsync(One)).ShouldBe("Bodø");
    }

    public static TheoryData<string, string> Troubles => new()
    {
        { "the database is away", "crm.db" },
        { "the database is held", "crm.db" },
        { "the folder is away", "customers.csv" },
        { "the file is away", "customers.csv" },
        { "the file is held", "customers.csv" },
        { "the file is half written", "customers.csv" },
        { "the file is emptied", "customers.csv" },
        { "the file has lost its header", "customers.csv" },
    };

    [Theory, MemberData(nameof(Troubles))]
    public async Task The_run_ends_with_a_named_cause_and_goes_on_by_itself_when_it_is_mended(string trouble, string named)
    {
        await using var world = await FolderAndDatabase.StartAsync(12);
        await world.SyncAsync();
        await world.MoveInFileAsync(One, "Vardø");
        await world.Database.ExecuteAsync($"UPDATE customers SET city = 'Ålesund' WHERE org_no = '{Two}'");

        await using (await BreakAsync(world, trouble))
        {
            var broken = await world.SyncAsync();
            broken.Outcome.ShouldBe(RunOutcome.Interrupted, broken.Reason.Stored);
            broken.Reason.Stored.ShouldContain(named);
            broken.Counts.Writes.ShouldBe(0);
        }

        var mended = await world.SyncAsync();
        (mended.Counts.UpdatedA, mended.Counts.UpdatedB, mended.Counts.DeletedA + mended.Counts.DeletedB).ShouldBe((1, 1, 0), mended.Reason.Stored);
        (await world.CityInDatabaseAsync(One)).ShouldBe("Vardø");
        (await File.ReadAllTextAsync(world.Customers)).ShouldContain($";{Two};;Ålesund;");
        (await world.SyncAsync()).Outcome.ShouldBe(RunOutcome.NothingToDo);
    }

    [Fact]
    public async Task A_full_disk_ends_the_run_loses_nothing_and_the_next_goes_on()
    {
        var disk = Directory.CreateTempSubdirectory("disk").FullName;
        Assert.SkipUnless(Run("mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", disk), "Only root can make a small disk.");
        try
        {
            await using var world = await FolderAndDatabase.StartAsync(12, disk);
            await world.SyncAsync();
            await world.MoveInFileAsync(One, "Vardø");
            await world.Database.ExecuteAsync($"UPDATE customers SET city = 'Ålesund' WHERE org_no = '{Two}'");
            var before = await File.ReadAllTextAsync(world.Customers);
            var filler = Path.Combine(disk, "filler");
            Fill(filler);

            var full = await world.SyncAsync();
            full.Outcome.ShouldBe(RunOutcome.Interrupted, full.Reason.Stored);
            full.Reason.Stored.ShouldContain("full");
            (await File.ReadAllTextAsync(world.Customers)).ShouldBe(before);

            File.Delete(filler);
            (await world.SyncAsync()).Outcome.ShouldBe(RunOutcome.Done);
            (await world.CityInDatabaseAsync(One)).ShouldBe("Vardø");
            (await File.ReadAllTextAsync(world.Customers)).ShouldContain($";{Two};;Ålesund;");
            (await world.SyncAsync()).Outcome.ShouldBe(RunOutcome.NothingToDo);
        }
        finally
        {
            Run("umount", disk);
            Directory.Delete(disk);
        }
    }

    private static async Task<IAsyncDisposable> BreakAsync(FolderAndDatabase world, string trouble)
    {
        var (file, whole) = (world.Customers, await File.ReadAllTextAsync(world.Customers));
        switch (trouble)
        {
            case "the database is away": return Moved(world.Database.File, File.Move);
            case "the folder is away": return Moved(world.Files, Directory.Move);
            case "the file is away": return Moved(file, File.Move);
            case "the file is held": return new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            case "the database is held": return await HeldAsync(world.Database.File);
            case "the file is half written": return Written(file, string.Join('\n', whole.Split('\n').Take(4)) + "\n", whole);
            case "the file is emptied": return Written(file, whole.Split('\n')[0] + "\n", whole);
            case "the file has lost its header": return Written(file, "", whole);
            default: throw new ArgumentOutOfRangeException(nameof(trouble), trouble, "There is no such trouble.");
        }
    }

    private static Mend Moved(string path, Action<string, string> move)
    {
        move(path, path + ".away");
        return new Mend(() => move(path + ".away", path));
    }

    private static Mend Written(string path, string damaged, string whole)
    {
        File.WriteAllText(path, damaged);
        return new Mend(() => File.WriteAllText(path, whole));
    }

    private static async Task<IAsyncDisposable> HeldAsync(string file)
    {
        var holder = new SqliteConnection($"Data Source={file};Pooling=False");
        await holder.OpenAsync();
        await using var hold = holder.CreateCommand();
        hold.CommandText = "BEGIN EXCLUSIVE";
        await hold.ExecuteNonQueryAsync();
        return holder;
    }

    private static void Fill(string filler)
    {
        using var stream = new FileStream(filler, FileMode.CreateNew, FileAccess.Write, FileShare.None, 0);
        try
        {
            for (var block = 0; block < 1024; block++) stream.Write(new byte[1024]);
        }
        catch (IOException)
        {
            // full, as wanted
        }
    }

    private static bool Run(string tool, params string[] arguments)
    {
        if (!OperatingSystem.IsLinux() || Environment.UserName != "root") return false;
        using var process = Process.Start(new ProcessStartInfo(tool, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }

    private sealed class Mend(Action mend) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            mend();
            return ValueTask.CompletedTask;
        }
    }
}
