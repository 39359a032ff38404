using Npgsql;
using SesamTalk.Engine.Storage;
using SesamTalk.Web;
using SesamTalk.Web.Cli;
using Shouldly;

namespace SesamTalk.Tests.Web.Cli;

/// <summary>Trouble that an admin can mend is told in a sentence that names the place and the next step, never by a trace.</summary>
public sealed class TroubleVerbTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly StringWriter _output = new(), _error = new();

    [Fact]
    public async Task A_damaged_state_is_told_with_the_way_back()
    {
        await File.WriteAllBytesAsync(_folder.File(StorageOptions.FileName), [.. Enumerable.Range(0, 9_000).Select(at => (byte)(at * 7))], TestContext.Current.CancellationToken);
        (await SayAsync(1, TalkVerbs.Doors, "status", "--data", _folder.Path)).ShouldSatisfyAllConditions(said => said.ShouldContain("is damaged"), said => said.ShouldContain("restore FILE"));
        // It lets the folder go: whoever brings a backup back can have it.
        FolderLock.TryTake(_folder.Path).ShouldNotBeNull().Dispose();
    }

    [Fact]
    public async Task A_wrong_setting_a_wrong_address_and_a_database_that_does_not_answer_are_named()
    {
        (await SayAsync(2, TalkVerbs.Doors, "serve", "--data", _folder.Path, "--urls", "http://127.0.0.1:0", "--Demo=false", "--Storage:Provider=Oracle")).ShouldContain("Storage:Provider is one of Sqlite, Postgres. Nothing was done.");
        (await SayAsync(2, TalkVerbs.Doors, "serve", "--data", _folder.Path, "--urls", "http://127.0.0.1:0", "--Demo=false", "--Operations:Keep:RunDays=-4")).ShouldContain("Operations:Keep");
        (await SayAsync(1, TalkVerbs.Doors, "serve", "--data", _folder.Path, "--urls", "http://127.0.0.1:99999")).ShouldContain("http://127.0.0.1:99999");
        (await SayAsync(1, TalkVerbs.Doors, "serve", "--data", _folder.Path, "--urls", "nowhere")).ShouldContain("“nowhere” is no address to listen at");
        (await SayAsync(1, TalkVerbs.Doors, "serve", "--data", _folder.Path, "--urls", "http://127.0.0.1:0", "--Demo=false", "--Storage:Provider=Postgres", "--Storage:Connection=Host=127.0.0.1;Port=1;Database=x;Username=u;Password=not-told")).ShouldContain("PostgreSQL does not answer");
        _error.ToString().ShouldNotContain("not-told");
    }

    [Fact]
    public async Task A_mistake_of_our_own_is_told_as_one_with_its_trace_to_report()
    {
        (await SayAsync(1, TestDoors.Shut with { Folder = _ => _folder.Path }, "status")).ShouldSatisfyAllConditions(said => said.ShouldContain("mistake of SesamTalk's own"), said => said.ShouldContain("An installation was asked for."));
        DatabaseTrouble.Of(new InvalidOperationException("no database")).ShouldBeNull();
        DatabaseTrouble.Of(new InvalidOperationException("around", new PostgresException("no such role", "FATAL", "FATAL", "28000"))).ShouldBe("PostgreSQL refuses: no such role (28000). Look at Storage:Connection and at what its user may.");
    }

    public void Dispose() => _folder.Dispose();

    private async Task<string> SayAsync(int exit, VerbDoors doors, params string[] args)
    {
        _error.GetStringBuilder().Clear();
        (await TalkCommand.RunAsync(args, doors, _output, _error)).ShouldBe(exit, _error.ToString());
        var said = _error.ToString();
        if (exit != 1 || !said.Contains("SesamTalk's own", StringComparison.Ordinal)) said.ShouldNotContain("   at ");
        return said;
    }
}
