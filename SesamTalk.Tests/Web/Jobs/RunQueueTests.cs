using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Sync;
using SesamTalk.Web.Jobs;
using Shouldly;

namespace SesamTalk.Tests.Web.Jobs;

public sealed class RunQueueTests : IAsyncLifetime
{
    private const string Shop = "webshop", Crm = "crm";

    private readonly TempFolder _folder = new();
    private readonly FakeRuns _runs = new();
    private JobHost _jobs = null!;

    public async ValueTask InitializeAsync() => _jobs = await JobHost.StartAsync(_folder.Path, _runs);

    public async ValueTask DisposeAsync()
    {
        await _jobs.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_request_reaches_the_runner_as_it_was_asked()
    {
        var id = await _jobs.Queue.EnqueueAsync(Shop, RunKind.DryRun, RunTrigger.Person, "kari");
        await _runs.BegunAsync(Shop);
        _runs.LetEnd();
        var run = await _jobs.Queue.EndedAsync(id);
        run.ShouldNotBeNull().Outcome.ShouldBe(RunOutcome.Done);
        var request = _runs.Requests.ShouldHaveSingleItem();
        (request.RunId, request.DataflowId, request.Kind, request.Trigger, request.StartedBy).ShouldBe((id, Shop, RunKind.DryRun, RunTrigger.Person, "kari"));
    }

    [Fact]
    public async Task Asking_twice_gives_the_same_run()
    {
        var ids = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => _jobs.Queue.EnqueueAsync(Shop, RunKind.Changes, RunTrigger.Person, "")));
        ids.Distinct().ShouldHaveSingleItem();
        await _runs.BegunAsync(Shop);
        (await _jobs.Queue.EnqueueAsync(Shop, RunKind.Changes, RunTrigger.Api, "")).ShouldBe(ids[0]);
        _runs.LetEnd();
        await _jobs.Queue.EndedAsync(ids[0]);
        _runs.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task When_a_run_has_ended_the_next_request_is_a_new_one()
    {
        _runs.LetEnd(2);
        var first = await _jobs.Queue.EnqueueAsync(Shop, RunKind.Changes, RunTrigger.Person, "");
        await _jobs.Queue.EndedAsync(first);
        var second = await _jobs.Queue.EnqueueAsync(Shop, RunKind.Changes, RunTrigger.Person, "");
        await _jobs.Queue.EndedAsync(second);
        second.ShouldNotBe(first);
        _runs.MostAtOnce.ShouldBe(1);
    }

    [Fact]
    public async Task Two_dataflows_run_beside_each_other()
    {
        await _jobs.Queue.EnqueueAsync(Shop, RunKind.Changes, RunTrigger.Person, "");
        await _jobs.Queue.EnqueueAsync(Crm, RunKind.Changes, RunTrigger.Person, "");
        await _runs.BegunAsync(Shop);
        await _runs.BegunAsync(Crm);
        _runs.LetEnd(2);
    }

    [Fact]
    public async Task A_cancelled_run_ends_interrupted()
    {
        var id = await _jobs.Queue.EnqueueAsync(Shop, RunKind.Changes, RunTrigger.Person, "");
        await _runs.BegunAsync(Shop);
        _jobs.Queue.Cancel(id).ShouldBeTrue();
        (await _jobs.Queue.EndedAsync(id))!.Outcome.ShouldBe(RunOutcome.Interrupted);
        _jobs.Queue.Cancel(id).ShouldBeFalse();
    }

    [Fact]
    public async Task A_run_that_throws_has_failed_and_the_next_one_may_run()
    {
        _runs.Throw = _ => throw new InvalidOperationException("broken");
        var id = await _jobs.Queue.EnqueueAsync(Shop, RunKind.Changes, RunTrigger.Person, "");
        var run = await _jobs.Queue.EndedAsync(id);
        run!.Outcome.ShouldBe(RunOutcome.Failed);
        run.Reason.ToString().ShouldNotContain("broken");
        _runs.Throw = null;
        _runs.LetEnd();
        (await _jobs.Queue.EndedAsync(await _jobs.Queue.EnqueueAsync(Shop, RunKind.Changes, RunTrigger.Person, "")))!.Outcome.ShouldBe(RunOutcome.Done);
    }

    [Fact]
    public async Task Stopping_the_host_stops_the_run_cleanly()
    {
        var id = await _jobs.Queue.EnqueueAsync(Shop, RunKind.Changes, RunTrigger.Person, "");
        await _runs.BegunAsync(Shop);
        var ended = _jobs.Queue.EndedAsync(id);
        await _jobs.StopAsync();
        (await ended)!.Outcome.ShouldBe(RunOutcome.Interrupted);
        _runs.Outcomes.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task The_feed_tells_of_queue_work_and_end()
    {
        var end = new TaskCompletionSource<RunProgress>();
        using var listening = _jobs.Feed.Subscribe(progress => { if (progress.Step == RunStep.Ended) end.TrySetResult(progress); });
        var id = await _jobs.Queue.EnqueueAsync(Shop, RunKind.Changes, RunTrigger.Person, "");
        await _runs.BegunAsync(Shop);
        _jobs.Feed.Latest(Shop)!.Step.ShouldBe(RunStep.Reading);
        _runs.LetEnd();
        var last = await end.Task;
        (last.RunId, last.Outcome, last.Counts.Writes).ShouldBe((id, RunOutcome.Done, 2));
        _jobs.Feed.Latest(Shop).ShouldBe(last);
    }

    [Fact]
    public async Task A_run_nobody_knows_has_no_end() => (await _jobs.Queue.EndedAsync(Guid.Empty)).ShouldBeNull();

    [Fact]
    public async Task A_plan_an_undoing_and_single_records_reach_the_runner_each_in_its_turn()
    {
        var (plan, undo, link) = (Guid.NewGuid(), new UndoScope(Guid.NewGuid(), null, "City"), Guid.NewGuid());
        SyncRequest[] asked =
        [
            new(Shop, RunKind.Changes, RunTrigger.Person, "kari"),
            new(Shop, RunKind.Changes, RunTrigger.Person, "kari") { PlanId = plan },
            new(Shop, RunKind.Undo, RunTrigger.Person, "kari") { Undo = undo },
            new(Shop, RunKind.Changes, RunTrigger.Person, "kari") { Only = [link] },
        ];
        var ids = new List<Guid>();
        foreach (var request in asked) ids.Add(await _jobs.Queue.EnqueueAsync(request));
        ids.Distinct().Count().ShouldBe(asked.Length);
        (await _jobs.Queue.EnqueueAsync(asked[2])).ShouldBe(ids[2]);
        (await _jobs.Queue.EnqueueAsync(asked[3])).ShouldBe(ids[3]);
        _runs.LetEnd(asked.Length);
        foreach (var id in ids) (await _jobs.Queue.EndedAsync(id))!.Outcome.ShouldBe(RunOutcome.Done);
        _runs.MostAtOnce.ShouldBe(1);
        var told = _runs.Requests.ToDictionary(request => request.RunId!.Value);
        (told[ids[0]].PlanId, told[ids[1]].PlanId, told[ids[2]].Undo, told[ids[2]].Kind).ShouldBe((null, plan, undo, RunKind.Undo));
        told[ids[3]].Only.ShouldBe([link]);
        told.Values.ShouldAllBe(request => request.StartedBy == "kari");
    }
}
