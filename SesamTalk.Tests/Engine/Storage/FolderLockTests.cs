using SesamTalk.Engine.Storage;
using Shouldly;

namespace SesamTalk.Tests.Engine.Storage;

public sealed class FolderLockTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string Data => _folder.File("data");

    [Fact]
    public void One_owner_at_a_time()
    {
        using (var first = FolderLock.TryTake(Data))
        {
            first.ShouldNotBeNull().Folder.ShouldBe(Data);
            FolderLock.TryTake(Data).ShouldBeNull();
            FolderOwner.Of(Data)!.ProcessId.ShouldBe(Environment.ProcessId);
        }
        FolderOwner.Of(Data).ShouldBeNull();
        using var second = FolderLock.TryTake(Data);
        second.ShouldNotBeNull();
    }

    [Fact]
    public void A_folder_that_is_made_is_its_users_own_and_one_that_is_there_keeps_its_rights()
    {
        if (OperatingSystem.IsWindows()) return;
        FolderLock.TryTake(Data).ShouldNotBeNull().Dispose();
        File.GetUnixFileMode(Data).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        File.SetUnixFileMode(Data, File.GetUnixFileMode(Data) | UnixFileMode.GroupRead);
        FolderLock.TryTake(Data).ShouldNotBeNull().Dispose();
        File.GetUnixFileMode(Data).HasFlag(UnixFileMode.GroupRead).ShouldBeTrue();
    }

    [Fact]
    public void What_a_killed_process_left_behind_is_in_nobodys_way()
    {
        Directory.CreateDirectory(Data);
        File.WriteAllText(Path.Combine(Data, FolderLock.FileName), "");
        File.WriteAllText(Path.Combine(Data, "sesamtalk.owner.json"), """{"ProcessId":1,"Address":"http://127.0.0.1:9","Token":"old"}""");
        using var taken = FolderLock.TryTake(Data);
        taken.ShouldNotBeNull();
        FolderOwner.Of(Data).ShouldBe(new FolderOwner(Environment.ProcessId));
    }

    [Fact]
    public void A_server_says_where_work_is_taken_and_only_its_user_can_read_it()
    {
        using var taken = FolderLock.TryTake(Data, toServe: true)!;
        FolderOwner.Of(Data).ShouldBe(new FolderOwner(Environment.ProcessId, IsServer: true));
        taken.Announce(new Uri("http://127.0.0.1:5080"), "secret");
        FolderOwner.Of(Data).ShouldBe(new FolderOwner(Environment.ProcessId, new Uri("http://127.0.0.1:5080"), "secret", IsServer: true));
        if (!OperatingSystem.IsWindows()) File.GetUnixFileMode(Path.Combine(Data, "sesamtalk.owner.json")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public void Letting_go_twice_does_not_take_the_next_owners_word_away()
    {
        var first = FolderLock.TryTake(Data)!;
        first.Dispose();
        using var second = FolderLock.TryTake(Data);
        first.Dispose();
        FolderOwner.Of(Data).ShouldNotBeNull();
    }

    public void Dispose() => _folder.Dispose();
}
