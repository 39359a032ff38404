using System.IO.Compression;
using System.Text.Json;
using SesamTalk.Engine.Storage;
using SesamTalk.Web.Auth;
using SesamTalk.Web.Operations;
using Shouldly;

namespace SesamTalk.Tests.Web.Operations;

/// <summary>Files that say they are a backup.</summary>
public sealed class HostileBackupTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Theory]
    [InlineData("../outside.xml")]
    [InlineData("keys/../../outside.xml")]
    [InlineData("keys/..\\..\\outside.xml")]
    [InlineData("keys/C:\\outside.xml")]
    [InlineData("C:\\outside.xml")]
    [InlineData("\\\\server\\share\\outside.xml")]
    [InlineData("/etc/outside.xml")]
    [InlineData("keys/.hidden.xml")]
    [InlineData("keys/key.xml\n")]
    [InlineData("serving.json")]
    public async Task A_name_that_no_backup_has_is_refused_and_nothing_is_written(string name)
    {
        var file = await MakeAsync((StorageOptions.FileName, "x"u8.ToArray()), (name, "x"u8.ToArray()));
        await ShouldRefuseAsync(file, "no business");
        File.Exists(_folder.File("outside.xml")).ShouldBeFalse();
    }

    [Fact]
    public async Task What_is_a_link_in_the_archive_is_no_link_in_the_folder()
    {
        var file = await MakeAsync((StorageOptions.FileName, "x"u8.ToArray()), ("keys/key-1.xml", "/etc/hostname"u8.ToArray()));
        using (var archive = ZipFile.Open(file, ZipArchiveMode.Update)) archive.GetEntry("keys/key-1.xml")!.ExternalAttributes = unchecked((int)0xA1FF0000); // a link, by the marks of Unix
        // It comes to the database, which is none: everything before it was unpacked.
        await Should.ThrowAsync<Exception>(() => RestoreAsync(file));
        Directory.EnumerateFileSystemEntries(_folder.File("data")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_file_that_says_too_much_of_itself_and_a_key_of_megabytes_are_not_unpacked()
    {
        var file = await MakeAsync((StorageOptions.FileName, "x"u8.ToArray()), ("keys/key-1.xml", new byte[2 * 1024 * 1024]));
        await ShouldRefuseAsync(file, "no business");
        using (var archive = ZipFile.Open(file, ZipArchiveMode.Update))
        {
            archive.GetEntry(BackupManifest.FileName)!.Delete();
            await using var entry = archive.CreateEntry(BackupManifest.FileName).Open();
            await entry.WriteAsync(new byte[5 * 1024 * 1024], TestContext.Current.CancellationToken);
        }

        new FileInfo(file).Length.ShouldBeLessThan(100_000);
        await ShouldRefuseAsync(file, "does not say what is in it");
    }

    [Fact]
    public async Task Whoever_restores_keys_is_the_only_one_who_reads_them()
    {
        if (OperatingSystem.IsWindows()) return;
        var state = _folder.File("state");
        Directory.CreateDirectory(state);
        var databases = new TalkDbFactory(Microsoft.Extensions.Options.Options.Create(new StorageOptions { DataFolder = state }));
        await TalkMigrations.MigrateAsync(databases);
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        var file = await MakeAsync((StorageOptions.FileName, await File.ReadAllBytesAsync(Path.Combine(state, StorageOptions.FileName), TestContext.Current.CancellationToken)), ("keys/key-1.xml", "<key/>"u8.ToArray()));
        await RestoreAsync(file);
        var keys = _folder.File("data/" + AuthServices.KeyFolder);
        File.GetUnixFileMode(keys).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        foreach (var kept in Directory.EnumerateFiles(_folder.File("data"), "*", SearchOption.AllDirectories)) File.GetUnixFileMode(kept).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite, kept);
    }

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    private async Task ShouldRefuseAsync(string file, string why)
    {
        (await Should.ThrowAsync<InvalidDataException>(() => RestoreAsync(file))).Message.ShouldContain(why);
        Directory.EnumerateFileSystemEntries(_folder.File("data")).ShouldBeEmpty();
    }

    private async Task RestoreAsync(string file)
    {
        Directory.CreateDirectory(_folder.File("data"));
        await Restores.BringBackAsync(file, _folder.File("data"), TalkMigrations.Known(), TimeProvider.System, CancellationToken.None);
    }

    private async Task<string> MakeAsync(params (string Name, byte[] Bytes)[] files)
    {
        var to = _folder.File($"{Guid.NewGuid():N}.zip");
        Dictionary<string, string> hashes = [];
        await using var archive = await ZipFile.OpenAsync(to, ZipArchiveMode.Create);
        foreach (var (name, bytes) in files)
        {
            using var stream = new MemoryStream(bytes);
            hashes[name] = await BackupManifest.HashAsync(stream, CancellationToken.None);
            await using var entry = await archive.CreateEntry(name).OpenAsync();
            await entry.WriteAsync(bytes);
        }

        await using var own = await archive.CreateEntry(BackupManifest.FileName).OpenAsync();
        await JsonSerializer.SerializeAsync(own, new BackupManifest(BackupManifest.CurrentFormat, DateTimeOffset.UnixEpoch, FolderVersion.Current, [], hashes, files.Length > 1), JsonSerializerOptions.Web);
        return to;
    }
}
