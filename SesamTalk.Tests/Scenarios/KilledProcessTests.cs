using System.Diagnostics;
using System.Text.Json.Nodes;
using SesamTalk.Tests.Web.Cli;
using Shouldly;
using Xunit;

namespace SesamTalk.Tests.Scenarios;

/// <summary>A real process, killed in the middle of its writes again and again while people go on editing, must end where one that was left alone ends.</summary>
public sealed class KilledProcessTests(ITestOutputHelper told)
{
    private static readonly bool IsFull = Environment.GetEnvironmentVariable("SESAMTALK_FULL") == "1";

    /// <summary>How often it is killed, and how many people each of the two systems has that the other lacks.</summary>
    private static readonly (int Kills, int People) Scale = IsFull ? (50, 2500) : (4, 30);

    /// <summary>How many writes of one system may be on their way at once, when the first of them is held.</summary>
    private const int InFlight = 4;

    [Fact]
    public async Task A_sync_that_is_killed_again_and_again_ends_like_one_that_was_left_alone()
    {
        await using var killed = await PeopleWorld.StartAsync(Scale.People);
        await using var calm = await PeopleWorld.StartAsync(Scale.People);
        var (random, watch, struck) = (new Random(4711), Stopwatch.StartNew(), 0);
        for (var kill = 0; kill < Scale.Kills; kill++)
        {
            if (await KillInTheMiddleAsync(killed, kill, random.Next((Scale.People / Scale.Kills) - InFlight))) struck++;
            await calm.EditAsync(kill, $"Edited {kill}");
        }

        var killing = watch.Elapsed;
        await SettleAsync(killed);
        var settled = watch.Elapsed;
        await SettleAsync(calm);
        var (people, alone) = (await killed.PeopleAsync(), await calm.PeopleAsync());
        told.WriteLine($"{people.Go.Count} + {people.Unnamed.Count} people; {struck} of {Scale.Kills} kills struck a running process in {killing}, settled {settled - killing} later; {await killed.WrittenAsync()} writes against {await calm.WrittenAsync()} of one left alone ({watch.Elapsed - settled})");
        struck.ShouldBe(Scale.Kills);
        people.Go.ShouldBe(alone.Go);
        people.Unnamed.ShouldBe(alone.Unnamed);
        people.Go.ShouldBe(people.Unnamed);
        people.Go.Count.ShouldBe(2 * Scale.People);
        for (var kill = 0; kill < Scale.Kills; kill++) people.Go.ShouldContain(person => person.EndsWith($" Edited {kill}"));
    }

    private static async Task SettleAsync(PeopleWorld world)
    {
        for (var run = 0; run < 3; run++)
        {
            var verb = await Verb.RunAsync(TimeSpan.FromMinutes(IsFull ? 10 : 3), "sync", PeopleWorld.Dataflow, "--data", world.Folder, "--json");
            verb.Exit.ShouldBe(0, verb.Error + verb.Output);
            if (JsonNode.Parse(verb.Output)!["counts"]!["writes"]!.GetValue<int>() == 0) return;
        }

        throw new InvalidOperationException("It does not come to rest.");
    }

    // Killed while it waits for the answer to a write that was carried out, after this many in one system; false where it ended before that.
    private static async Task<bool> KillInTheMiddleAsync(PeopleWorld world, int edit, int writes)
    {
        using var process = Verb.Start("sync", PeopleWorld.Dataflow, "--data", world.Folder);
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await world.EditAsync(edit, $"Edited {edit}");
        var isRunning = await world.HoldAsync(process, "POST", writes);
        process.Kill();
        await process.WaitForExitAsync();
        await Task.WhenAll(output, error);
        await world.LetGoAsync();
        return isRunning;
    }
}
