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
    private static readonly string[] Flows = ["shop", "crm", "pms"];
    private static readonly TimeSpan Step = TimeSpan.FromMinutes(30);
    private readonly HandClock _clock = new();
    private readonly List<(DateTimeOffset At, AlertMessage Message)> _told = [];
    private readonly OperationsOptions _options = new() { Alerts = { FreshHours = 4, RemindHours = 24 } };
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
        var (memory, rows) = (0L, 0L);
        for (var hours = 0.0; hours < 24; hours += Step.TotalHours)
        {
            _clock.Advance(Step);
            foreach (var flow in Flows) await RunAsync(flow);
            await LookAsync();
            if (hours is 2) (memory, rows) = (GC.GetTotalMemory(forceFullCollection: true), await JobRowsAsync(folder.Path));
            if ((hours + Step.TotalHours) % 6 == 0)
            {
                await _host.DisposeAsync();
                _host = await StartAsync(folder.Path);
            }
        }

        var (now, left) = (GC.GetTotalMemory(forceFullCollection: true), await JobRowsAsync(folder.Path));
        await _host.DisposeAsync();
        output.WriteLine($"Memory {memory / 1024} KB after two hours, {now / 1024} KB after a day; {rows} and {left} rows of jobs.");
        (now - memory).ShouldBeLessThan(16 * 1024 * 1024);
        left.ShouldBe(rows);
        // The crm was away from the sixth hour to the fifteenth; its last good run was at six: told four hours later, and when it was over.
        _told.Select(one => (one.Message.Dataflow, one.Message.Kind)).ShouldBe([("crm", AlertMessage.Stale), ("crm", AlertMessage.FreshAgain)]);
        (_told[0].At - At(6)).TotalHours.ShouldBeInRange(4, 5);
        (_told[1].At - At(15)).TotalHours.ShouldBeInRange(0, 1);
        _told[0].Message.Text.ShouldContain("The CRM is away.");
    }

    private async Task ScheduleAsync()
    {
        foreach (var flow in Flows) await _host.Services.GetRequiredService<DataflowStore>().SaveAsync(Shop.Dataflow with { Id = flow, Title = flow, Schedule = Schedule.Each(TimeSpan.FromDays(30)) }, "test", "");
        await _host.Services.GetRequiredService<Schedules>().RefreshAsync();
        foreach (var flow in Flows) await RunAsync(flow);
    }

    private async Task RunAsync(string flow)
    {
        using var soon = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        await _host.Queue.EndedAsync(await _host.Queue.EnqueueAsync(flow, RunKind.Changes, RunTrigger.Schedule, "", soon.Token), soon.Token);
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

    private static async Task<long> JobRowsAsync(string folder)
    {
        await using var jobs = new SqliteConnection($"Data Source={Path.Combine(folder, JobServices.FileName)};Pooling=False");
        await jobs.OpenAsync();
        await using var count = jobs.CreateCommand();
        count.CommandText = "SELECT (SELECT COUNT(*) FROM QRTZ_TRIGGERS) + (SELECT COUNT(*) FROM QRTZ_JOB_DETAILS) + (SELECT COUNT(*) FROM QRTZ_SIMPLE_TRIGGERS)";
        return (long)(await count.ExecuteScalarAsync())!;
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
