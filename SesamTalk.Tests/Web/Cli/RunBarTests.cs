using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Sync;
using SesamTalk.Tests.Web.Jobs;
using SesamTalk.Web.Cli;
using Shouldly;
using Spectre.Console;

namespace SesamTalk.Tests.Web.Cli;

public sealed class RunBarTests
{
    [Fact]
    public async Task On_a_terminal_the_step_is_shown()
    {
        var screen = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.Yes, Interactive = InteractionSupport.Yes, Out = new AnsiConsoleOutput(screen) });
        var run = await RunBar.FollowAsync(console, "shop", progress =>
        {
            progress.Report(new(Guid.Empty, "shop", RunStep.Writing, "Customers [person]", 3, 10, new RunCounts(), DateTimeOffset.UnixEpoch));
            return Task.FromResult(FakeRuns.Ended(new SyncRequest("shop", RunKind.Changes, RunTrigger.CommandLine, "", Guid.Empty), RunOutcome.Done));
        });
        run.Outcome.ShouldBe(RunOutcome.Done);
        screen.ToString().ShouldContain("Customers [person]");
    }

    [Fact]
    public void Every_step_has_words() => Enum.GetValues<RunStep>()
        .Select(step => RunBar.Words(new(Guid.Empty, "shop", step, "Customers", 1, 2, new RunCounts(), DateTimeOffset.UnixEpoch))).ShouldAllBe(words => words.Length > 0);
}
