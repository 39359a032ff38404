using Microsoft.Extensions.DependencyInjection;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;
using SesamTalk.Web.Jobs;
using Shouldly;

namespace SesamTalk.Tests.Web.Jobs;

public sealed class SchedulesTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private readonly FakeRuns _runs = new();
    private JobHost _jobs = null!;

    private DataflowStore Store => _jobs.Services.GetRequiredService<DataflowStore>();

    private Schedules Schedules => _jobs.Services.GetRequiredService<Schedules>();

    public async ValueTask InitializeAsync() => _jobs = await JobHost.StartAsync(_folder.Path, _runs);

    public async ValueTask DisposeAsync()
    {
        await _jobs.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_dataflow_with_an_interval_runs_by_itself()
    {
        await SaveAsync("shop", TimeSpan.FromMilliseconds(200));
        await Schedules.RefreshAsync();
        await _runs.BegunAsync("shop");
        _runs.LetEnd();
        await _runs.BegunAsync("shop");
        _runs.LetEnd();
        _runs.Requests.ShouldAllBe(request => request.Trigger == RunTrigger.Schedule && request.Kind == RunKind.Changes && request.RunId != null);
        _runs.Requests.Select(request => request.RunId).Distinct().Count().ShouldBe(_runs.Requests.Count);
        _runs.MostAtOnce.ShouldBe(1);
    }

    [Fact]
    public async Task A_change_takes_effect_without_a_restart_and_only_a_change_moves_the_rhythm()
    {
        var flow = await SaveAsync("shop", TimeSpan.FromHours(1));
        await Schedules.RefreshAsync();
        var first = await Schedules.NextAsync("shop");
        first.ShouldNotBeNull();

        await Schedules.RefreshAsync();
        (await Schedules.NextAsync("shop")).ShouldBe(first);

        flow = await Store.SaveAsync(flow with { Schedule = Schedule.Each(TimeSpan.FromHours(6)) }, "kari", "");
        await Schedules.RefreshAsync();
        (await Schedules.NextAsync("shop"))!.Value.ShouldBeGreaterThan(first.Value.AddHours(4));

        await Store.SaveAsync(flow with { Schedule = null }, "kari", "");
        await Schedules.RefreshAsync();
        (await Schedules.NextAsync("shop")).ShouldBeNull();
    }

    [Fact]
    public async Task Looks_at_the_same_time_leave_one_schedule()
    {
        foreach (var hours in Enumerable.Range(1, 10))
        {
            await SaveAsync($"shop{hours}", TimeSpan.FromHours(hours));
            await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Schedules.RefreshAsync()));
            (await Schedules.NextAsync($"shop{hours}")).ShouldNotBeNull();
        }
    }

    [Fact]
    public async Task Two_nodes_that_look_at_the_same_time_leave_one_schedule()
    {
        var flow = await SaveAsync("shop", TimeSpan.FromHours(1));
        using var other = ActivatorUtilities.CreateInstance<Schedules>(_jobs.Services);
        await Task.WhenAll(Schedules.RefreshAsync(), other.RefreshAsync());
        (await Schedules.NextAsync("shop")).ShouldNotBeNull();
        await Store.SaveAsync(flow with { Schedule = Schedule.Each(TimeSpan.FromHours(9)) }, "kari", "");
        await Task.WhenAll(other.RefreshAsync(), Schedules.RefreshAsync());
        (await Schedules.NextAsync("shop")).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_paused_dataflow_has_no_schedule_until_it_is_resumed()
    {
        await SaveAsync("shop", TimeSpan.FromHours(1));
        await Store.PauseAsync("shop", "stock-taking", "kari");
        await Schedules.RefreshAsync();
        (await Schedules.NextAsync("shop")).ShouldBeNull();

        await Store.ResumeAsync("shop", "kari");
        await Schedules.RefreshAsync();
        (await Schedules.NextAsync("shop")).ShouldNotBeNull();
    }

    private Task<Dataflow> SaveAsync(string id, TimeSpan? every) => Store.SaveAsync(
        new Dataflow { Id = id, Title = id, A = new() { DocumentName = "Alfa" }, B = new() { DocumentName = "Beta" }, Schedule = every is { } each ? Schedule.Each(each) : null }, "test", "");
}
