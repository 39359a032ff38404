using Microsoft.Extensions.Logging.Abstractions;
using SesamTalk.Engine.Runs;
using SesamTalk.Web.Jobs;
using Shouldly;

namespace SesamTalk.Tests.Web.Jobs;

public sealed class RunFeedTests
{
    private static readonly Guid Run = new("01900000-0000-7000-8000-000000000001");

    private readonly HandClock _clock = new();
    private readonly RunFeed _feed;
    private readonly List<RunProgress> _heard = [];

    public RunFeedTests() => _feed = new RunFeed(_clock, NullLogger<RunFeed>.Instance);

    [Fact]
    public void The_first_word_comes_at_once_and_then_four_a_second()
    {
        using var listening = _feed.Subscribe(_heard.Add);
        for (var i = 0; i < 1000; i++)
        {
            _feed.Publish(Writing(i));
            _clock.Advance(TimeSpan.FromMilliseconds(1));
        }
        _heard.Count.ShouldBe(5);
        _heard[0].Done.ShouldBe(0);
        _heard.Select(progress => progress.Done).ShouldBeInOrder();
    }

    [Fact]
    public void The_last_word_is_never_lost()
    {
        using var listening = _feed.Subscribe(_heard.Add);
        _feed.Publish(Writing(1));
        _feed.Publish(Writing(2));
        _feed.Publish(Ended());
        _clock.Advance(TimeSpan.FromSeconds(1));
        _heard.Select(progress => progress.Step).ShouldBe([RunStep.Writing, RunStep.Ended]);
    }

    [Fact]
    public void Two_runs_do_not_crowd_each_other_out()
    {
        using var listening = _feed.Subscribe(_heard.Add);
        _feed.Publish(Writing(1));
        _feed.Publish(Ended());
        _feed.Publish(Writing(7) with { RunId = Guid.Empty, DataflowId = "crm" });
        _clock.Advance(TimeSpan.FromSeconds(1));
        _heard.Select(progress => progress.DataflowId).ShouldBe(["shop", "shop", "crm"]);
    }

    [Fact]
    public void A_subscription_that_is_let_go_hears_nothing_more()
    {
        var listening = _feed.Subscribe(_heard.Add);
        _feed.Publish(Writing(1));
        _feed.Publish(Writing(2));
        listening.Dispose();
        _clock.Advance(TimeSpan.FromSeconds(1));
        _feed.Publish(Ended());
        _heard.ShouldHaveSingleItem();
    }

    [Fact]
    public void A_listener_may_let_go_while_it_is_told()
    {
        IDisposable listening = null!;
        listening = _feed.Subscribe(progress =>
        {
            _heard.Add(progress);
            listening.Dispose();
        });
        _feed.Publish(Writing(1));
        _feed.Publish(Writing(2));
        _clock.Advance(TimeSpan.FromSeconds(1));
        _heard.ShouldHaveSingleItem();
    }

    [Fact]
    public void A_listener_that_fails_does_not_silence_the_others()
    {
        using var broken = _feed.Subscribe(_ => throw new InvalidOperationException());
        using var listening = _feed.Subscribe(_heard.Add);
        _feed.Publish(Writing(1));
        _heard.ShouldHaveSingleItem();
    }

    [Fact]
    public void Nothing_is_said_of_a_run_after_its_end()
    {
        _feed.Publish(Ended());
        _feed.Publish(Writing(3));
        _feed.Latest("shop")!.Step.ShouldBe(RunStep.Ended);
        _feed.Publish(Writing(1) with { RunId = Guid.Empty });
        _feed.Latest("shop")!.Step.ShouldBe(RunStep.Writing);
        _feed.Latest("crm").ShouldBeNull();
    }

    private RunProgress Writing(int done) => new(Run, "shop", RunStep.Writing, "Customers", done, 1000, new RunCounts(), _clock.GetUtcNow());

    private RunProgress Ended() => Writing(3) with { Step = RunStep.Ended, Outcome = RunOutcome.Done };
}
