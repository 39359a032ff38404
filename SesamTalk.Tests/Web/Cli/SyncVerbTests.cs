using System.Text.Json;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Sync;
using SesamTalk.Tests.Web.Jobs;
using SesamTalk.Web.Cli;
using Shouldly;

namespace SesamTalk.Tests.Web.Cli;

public sealed class SyncVerbTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();
    private readonly FakeInstallation _installation = new();

    [Theory]
    [InlineData(RunOutcome.NothingToDo, 0)]
    [InlineData(RunOutcome.Done, 0)]
    [InlineData(RunOutcome.Failed, 1)]
    [InlineData(RunOutcome.Interrupted, 1)]
    [InlineData(RunOutcome.DoneWithConflicts, 3)]
    [InlineData(RunOutcome.HeldBack, 4)]
    public async Task The_exit_code_says_how_the_run_ended(RunOutcome outcome, int exit)
    {
        _installation.Outcome = outcome;
        (await RunAsync("sync", "shop")).ShouldBe(exit);
        (exit == 1 ? _error : _output).ToString().ShouldContain("shop: " + RunText.Words(outcome));
    }

    [Fact]
    public async Task Json_is_one_object_and_nothing_else()
    {
        (await RunAsync("sync", "shop", "--json")).ShouldBe(0);
        var run = JsonDocument.Parse(_output.ToString()).RootElement;
        run.GetProperty("dataflow").GetString().ShouldBe("shop");
        run.GetProperty("outcome").GetString().ShouldBe("done");
        run.GetProperty("kind").GetString().ShouldBe("changes");
        run.GetProperty("counts").GetProperty("updatedB").GetInt32().ShouldBe(2);
        run.GetProperty("counts").GetProperty("writes").GetInt32().ShouldBe(2);
    }

    [Theory]
    [InlineData(RunKind.Changes)]
    [InlineData(RunKind.Everything, "--everything")]
    [InlineData(RunKind.DryRun, "--dry-run")]
    public async Task What_is_asked_reaches_the_runner(RunKind kind, params string[] options)
    {
        await RunAsync(["sync", "shop", .. options]);
        var request = _installation.Asked.ShouldNotBeNull();
        (request.Kind, request.Trigger, request.StartedBy).ShouldBe((kind, RunTrigger.CommandLine, Environment.UserName));
        _installation.IsClosed.ShouldBeTrue();
    }

    [Fact]
    public async Task An_unknown_dataflow_is_bad_input_and_runs_nothing()
    {
        _installation.Knows = false;
        (await RunAsync("sync", "shop")).ShouldBe(2);
        _error.ToString().ShouldContain("unknown");
        _installation.Asked.ShouldBeNull();
    }

    public void Dispose() => _folder.Dispose();

    private Task<int> RunAsync(params string[] args)
    {
        var doors = TestDoors.Shut with
        {
            Folder = _ => _folder.Path,
            Open = (folder, _, _) =>
            {
                folder.Dispose();
                return Task.FromResult<IInstallation>(_installation);
            },
        };
        return TalkCommand.RunAsync(args, doors, _output, _error);
    }

    private sealed class FakeInstallation : IInstallation
    {
        public RunOutcome Outcome { get; set; } = RunOutcome.Done;

        public bool Knows { get; set; } = true;

        public SyncRequest? Asked { get; private set; }

        public bool IsClosed { get; private set; }

        public Task<VerbAnswer> DoAsync(string work, JsonElement request, CancellationToken cancellationToken) =>
            Task.FromResult(Knows ? new VerbAnswer(ExitCode.Done) : VerbAnswer.BadInput("unknown"));

        public Task<Run> SyncAsync(SyncRequest request, IProgress<RunProgress>? progress, CancellationToken cancellationToken)
        {
            Asked = request;
            return Task.FromResult(FakeRuns.Ended(request with { RunId = Identifiers.Fresh(TimeProvider.System).New() }, Outcome));
        }

        public ValueTask DisposeAsync()
        {
            IsClosed = true;
            return ValueTask.CompletedTask;
        }
    }
}
