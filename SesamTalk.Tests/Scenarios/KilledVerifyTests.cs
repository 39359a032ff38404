using SesamTalk.Tests.Web.Cli;
using Shouldly;
using Xunit;

namespace SesamTalk.Tests.Scenarios;

/// <summary>A real process that is killed in the middle of a verification: the next one cleans up first, and both systems are as they were.</summary>
public sealed class KilledVerifyTests(ITestOutputHelper told)
{
    [Fact]
    public async Task What_a_killed_verification_left_is_cleaned_up_by_the_next()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("SESAMTALK_FULL") == "1", "Eight processes are started and killed; a kill at many moments runs in memory every time.");
        await using var world = await PeopleWorld.StartAsync(3);
        (await Verb.RunAsync("sync", PeopleWorld.Dataflow, "--data", world.Folder)).Exit.ShouldBe(0);
        var before = await world.PeopleAsync();
        var struck = 0;
        for (var kill = 0; kill < 4; kill++)
        {
            if (await KillInTheMiddleAsync(world, kill == 0 ? "POST" : "PATCH", 3 * kill)) struck++;
            var next = await Verb.RunAsync("verify", PeopleWorld.Dataflow, "--line", $"{PeopleWorld.Dataflow}/customers-person--customers-person/firstname~first_name/ab/update", "--data", world.Folder);
            next.Exit.ShouldBe(0, next.Error + next.Output);
            var now = await world.PeopleAsync();
            now.Go.ShouldBe(before.Go);
            now.Unnamed.ShouldBe(before.Unnamed);
        }

        told.WriteLine($"{struck} of 4 kills struck a verification at work.");
        struck.ShouldBe(4);
    }

    // Killed while it waits for the answer to a write that was carried out, after this many in one system.
    private static async Task<bool> KillInTheMiddleAsync(PeopleWorld world, string method, int writes)
    {
        using var process = Verb.Start("verify", PeopleWorld.Dataflow, "--pair", "customers-person--customers-person", "--data", world.Folder);
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        var isRunning = await world.HoldAsync(process, method, writes);
        process.Kill();
        await process.WaitForExitAsync();
        await Task.WhenAll(output, error);
        await world.LetGoAsync();
        return isRunning;
    }
}
