using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SesamTalk.Engine.Checklists;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;
using SesamTalk.Tests.Conformance;
using SesamTalk.Tests.Web.Jobs;
using Shouldly;

namespace SesamTalk.Tests.Web.Nodes;

/// <summary>What one node knows of what another does.</summary>
public sealed class TwoHostsTests(PostgresServer server) : IAsyncLifetime
{
    private readonly FakeRuns _runs = new();
    private readonly TempFolder _folder = new();
    private readonly List<JobHost> _hosts = [];
    private PostgresDatabase? _database;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(PostgresServer.IsInstalled, "PostgreSQL is not installed (apt-get install postgresql).");
        _database = await PostgresDatabase.MakeAsync(server);
        for (var host = 0; host < 2; host++) _hosts.Add(await JobHost.StartAsync(_folder.Path, _runs, _database.Connection));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts) await host.DisposeAsync();
        if (_database is not null) await _database.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Whoever_asked_hears_how_the_run_goes_and_ends_whichever_node_has_it_and_can_stop_it()
    {
        using var soon = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        var heard = System.Threading.Channels.Channel.CreateUnbounded<(int Host, RunProgress Progress)>();
        foreach (var host in new[] { 0, 1 }) _hosts[host].Feed.Subscribe(progress => heard.Writer.TryWrite((host, progress)));
        var run = await _hosts[0].Queue.EnqueueAsync("shop", RunKind.Changes, RunTrigger.Person, "kari");
        await _runs.BegunAsync("shop");
        var hosts = new HashSet<int>();
        while (hosts.Count < 2)
        {
            var (host, progress) = await heard.Reader.ReadAsync(soon.Token);
            if (progress.RunId == run && progress.Step == RunStep.Reading) hosts.Add(host);
        }

        // From the node that did not ask: it knows of the run, and stops it.
        var ended = _hosts[0].Queue.EndedAsync(run, soon.Token);
        var stopped = false;
        await using (var db = await _hosts[1].Services.GetRequiredService<IDbContextFactory<TalkDb>>().CreateDbContextAsync(soon.Token))
        {
            db.Runs.Add(FakeRuns.Ended(_runs.Requests.Single(), RunOutcome.Running) with { EndedAt = null });
            await db.SaveChangesAsync(soon.Token);
            stopped = await _hosts[1].Queue.CancelAsync(run, "ola", soon.Token);
            (await db.Audit.CountAsync(entry => entry.Act == "run.cancelled" && entry.Who == "ola", soon.Token)).ShouldBe(1);
        }

        stopped.ShouldBeTrue();
        (await ended)!.Outcome.ShouldBe(RunOutcome.Interrupted);
        _runs.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task What_comes_into_a_round_at_one_node_is_told_at_the_other_and_not_back()
    {
        using var soon = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        var feeds = _hosts.ConvertAll(host => host.Services.GetRequiredService<RoundFeed>());
        var heard = feeds.ConvertAll(_ => System.Threading.Channels.Channel.CreateUnbounded<RoundNews>());
        foreach (var host in new[] { 0, 1 })
            feeds[host].Listen(null, news =>
            {
                if (news.IsElsewhere) heard[host].Writer.TryWrite(news);
            });
        var (there, back) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        (await ToldAsync(0, 1, there)).RoundId.ShouldBe(there);
        // What is told the other way comes after any echo.
        (await ToldAsync(1, 0, back)).RoundId.ShouldBe(back);

        // Until the line between them is up, nobody hears.
        async Task<RoundNews> ToldAsync(int from, int to, Guid round)
        {
            while (true)
            {
                feeds[from].Tell(new RoundNews(round, [], []));
                using var moment = CancellationTokenSource.CreateLinkedTokenSource(soon.Token);
                moment.CancelAfter(TimeSpan.FromSeconds(1));
                try
                {
                    return await heard[to].Reader.ReadAsync(moment.Token);
                }
                catch (OperationCanceledException) when (!soon.IsCancellationRequested)
                {
                    continue;
                }
            }
        }
    }

    [Fact]
    public async Task A_run_that_no_node_has_begun_is_taken_away_by_any()
    {
        foreach (var flow in Enumerable.Range(0, 8).Select(number => $"busy{number}")) await _hosts[0].Queue.EnqueueAsync(flow, RunKind.Changes, RunTrigger.Person, "");
        foreach (var flow in Enumerable.Range(0, 8).Select(number => $"busy{number}")) await _runs.BegunAsync(flow);
        var waiting = await _hosts[0].Queue.EnqueueAsync("late", RunKind.Changes, RunTrigger.Person, "");
        (await _hosts[1].Queue.AskedAsync(waiting)).ShouldNotBeNull().DataflowId.ShouldBe("late");
        (await _hosts[1].Queue.CancelAsync(waiting, "ola")).ShouldBeTrue();
        (await _hosts[1].Queue.AskedAsync(waiting)).ShouldBeNull();
        _runs.LetEnd(8);
        _runs.Requests.ShouldNotContain(request => request.DataflowId == "late");
    }
}
