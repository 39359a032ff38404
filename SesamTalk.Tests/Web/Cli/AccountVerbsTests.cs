using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SesamTalk.Engine.Storage;
using SesamTalk.Tests.Web.Auth;
using SesamTalk.Web.Cli;
using Shouldly;

namespace SesamTalk.Tests.Web.Cli;

/// <summary>Who may sign in, and what they did, on the command line: from the words that are typed to the exit code.</summary>
public sealed class AccountVerbsTests : IAsyncDisposable
{
    private readonly GuardedSite _site = new();
    private readonly TempFolder _folder = new();

    [Fact]
    public async Task People_are_added_given_roles_and_listed_and_a_changed_audit_is_told_by_its_exit_code()
    {
        (await SayAsync(0, "user", "list")).ShouldContain("There is nobody yet");
        (await SayAsync(0, "user", "add", "kari", "Admin")).ShouldContain("kari chooses a password here, once: /join?user=");
        await SayAsync(0, "user", "add", "ola", "Viewer");
        await SayAsync(0, "user", "role", "ola", "Operator");
        (await SayAsync(0, "user", "reset", "ola")).ShouldContain("/join?user=");
        await SayAsync(0, "user", "lock", "ola");
        var users = JsonNode.Parse(await SayAsync(0, "user", "list", "--json"))!["users"]!.AsArray();
        users.Select(one => $"{one!["name"]} {one["role"]} {one["isShutOut"]} {one["hasJoined"]}").ShouldBe(["kari admin false false", "ola operator true false"]);
        (await SayAsync(2, "user", "lock", "kari")).ShouldContain("last admin");
        (await SayAsync(2, "user", "remove", "nobody")).ShouldContain("There are: kari, ola.");
        await SayAsync(2, "user", "role", "ola", "Nobody");
        await SayAsync(2, "user", "role", "ola", "Superuser");
        await SayAsync(0, "user", "unlock", "ola");
        await SayAsync(0, "user", "remove", "ola");

        (await SayAsync(0, "audit", "verify")).ShouldContain("The audit is whole: 7 entries");
        await using var db = await _site.App.Services.GetRequiredService<IDbContextFactory<TalkDb>>().CreateDbContextAsync();
        await db.OpenAuditAsync();
        await db.Audit.Where(entry => entry.Act == "user.role").ExecuteUpdateAsync(set => set.SetProperty(entry => entry.Who, "somebody else"));
        (await SayAsync(1, "audit", "verify")).ShouldContain("was changed");
        JsonNode.Parse(await SayAsync(1, "audit", "verify", "--json"))!["isWhole"]!.GetValue<bool>().ShouldBeFalse();
    }

    public async ValueTask DisposeAsync()
    {
        _folder.Dispose();
        await _site.DisposeAsync();
    }

    private async Task<string> SayAsync(int exit, params string[] args)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var doors = TestDoors.Shut with
        {
            Folder = _ => _folder.Path,
            Open = (folder, _, _) => Task.FromResult<IInstallation>(new OwnInstallation(_site.App.Services, () =>
            {
                folder.Dispose();
                return ValueTask.CompletedTask;
            })),
        };
        (await TalkCommand.RunAsync(args, doors, output, error)).ShouldBe(exit, string.Join(' ', args) + ": " + output + error);
        return output.ToString() + error;
    }
}
