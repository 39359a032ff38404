using System.IO.Compression;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;
using SesamTalk.Engine.Sync;
using SesamTalk.Tests.Engine.Sync;
using SesamTalk.Web.Operations;
using Shouldly;

namespace SesamTalk.Tests.Web.Operations;

public sealed class BackupTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task What_was_backed_up_in_the_middle_of_a_run_goes_on_without_a_duplicate_or_a_lost_edit()
    {
        await using var world = await TwoSystems.StartAsync(Shop.Dataflow, Shop.SystemA, Shop.SystemB);
        var customers = Enumerable.Range(1, 40).Select(number => Customer(world, number)).ToList();
        var file = Path.Combine(world.Folder, "mid.zip");
        (await world.TellingAsync(new Each(progress => progress is { Step: RunStep.Writing, Done: > 0 } && !File.Exists(file), () => Make(world, file)))).Outcome.ShouldBe(RunOutcome.Done);
        File.Exists(file).ShouldBeTrue("the backup was made while the run wrote");
        Unknown(file).ShouldBeGreaterThan(0);

        // After the backup: edits on both sides and a new record, all brought over; then the disk is lost.
        world.A.Edit("Customers", customers[3], "Name", "Edited in A");
        world.B.Edit("People", Person(world, 7), "City", "Edited in B");
        Customer(world, 41);
        await world.SettleAsync();
        world.A.Edit("Customers", customers[5], "Name", "Edited in A, not seen yet");
        world.B.Edit("People", Person(world, 9), "City", "Edited in B, not seen yet");
        await world.RestartAsync(async folder => await Restores.BringBackAsync(file, folder, TalkMigrations.Known(), new FixedClock(Now), CancellationToken.None));
        await world.SettleAsync();

        world.B.Records("People").Count.ShouldBe(41);
        world.A.Records("Customers").Count.ShouldBe(41);
        world.B.Records("People").Select(one => one["Mail"]).Distinct().Count().ShouldBe(41);
        (Name(world, 4), Name(world, 6)).ShouldBe(("Edited in A", "Edited in A, not seen yet"));
        City(world, 7).ShouldBe("Edited in B");
        await using var db = await world.Databases.CreateDbContextAsync();
        // The backup did not know how its creates ended: what was edited in one of them since is asked about, and stays as it is.
        var asked = await db.Conflicts.SingleAsync(conflict => conflict.SettledAt == null);
        (asked.A, asked.B, world.B.Record("People", Person(world, 9))!["City"]).ShouldBe(("Oslo", "Edited in B, not seen yet", "Edited in B, not seen yet"));
        (await db.Audit.CountAsync(entry => entry.Act == "restored")).ShouldBe(1);
        (await db.Links.CountAsync()).ShouldBe(41);
    }

    [Fact]
    public async Task After_a_restore_nothing_is_created_that_no_key_finds_again_before_a_person_has_looked()
    {
        await using var world = await TwoSystems.StartAsync(Shop.Dataflow, Shop.SystemA, Shop.SystemB);
        var customer = Customer(world, 1);
        await world.SettleAsync();
        var file = Path.Combine(world.Folder, "before.zip");
        Make(world, file);
        world.A.Insert("Orders", V("Currency", "NOK"), V("CustomerId", long.Parse(customer.Text, System.Globalization.CultureInfo.InvariantCulture)), V("No", "O-1"));
        await world.SettleAsync();
        world.B.Records("Bills").Count.ShouldBe(1);
        await world.RestartAsync(async folder => await Restores.BringBackAsync(file, folder, TalkMigrations.Known(), new FixedClock(Now), CancellationToken.None));

        var held = await world.SyncAsync();
        (held.Outcome, held.Reason.Code).ShouldBe((RunOutcome.HeldBack, ReasonCodes.AfterRestore));
        (world.B.Records("Bills").Count, world.A.Records("Orders").Count).ShouldBe((1, 1));
        await using var db = await world.Databases.CreateDbContextAsync();
        var plan = await db.Plans.SingleAsync(one => one.State == PlanState.HeldBack);
        (await world.Get<PlanVerbs>().ReleaseAsync(plan.Id, "Kari")).ShouldBeTrue();
        await world.RunAsync(new SyncRequest(plan.DataflowId, RunKind.Changes, RunTrigger.Person, "Kari") { PlanId = plan.Id });
        (await world.SyncAsync()).Outcome.ShouldNotBe(RunOutcome.HeldBack);
    }

    [Fact]
    public async Task A_damaged_backup_one_with_a_strange_name_and_one_of_a_newer_version_change_nothing()
    {
        await using var world = await TwoSystems.StartAsync(Shop.Dataflow, Shop.SystemA, Shop.SystemB);
        var file = Path.Combine(world.Folder, "whole.zip");
        Make(world, file);
        using var folder = new TempFolder();
        Task Restore(IReadOnlyCollection<string>? known = null) => Restores.BringBackAsync(file, folder.Path, known ?? TalkMigrations.Known(), new FixedClock(Now), CancellationToken.None);
        (await Should.ThrowAsync<NewerDataException>(() => Restore([]))).Message.ShouldContain("Nothing was changed");
        Rewrite(file, StorageOptions.FileName, "not a database");
        (await Should.ThrowAsync<InvalidDataException>(() => Restore())).Message.ShouldContain("damaged");
        await File.WriteAllTextAsync(file, "no archive", TestContext.Current.CancellationToken);
        (await Should.ThrowAsync<InvalidDataException>(() => Restore())).Message.ShouldContain("no backup");
        Directory.EnumerateFileSystemEntries(folder.Path).ShouldBeEmpty();
    }

    [Fact]
    public async Task State_of_a_newer_version_is_refused_in_words_and_left_as_it_is()
    {
        await using var world = await TwoSystems.StartAsync(Shop.Dataflow, Shop.SystemA, Shop.SystemB);
        await using (var db = await world.Databases.CreateDbContextAsync())
            await db.Database.ExecuteSqlRawAsync("""INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion") VALUES ('29990101000000_Later', '99')""");
        (await Should.ThrowAsync<NewerDataException>(() => TalkMigrations.MigrateAsync(world.Databases))).Message.ShouldContain("29990101000000_Later");
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(Path.Combine(folder.Path, FolderVersion.FileName), "99\n");
        Should.Throw<NewerDataException>(() => FolderVersion.Keep(folder.Path)).Message.ShouldContain("newer version");
        (await File.ReadAllTextAsync(Path.Combine(folder.Path, FolderVersion.FileName))).ShouldBe("99\n");
    }

    private static KeyValuePair<string, object?> V(string path, object? value) => new(path, value);

    private static RecordId Customer(TwoSystems world, int number) =>
        world.A.Insert("Customers", V("Name", $"Customer {number}"), V("Email", $"c{number}@x.example"), V("Address.City", "Oslo"), V("Limit", 10m * number));

    private static RecordId Person(TwoSystems world, int number) => world.B.Records("People").Single(one => (string?)one["Mail"] == $"c{number}@x.example").Id!.Value;

    private static string? Name(TwoSystems world, int number) => (string?)world.B.Record("People", Person(world, number))!["Label"];

    private static string? City(TwoSystems world, int number) => (string?)world.A.Records("Customers").Single(one => (string?)one["Email"] == $"c{number}@x.example")["Address.City"];

    private static void Make(TwoSystems world, string file) =>
        new Backups(world.Databases, Options.Create(new StorageOptions { DataFolder = world.Folder }), world.Get<AuditLog>(), TimeProvider.System).MakeAsync(file, withKeys: false, "Kari", CancellationToken.None).GetAwaiter().GetResult();

    // Writes in the backup that nobody knows the end of.
    private static long Unknown(string file)
    {
        using var folder = new TempFolder();
        ZipFile.ExtractToDirectory(file, folder.Path);
        using var connection = new SqliteConnection($"Data Source={Path.Combine(folder.Path, StorageOptions.FileName)};Pooling=False");
        connection.Open();
        using var count = connection.CreateCommand();
        count.CommandText = """SELECT COUNT(*) FROM "Writes" WHERE "State" IN ('Intended', 'Unknown')""";
        return (long)count.ExecuteScalar()!;
    }

    private static void Rewrite(string file, string name, string text)
    {
        using var archive = ZipFile.Open(file, ZipArchiveMode.Update);
        archive.GetEntry(name)!.Delete();
        using var entry = new StreamWriter(archive.CreateEntry(name).Open());
        entry.Write(text);
    }

    /// <summary>Does something at the first progress that fits.</summary>
    private sealed class Each(Func<RunProgress, bool> when, Action act) : IProgress<RunProgress>
    {
        public void Report(RunProgress value)
        {
            if (when(value)) act();
        }
    }

    private sealed class FixedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
