using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;
using SesamTalk.Engine.Sync;
using SesamTalk.Tests.Engine.Sync;
using SesamTalk.Tests.Web.Jobs;
using SesamTalk.Web.Jobs;
using SesamTalk.Web.Operations;
using Shouldly;

namespace SesamTalk.Tests.Web.Operations;

/// <summary>A day of an installation in seconds: runs by the clock, a system that is away for hours, restarts; nothing piles up, and who must know is told.</summary>
public sealed class OneDayTests(ITestOutputHelper output)
{
    /// <summary>When each runs: every so often, by an expression, and in some hours of the day alone.</summary>
    private static readonly Dictionary<string, Schedule> Flows = new()
    {
        ["shop"] = Schedule.Each(TimeSpan.FromMinutes(30)),
        ["crm"] = new() { Rhythm = new Rhythm.Cron("15 * * * *") },
        ["pms"] = new() { Rhythm = new Rhythm.Interval(TimeSpan.FromHours(2), new HoursOfDay(new(6, 0), new(20, 0))), CheckEverything = new(DayOfWeek.Sunday, new(21, 0)) },
    };

    private static readonly TimeSpan Step = TimeSpan.FromMinutes(30);
    private readonly HandClock _clock = new();
    private readonly List<(DateTimeOffset At, AlertMessage Message)> _told = [];
    private readonly OperationsOptions _options = new() { Alerts = { FreshHours = 4, FreshHoursOf = { ["pms"] = 12 }, RemindHours = 24 } };
    private DateTimeOffset _begun;
    private JobHost _host = null!;

    private DateTimeOffset At(double hours) => _begun.AddHours(hours);

    [Fact]
    public async Task A_day_of_runs_failures_and_restarts_leaves_memory_and_the_job_store_as_they_were()
    {
        using var folder = new TempFolder();
        _begun = _clock.GetUtcNow();
        _host = await StartAsync(folder.Path);
        await ScheduleAsync();
        var due = Due();
        var (memory, jobs) = (0L, new List<(long Rows, long Bytes)>());
        for (var hours = Step.TotalHours; hours <= 24; hours += Step.TotalHours)
        {
            foreach (var (at, flow, kind) in due.Where(run => run.At > At(hours - Step.TotalHours) && run.At <= At(hours)))
            {
                _clock.Advance(at - _clock.GetUtcNow());
                await RunAsync(flow, kind);
            }

            _clock.Advance(At(hours) - _clock.GetUtcNow());
            await LookAsync();
            if (hours is 2) memory = GC.GetTotalMemory(forceFullCollection: true);
            if (hours % 6 != 0) continue;
            await _host.DisposeAsync();
            jobs.Add(await JobsAsync(folder.Path));
            _host = await StartAsync(folder.Path);
        }

        var now = GC.GetTotalMemory(forceFullCollection: true);
        await ShouldHaveRunAsync(due);
        await _host.DisposeAsync();
        output.WriteLine($"{due.Count} runs. Memory {memory / 1024} KB after two hours, {now / 1024} KB after a day; rows of jobs and the bytes of their file, every six hours: {string.Join(", ", jobs)}.");
        (now - memory).ShouldBeLessThan(16 * 1024 * 1024);
        jobs.Select(one => one.Rows).Distinct().ShouldHaveSingleItem();
        (jobs[^1].Bytes - jobs[0].Bytes).ShouldBeLessThanOrEqualTo(64 * 1024);
        // The crm was away from the sixth hour to the fifteenth: told when its last good run is four hours old, and when it is over.
        var (last, first) = (due.Last(run => run.Flow == "crm" && run.At <= At(6)).At, due.First(run => run.Flow == "crm" && run.At >= At(15)).At);
        _told.Select(one => (one.Message.Dataflow, one.Message.Kind)).ShouldBe([("crm", AlertMessage.Stale), ("crm", AlertMessage.FreshAgain)]);
        (_told[0].At - last).ShouldBeInRange(TimeSpan.FromHours(4), TimeSpan.FromHours(4) + Step);
        (_told[1].At - first).ShouldBeInRange(TimeSpan.Zero, Step);
        _told[0].Message.Text.ShouldContain("The CRM is away.");
    }

    // The times are those of the very triggers that would carry the schedules out; the job library itself takes no other clock.
    private List<(DateTimeOffset At, string Flow, RunKind Kind)> Due() =>
    [
        .. Flows.SelectMany(flow => ScheduleTimes.Next(flow.Value, _begun, 100).TakeWhile(time => time.At <= At(24)).Select(time => (time.At, flow.Key, time.Everything ? RunKind.Everything : RunKind.Changes))).OrderBy(run => run.At),
    ];

