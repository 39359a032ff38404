using SesamTalk.Engine.Runs;
using SesamTalk.Web.Jobs;
using Shouldly;

namespace SesamTalk.Tests.Web.Jobs;

public sealed class JobStoreTests
{
    [Fact]
    public async Task What_was_queued_survives_a_restart()
    {
        using var folder = new TempFolder();
        var busy = new FakeRuns();
        Guid id;
        await using (var first = await JobHost.StartAsync(folder.Path, busy))
        {
            // Four threads are busy, so the fifth is queued when the host stops.
            foreach (var dataflow in new[] { "a", "b", "c", "d" })
            {
                await first.Queue.EnqueueAsync(dataflow, RunKind.Changes, RunTrigger.Person, "");
                await busy.BegunAsync(dataflow);
            }
            id = await first.Queue.EnqueueAsync("fifth", RunKind.Everything, RunTrigger.Person, "kari");
        }
        busy.Requests.ShouldNotContain(request => request.DataflowId == "fifth");

        var runs = new FakeRuns();
        await using var second = await JobHost.StartAsync(folder.Path, runs);
        await runs.BegunAsync("fifth");
        runs.LetEnd();
        var request = runs.Requests.ShouldHaveSingleItem();
        (request.RunId, request.Kind, request.StartedBy).ShouldBe((id, RunKind.Everything, "kari"));
    }

    [Fact]
    public async Task Two_hosts_in_one_process_keep_apart()
    {
        using var here = new TempFolder();
        using var there = new TempFolder();
        var (hereRuns, thereRuns) = (new FakeRuns(), new FakeRuns());
        await using var one = await JobHost.StartAsync(here.Path, hereRuns);
        await using var other = await JobHost.StartAsync(there.Path, thereRuns);
        await one.Queue.EnqueueAsync("shop", RunKind.Changes, RunTrigger.Person, "");
        await hereRuns.BegunAsync("shop");
        thereRuns.Requests.ShouldBeEmpty();
        File.Exists(there.File(JobServices.FileName)).ShouldBeTrue();
        hereRuns.LetEnd();
    }
}
