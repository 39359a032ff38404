using System.Text.Json.Nodes;
using SesamTalk.Engine.Storage;
using SesamTalk.Web;
using SesamTalk.Web.Cli;
using Shouldly;
using Xunit;

namespace SesamTalk.Tests.Scenarios;

/// <summary>Plans, single records and undoing on the command line: on an installation of its own, and beside a server that does the work.</summary>
public sealed class PlanAndUndoVerbsTests : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private PeopleWorld _world = null!;
    private Task? _server;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_plan_is_made_shown_and_carried_out_one_record_is_run_alone_and_its_run_undone(bool served)
    {
        await StartAsync(served);
        var dry = await JsonAsync(0, "sync", PeopleWorld.Dataflow, "--dry-run");
        (dry["plan"]!["state"]!.ToString(), dry["plan"]!["forecast"]!["createInA"]!.GetValue<int>(), dry["plan"]!["forecast"]!["createInB"]!.GetValue<int>()).ShouldBe(("made", 2, 2));
        (await _world.WrittenAsync()).ShouldBe(0);
        var plan = dry["plan"]!["plan"]!.ToString();
        (await SayAsync(0, "plan", "list")).Output.ShouldContain(plan);
        (await SayAsync(0, "plan", "show", plan)).Output.ShouldContain("create Kari0 Nord in the second system (new in");
        (await JsonAsync(0, "plan", "run", plan))["counts"]!["writes"]!.GetValue<int>().ShouldBe(4);
        (await SayAsync(1, "plan", "run", plan)).Error.ShouldContain("carried out already");

        await _world.EditAsync(0, "Bergen");
        await _world.EditAsync(2, "Molde");
        var alone = await JsonAsync(0, "sync", PeopleWorld.Dataflow, "--only", "Customers:" + _world.IdOf(0));
        alone["counts"]!["updatedB"]!.GetValue<int>().ShouldBe(1);
        (await _world.PeopleAsync()).Unnamed.Count(person => person.EndsWith(" Bergen", StringComparison.Ordinal) || person.EndsWith(" Molde", StringComparison.Ordinal)).ShouldBe(1);

        var run = alone["run"]!.ToString();
        (await SayAsync(0, "undo", run, "--property", "city", "--dry-run")).Output.ShouldContain("city: Bergen → Oslo");
        (await JsonAsync(0, "undo", run, "--property", "city"))["counts"]!["updatedB"]!.GetValue<int>().ShouldBe(1);
        var (go, unnamed) = await _world.PeopleAsync();
        (go.Count(person => person.EndsWith(" Bergen", StringComparison.Ordinal)), unnamed.Count(person => person.EndsWith(" Bergen", StringComparison.Ordinal))).ShouldBe((1, 0));
        (await JsonAsync(0, "sync", PeopleWorld.Dataflow))["counts"]!["updatedB"]!.GetValue<int>().ShouldBe(1);
        (await _world.PeopleAsync()).Unnamed.ShouldContain(person => person.EndsWith(" Molde", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_dropped_plan_is_not_run_and_what_is_not_there_is_bad_input()
    {
        await StartAsync(served: false);
        var plan = (await JsonAsync(0, "sync", PeopleWorld.Dataflow, "--dry-run"))["plan"]!["plan"]!.ToString();
        (await SayAsync(1, "plan", "release", plan)).Error.ShouldContain("only one that is held back");
        (await SayAsync(0, "plan", "drop", plan)).Output.ShouldContain("Dropped");
        (await SayAsync(1, "plan", "run", plan)).Error.ShouldContain("was dropped by " + Environment.UserName);
        (await SayAsync(2, "plan", "show", "zz")).Error.ShouldContain("Nothing was done");
        (await SayAsync(2, "undo", Guid.Empty.ToString())).Error.ShouldContain("Nothing was undone");
        (await SayAsync(2, "undo", "--link", "x")).Error.ShouldContain("no id of a link");
        (await SayAsync(2, "sync", PeopleWorld.Dataflow, "--only", "Customers:1")).Error.ShouldContain("run the whole dataflow");
        (await SayAsync(2, "sync", PeopleWorld.Dataflow, "--only", "Customers")).Error.ShouldContain("ENTITY:ID");
        (await _world.WrittenAsync()).ShouldBe(0);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        if (_server is not null) await _server;
        _stop.Dispose();
        if (_world is not null) await _world.DisposeAsync();
    }

    private async Task StartAsync(bool served)
    {
        _world = await PeopleWorld.StartAsync(2);
        if (!served) return;
        _server = TalkSite.ServeAsync(_world.Folder, ["--urls", "http://127.0.0.1:0", "--Demo=false", "--Logging:LogLevel:Default=Warning"], _stop.Token);
        while (FolderOwner.Of(_world.Folder)?.Address is null)
        {
            _server.IsCompleted.ShouldBeFalse();
            await Task.Yield();
        }
    }

    private async Task<JsonNode> JsonAsync(int exit, params string[] args) => JsonNode.Parse((await SayAsync(exit, [.. args, "--json"])).Output)!;

    private async Task<(string Output, string Error)> SayAsync(int exit, params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await TalkCommand.RunAsync([.. args, "--data", _world.Folder], new VerbDoors(TalkFolders.Data, TalkSite.ServeAsync, TalkVerbs.OpenAsync), output, error);
        code.ShouldBe(exit, $"{string.Join(' ', args)}: {output}{error}");
        return (output.ToString(), error.ToString());
    }
}