    private async Task ShouldHaveRunAsync(List<(DateTimeOffset At, string Flow, RunKind Kind)> due)
    {
        await using var db = await _host.Services.GetRequiredService<IDbContextFactory<TalkDb>>().CreateDbContextAsync();
        var ran = await db.Runs.AsNoTracking().Where(run => run.StartedAt > _begun).OrderBy(run => run.StartedAt).Select(run => new { run.StartedAt, run.DataflowId, run.Kind }).ToListAsync();
        ran.Select(run => (run.StartedAt, run.DataflowId, run.Kind)).ShouldBe(due, ignoreOrder: true);
(Count("shop"), Count("crm"), Count("pms") > 6, due.Count(run => run.Kind == RunKind.Everything)).ShouldBe((48, 24, true, 1));

        int Count(string flow) => due.Count(run => run.Flow == flow);
    }

    // For the real clock they come so seldom that none comes in this test.
    private async Task ScheduleAsync()
    {
        foreach (var flow in Flows.Keys) await _host.Services.GetRequiredService<DataflowStore>().SaveAsync(Shop.Dataflow with { Id = flow, Title = flow, Schedule = Schedule.Each(TimeSpan.FromDays(30)) }, "test", "");
        await _host.Services.GetRequiredService<Schedules>().RefreshAsync();
        foreach (var flow in Flows.Keys) await RunAsync(flow, RunKind.Changes);
    }

    private async Task RunAsync(string flow, RunKind kind)
    {
        using var soon = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        await _host.Queue.EndedAsync(await _host.Queue.EnqueueAsync(flow, kind, RunTrigger.Schedule, "", soon.Token), soon.Token);
    }

    private async Task LookAsync()
    {
        var (databases, settings, leases) = (_host.Services.GetRequiredService<IDbContextFactory<TalkDb>>(), _host.Services.GetRequiredService<SettingStore>(), new Leases(_host.Services.GetRequiredService<IDbContextFactory<TalkDb>>(), _clock));
        using var alerts = new AlertWatch(_host.Services.GetRequiredService<DataflowStore>(), databases, settings, leases, [new Ear(message => _told.Add((_clock.GetUtcNow(), message)))], Options.Create(_options), _clock, NullLogger<AlertWatch>.Instance);
        await alerts.LookAsync(CancellationToken.None);
        using var house = new Housekeeping(databases, settings, leases, null!, [], Options.Create(_options), Options.Create(new StorageOptions()), _clock, NullLogger<Housekeeping>.Instance);
        await house.LookAsync(CancellationToken.None);
    }

    private Task<JobHost> StartAsync(string folder) => JobHost.StartAsync(folder, DoAsync);

    // Stands where the runner stands, by the day's clock.
    private async Task<Run> DoAsync(SyncRequest request, IProgress<RunProgress>? progress, CancellationToken cancellation)
    {
        var now = _clock.GetUtcNow();
        var isAway = request.DataflowId == "crm" && now > At(6) && now < At(15);
        var run = FakeRuns.Ended(request, isAway ? RunOutcome.Interrupted : RunOutcome.NothingToDo) with { StartedAt = now, EndedAt = now, Reason = isAway ? Reason.InOwnWords("The CRM is away.") : Reason.None };
        for (var done = 0; done < 10; done++) progress?.Report(new(run.Id, run.DataflowId, RunStep.Reading, "customers", done, 10, run.Counts, now));
        await using var db = await _host.Services.GetRequiredService<IDbContextFactory<TalkDb>>().CreateDbContextAsync(cancellation);
        db.Runs.Add(run);
        await db.SaveChangesAsync(cancellation);
        return run;
    }

    // Asked of a store that nobody works in.
    private static async Task<(long Rows, long Bytes)> JobsAsync(string folder)
    {
        var file = Path.Combine(folder, JobServices.FileName);
        await using var jobs = new SqliteConnection($"Data Source={file};Pooling=False");
        await jobs.OpenAsync();
        await using var count = jobs.CreateCommand();
        count.CommandText = string.Join(" + ", new[] { "TRIGGERS", "SIMPLE_TRIGGERS", "CRON_TRIGGERS", "FIRED_TRIGGERS", "JOB_DETAILS" }.Select(table => $"(SELECT COUNT(*) FROM QRTZ_{table})")).Insert(0, "SELECT ");
        return ((long)(await count.ExecuteScalarAsync())!, new FileInfo(file).Length);
    }

    private sealed class Ear(Action<AlertMessage> hear) : IAlertChannel
    {
        public string Name => "ear";

        public bool IsOn => true;

        public Task SendAsync(AlertMessage message, CancellationToken ct)
        {
            hear(message);
            return Task.CompletedTask;
        }
    }
}
