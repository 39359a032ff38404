using System.Diagnostics;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;
using SesamTalk.Engine.Sync;
using SesamTalk.Tests.Web.Cli;
using SesamTalk.Web;
using SesamTalk.Web.Cli;
using Shouldly;
using Xunit;

namespace SesamTalk.Tests.Scenarios;

/// <summary>A person stops a run: by Ctrl-C in the process that makes it, and beside a server that makes it.</summary>
public sealed class StoppedSyncTests
{
    private const int People = 20;

    [Fact]
    public async Task Ctrl_C_ends_a_sync_cleanly_and_the_next_one_goes_on()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no SIGINT to send.");
        Assert.SkipWhen(IsDeafToInterrupts(), "These tests were started in a background of a shell, which makes them and what they start deaf to SIGINT.");
        await using var world = await PeopleWorld.StartAsync(People);
        await world.TurnRateAsync(2); // slow enough not to be over before the signal arrives
        using var process = Verb.Start("sync", PeopleWorld.Dataflow, "--data", world.Folder);
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (!process.HasExited && await world.WrittenAsync() < 3) await pace.WaitForNextTickAsync();
        using (var signal = Process.Start("kill", ["-INT", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)])) await signal.WaitForExitAsync();
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(1, await output + await error);
        (await error).ShouldContain("Cancelled. What was already written stays and is recorded");
        (await world.WrittenAsync()).ShouldBeInRange(3, (2 * People) - 1);
        await world.TurnRateAsync(0);
        (await Verb.RunAsync("sync", PeopleWorld.Dataflow, "--data", world.Folder)).Exit.ShouldBe(0);
        await EverybodyOnceAsync(world);
    }

    // SigIgn is a mask in hexadecimal; SIGINT is its second bit.
    private static bool IsDeafToInterrupts() => File.Exists("/proc/self/status")
        && File.ReadLines("/proc/self/status").First(line => line.StartsWith("SigIgn:", StringComparison.Ordinal)) is var mask
        && (Convert.ToUInt64(mask["SigIgn:".Length..].Trim(), 16) & 0b10) != 0;

    [Fact]
    public async Task Stopping_a_verb_stops_its_run_in_the_server_that_makes_it()
    {
        await using var world = await PeopleWorld.StartAsync(People);
        using var stop = new CancellationTokenSource();
        var server = TalkSite.ServeAsync(world.Folder, ["--urls", "http://127.0.0.1:0", "--Demo=false", "--Logging:LogLevel:Default=Warning"], stop.Token);
        while (FolderOwner.Of(world.Folder)?.Address is null) await Task.Yield();
        await using (var installation = new ServedInstallation(FolderOwner.Of(world.Folder)!))
        {
            using var patience = new CancellationTokenSource();
            await world.TurnRateAsync(1); // slow enough not to be over before the stop arrives
            var request = new SyncRequest(PeopleWorld.Dataflow, RunKind.Changes, RunTrigger.CommandLine, "kari");
            var run = await installation.SyncAsync(request, new Watching(step => { if (step.Step == RunStep.Reading) patience.Cancel(); }), patience.Token);
            (run.Outcome, run.Reason.Code).ShouldBe((RunOutcome.Interrupted, ReasonCodes.Cancelled));
            await world.TurnRateAsync(0);
            (await installation.SyncAsync(request, null, CancellationToken.None)).Outcome.ShouldBe(RunOutcome.Done);
        }

        await EverybodyOnceAsync(world);
        await stop.CancelAsync();
        await server;
    }

    private static async Task EverybodyOnceAsync(PeopleWorld world)
    {
        var (go, unnamed) = await world.PeopleAsync();
        go.Count.ShouldBe(2 * People);
        go.Distinct().Count().ShouldBe(2 * People);
        unnamed.ShouldBe(go);
    }

    private sealed class Watching(Action<RunProgress> tell) : IProgress<RunProgress>
    {
        public void Report(RunProgress value) => tell(value);
    }
}
