using System.Diagnostics;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Records;
using SesamTalk.Tests.Conformance;
using Shouldly;
using Record = SesamTalk.Engine.Records.Record;

namespace SesamTalk.Tests.Engine.Connectors.Files;

/// <summary>Writing: the whole file or nothing, never beside another program, never outside the folder.</summary>
public sealed class FileWriteTests
{
    private const string Two = "id,city\n1,Bodø\n2,Alta\n";

    [Fact]
    public async Task An_edit_between_reading_and_writing_makes_the_write_stale()
    {
        await using var folder = FileFolder.With("t.csv", Two);
        var read = (await folder.ReadAsync()).Changes[0];
        await File.WriteAllTextAsync(folder.File, Two.Replace("Bodø", "Vardø"));

        var late = new Write(FileFolder.Entity, WriteKind.Update, read.Id, Record.Of(read.Record!.Schema, null, new KeyValuePair<string, object?>("city", "Oslo")), read.Record, read.Version, null);

        (await folder.Connector.WriteAsync(late, default)).Error.ShouldBeOfType<ConnectorError.Stale>();
        folder.Text().ShouldContain("1,Vardø");
    }

    [Fact]
    public async Task Two_writers_never_hold_the_file_at_once()
    {
        await using var folder = FileFolder.With("t.csv", Two);
        await using (new FileStream(Path.Combine(folder.Folder, ".t.csv.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None))
            (await folder.WriteAsync(WriteKind.Update, "1", new KeyValuePair<string, object?>("city", "Oslo"))).Error.ShouldBeOfType<ConnectorError.Unreachable>().Message.ShouldContain("another program");

        folder.Text().ShouldBe(Two);
        (await folder.WriteAsync(WriteKind.Update, "1", new KeyValuePair<string, object?>("city", "Oslo"))).Error.ShouldBeNull();
    }

    [Fact]
    public async Task Many_writers_lose_nothing_of_each_other()
    {
        await using var folder = FileFolder.With("t.csv", "id,city\n", "", ("lockSeconds", "60"));

        await Task.WhenAll(Enumerable.Range(0, 20).Select(n => Task.Run(() => folder.WriteAsync(WriteKind.Create, null, new KeyValuePair<string, object?>("city", $"C{n}")))));

        (await folder.ReadAsync()).Changes.Select(change => (string)change.Record!["city"]!).ShouldBe(Enumerable.Range(0, 20).Select(n => $"C{n}"), ignoreOrder: true);
    }

    [Fact]
    public async Task A_program_that_holds_the_file_itself_is_waited_for()
    {
        await using var folder = FileFolder.With("t.csv", Two);
        await folder.DescribedAsync();
        await using (new FileStream(folder.File, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
            (await folder.TryReadAsync()).Error.ShouldBeOfType<ConnectorError.Unreachable>();
            (await folder.WriteAsync(WriteKind.Delete, "1")).Error.ShouldBeOfType<ConnectorError.Unreachable>();
        }

        (await folder.WriteAsync(WriteKind.Delete, "1")).Error.ShouldBeNull();
        folder.Text().ShouldBe("id,city\n2,Alta\n");
    }

    [Fact]
    public async Task The_new_file_has_the_rights_of_the_old_one_and_nothing_is_left_beside_it()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has other rights.");
            return;
        }

        await using var folder = FileFolder.With("t.csv", Two);
        File.SetUnixFileMode(folder.File, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        await File.WriteAllTextAsync(Path.Combine(folder.Folder, ".t.csv.sesamtalk"), "left by a process that was killed");

        await folder.WriteAsync(WriteKind.Update, "1", new KeyValuePair<string, object?>("city", "Oslo"));

        File.GetUnixFileMode(folder.File).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        Directory.GetFiles(folder.Folder).Select(Path.GetFileName).ShouldBe(["t.csv", ".t.csv.lock"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("../t.csv")]
    [InlineData("/etc/passwd")]
    [InlineData("a/../../t.csv")]
    [InlineData("a//t.csv")]
    [InlineData(".t.csv.lock")]
    [InlineData("..\\t.csv")]
    [InlineData("a\\..\\..\\t.csv")]
    [InlineData("C:\\t.csv")]
    [InlineData("C:t.csv")]
    [InlineData("\\\\server\\share\\t.csv")]
    [InlineData("\\t.csv")]
    public void A_file_outside_the_folder_is_refused(string file) =>
        Should.Throw<SettingsException>(() => new ConformanceConnection(FileSubject.System(Path.GetTempPath(), $"- {{ file: '{file}', key: [id] }}"))).Message.ShouldContain("entities");

    [Fact]
    public async Task A_link_that_leads_away_is_not_followed()
    {
        await using var folder = FileFolder.With("t.csv", Two);
        await using var same = FileFolder.With("t.csv", Two);
        var schema = (await same.DescribedAsync()).Schema;
        var elsewhere = Directory.CreateTempSubdirectory("elsewhere").FullName;
        File.Move(folder.File, Path.Combine(elsewhere, "t.csv"));
        File.CreateSymbolicLink(folder.File, Path.Combine(elsewhere, "t.csv"));

        (await folder.Connector.DescribeAsync(default)).Error.ShouldBeOfType<ConnectorError.NotAllowed>();
        (await folder.Connector.WriteAsync(new Write(FileFolder.Entity, WriteKind.Update, new RecordId("1"), Record.Of(schema, null, [new("city", "Oslo")]), null, RecordVersion.None, null), default)).Error.ShouldBeOfType<ConnectorError.NotAllowed>();
        (await File.ReadAllTextAsync(Path.Combine(elsewhere, "t.csv"))).ShouldBe(Two);

        Directory.Delete(elsewhere, true);
    }

    [Fact]
    public async Task A_full_disk_leaves_the_file_as_it_was_and_is_named()
    {
        await using var folder = FileFolder.With("t.csv", Two);
        var disk = Directory.CreateDirectory(Path.Combine(folder.Folder, "disk")).FullName;
        Assert.SkipUnless(Run("mount", "-t", "tmpfs", "-o", "size=128k", "tmpfs", disk), "Only root can make a small disk.");
        try
        {
            await File.WriteAllTextAsync(Path.Combine(disk, "t.csv"), Two);
            await using var connection = new ConformanceConnection(FileSubject.System(disk, "- { entity: Things, file: t.csv, key: [id] }"));
            var schema = (await connection.Connector.DescribeAsync(default)).Value!.Entities[0].Schema;
            Task<Answer<Written>> Write(string city) => connection.Connector.WriteAsync(new Write("Things", WriteKind.Update, new RecordId("1"), Record.Of(schema, null, new KeyValuePair<string, object?>("city", city)), null, RecordVersion.None, null), default);
            await File.WriteAllBytesAsync(Path.Combine(disk, "filler"), new byte[100_000]);

            (await Write(new string('x', 60_000))).Error.ShouldBeOfType<ConnectorError.Unreachable>().Message.ShouldContain("disk of t.csv is full");
            (await File.ReadAllTextAsync(Path.Combine(disk, "t.csv"))).ShouldBe(Two);

            File.Delete(Path.Combine(disk, "filler"));
            (await Write("Oslo")).Error.ShouldBeNull();
            (await File.ReadAllTextAsync(Path.Combine(disk, "t.csv"))).ShouldBe(Two.Replace("Bodø", "Oslo"));
        }
        finally
        {
            Run("umount", disk);
        }
    }

    [Fact]
    public async Task A_disk_that_cannot_be_written_needs_a_person()
    {
        await using var folder = FileFolder.With("t.csv", Two);
        var disk = Directory.CreateDirectory(Path.Combine(folder.Folder, "disk")).FullName;
        Assert.SkipUnless(Run("mount", "-t", "tmpfs", "tmpfs", disk), "Only root can make a disk.");
        try
        {
            await File.WriteAllTextAsync(Path.Combine(disk, "t.csv"), Two);
            Run("mount", "-o", "remount,ro", disk).ShouldBeTrue();
            await using var connection = new ConformanceConnection(FileSubject.System(disk, "- { entity: Things, file: t.csv, key: [id] }"));
            var things = (await connection.Connector.DescribeAsync(default)).Value!.Entities[0];

            (await connection.Connector.WriteAsync(new Write("Things", WriteKind.Delete, new RecordId("1"), Record.Empty(things.Schema), null, RecordVersion.None, null), default)).Error.ShouldBeOfType<ConnectorError.NotAllowed>();
        }
        finally
        {
            Run("umount", disk);
        }
    }

    [Fact]
    public async Task Numbers_go_on_above_the_highest_and_given_ids_are_taken_once()
    {
        await using (var numbered = FileFolder.With("t.csv", "id,city\n7,Bodø\n3,Alta\n", "  fields: [{ name: id, type: integer }]"))
            (await numbered.WriteAsync(WriteKind.Create, null, new KeyValuePair<string, object?>("city", "Oslo"))).Value!.Id.Text.ShouldBe("8");

        await using var given = FileFolder.With("t.csv", Two, "  ids: given");
        (await given.WriteAsync(WriteKind.Create, null, new("id", "3"), new("city", "Oslo"))).Value!.Id.Text.ShouldBe("3");
        (await given.WriteAsync(WriteKind.Create, null, new("id", "3"), new("city", "Oslo"))).Error.ShouldBeOfType<ConnectorError.Rejected>().Properties[0].Path.ShouldBe("id");
        (await given.WriteAsync(WriteKind.Create, null, new KeyValuePair<string, object?>("city", "Oslo"))).Error.ShouldBeOfType<ConnectorError.Rejected>().Properties[0].Path.ShouldBe("id");
    }

    [Fact]
    public async Task A_key_of_several_columns_is_joined()
    {
        await using var folder = FileFolder.With("t.csv", "id,year,city\na/b,2024,Bodø\n");
        await using var connection = new ConformanceConnection(FileSubject.System(folder.Folder, "- { entity: Things, file: t.csv, key: [id, year] }"));
        var things = (await connection.Connector.DescribeAsync(default)).Value!.Entities[0];
        var values = Record.Of(things.Schema, null, new("id", "a"), new("year", "2025"), new("city", "Alta"));

        (await connection.Connector.WriteAsync(new Write("Things", WriteKind.Create, null, values, null, RecordVersion.None, null), default)).Value!.Id.Text.ShouldBe("a/2025");
        (await connection.Connector.ReadAsync("Things", new RecordId("a%2Fb/2024"), default)).Value!.Change!.Record!["city"].ShouldBe("Bodø");
    }

    private static bool Run(string tool, params string[] arguments)
    {
        if (!OperatingSystem.IsLinux() || Environment.UserName != "root") return false;
        using var process = Process.Start(new ProcessStartInfo(tool, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
