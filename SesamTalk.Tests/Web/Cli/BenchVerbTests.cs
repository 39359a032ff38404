using System.CommandLine;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SesamTalk.Engine.Storage;
using SesamTalk.Web.Cli;
using SesamTalk.Web.Cli.Bench;
using Shouldly;

namespace SesamTalk.Tests.Web.Cli;

/// <summary>That the measurement measures what it says; its figures are for an optimised build and a quiet machine.</summary>
public sealed class BenchVerbTests
{
    private static readonly string[] Fields = ["case", "variant", "what", "records", "rounds", "seconds", "floorSeconds", "ratio", "otherName", "otherSeconds", "otherRatio", "spread", "recordsPerSecond", "grownMegabytes", "peakMegabytes", "bytesPerRecord", "figures", "targets", "isMet"];
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    [Theory]
    [InlineData("initial", "1.6")]
    [InlineData("match,plan,quiet", "10")]
    [InlineData("scan,changes,conflicts", "1.5", "2", "3")]
    [InlineData("rest-read,rest-create,rest-update", "0.9", "0.9", "0.9")]
    [InlineData("map,search,history")]
    [InlineData("week", "1.1", "1.2", "1.2")]
    public async Task Each_case_does_its_work_and_tells_all_of_its_figures(string cases, params string[] targets)
    {
        (await RunAsync("--records", "100", "--rounds", "1", "--entries", "2000", "--runs", "24", "--cases", cases, "--json")).ShouldBeOneOf(0, 1);
        var told = JsonDocument.Parse(_output.ToString()).RootElement;
        var lines = told.GetProperty("lines").EnumerateArray().ToList();
        lines.Select(line => line.GetProperty("case").GetString()).Distinct().ShouldBe(cases.Split(','));
        foreach (var line in lines)
        {
            line.EnumerateObject().Select(field => field.Name).ShouldBe(Fields);
            line.GetProperty("seconds").GetDouble().ShouldBePositive();
        }

        lines.SelectMany(line => line.GetProperty("targets").EnumerateArray()).Select(target => target.GetProperty("limit").GetRawText()).ShouldBe(targets);
        (told.GetProperty("targetsMet").GetInt32() + told.GetProperty("targetsMissed").GetInt32()).ShouldBe(targets.Length);
        _error.ToString().ShouldContain(cases.Split(',')[0]);
    }

    [Fact]
    public async Task One_size_in_a_process_of_its_own_tells_each_kind_of_its_work()
    {
        (await RunAsync("--alone", "--cases", "linked", "--records", "100", "--rounds", "1")).ShouldBe(0);
        var works = JsonDocument.Parse(_output.ToString()).RootElement.EnumerateArray().ToList();
        works.Select(work => work.GetProperty("name").GetString()).ShouldBe(["match", "quiet", "scan", "changes"]);
        works.ShouldAllBe(work => work.GetProperty("rounds")[0].GetProperty("seconds").GetDouble() > 0);
    }

    [Fact]
    public async Task Ten_times_the_records_are_measured_by_processes_of_their_own()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("SESAMTALK_FULL") == "1", "Four processes are started; what each of them does is tried every time.");
        (await RunAsync("--records", "200", "--rounds", "1", "--cases", "scale", "--json")).ShouldBeOneOf(0, 1);
        var lines = JsonDocument.Parse(_output.ToString()).RootElement.GetProperty("lines").EnumerateArray().ToList();
        lines.Select(line => (line.GetProperty("variant").GetString(), line.GetProperty("records").GetInt32())).ShouldBe([("initial", 2_000), ("match", 2_000), ("quiet", 2_000), ("scan", 2_000), ("changes", 2_000)]);
    }

    [Fact]
    public async Task A_week_of_runs_leaves_memory_and_rows_as_they_were()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("SESAMTALK_FULL") == "1", "Two thousand runs take a minute; a handful is run every time.");
        var line = (await BenchCase.All.Single(one => one.Name == "week").MeasureAsync(new BenchAsk(1_000, 1, TestContext.Current.CancellationToken))).ShouldHaveSingleItem();
        line.Targets.ShouldAllBe(target => target.IsMet);
    }

    [Theory]
    [InlineData("initial"), InlineData("match"), InlineData("changes"), InlineData("conflicts")]
    public async Task The_floor_writes_as_many_rows_as_the_engine_keeps(string name)
    {
        var (ask, sync) = (new BenchAsk(100, 1, TestContext.Current.CancellationToken), SyncCase.Each.Single(one => one.Name == name));
        var (engine, floor, whole) = (await sync.StageAsync(ask), await sync.StageAsync(ask), await sync.StageAsync(ask));
        await using var scenes = new Scenes([engine.Scene, floor.Scene, whole.Scene]);
        await sync.Engine(engine);
        await sync.Floor!(new BenchFloor(floor.Scene), floor);
        await sync.Floor!(new BenchFloor(whole.Scene, isWhole: true), whole);
        var (kept, promised) = (await CountAsync(engine.Scene), await CountAsync(floor.Scene));
        (await CountAsync(whole.Scene)).ShouldBe(kept);
        // The floor of the targets leaves out what is for searching, and of a conflict all but its question.
        promised.ShouldBe(name is "conflicts" ? kept with { History = 100 } : kept with { Words = name is "changes" ? 600 : 0 });
    }

    [Fact]
    public async Task The_figures_go_to_a_file_beside_the_table()
    {
        using var folder = new TempFolder();
        (await RunAsync("--records", "100", "--rounds", "1", "--cases", "map", "--json", folder.File("figures.json"))).ShouldBe(0);
        _output.ToString().ShouldContain("map mapping");
        JsonDocument.Parse(await File.ReadAllTextAsync(folder.File("figures.json"))).RootElement.GetProperty("lines").GetArrayLength().ShouldBe(2);
    }

    [Theory]
    [InlineData("--records", "7")]
    [InlineData("--rounds", "0")]
    [InlineData("--entries", "1")]
    [InlineData("--runs", "1")]
    [InlineData("--cases", "everything")]
    [InlineData("--storage", "Oracle")]
    [InlineData("--storage", "Postgres")]
    [InlineData("--connection", "Host=nowhere")]
    public async Task What_cannot_be_measured_is_bad_input(params string[] wrong)
    {
        (await TalkCommand.RunAsync(["bench", .. wrong], TestDoors.Shut, _output, _error)).ShouldBe((int)ExitCode.BadInput);
        _error.ToString().ShouldContain("Nothing was done");
    }

    private static async Task<Rows> CountAsync(BenchScene scene)
    {
        await using var db = await scene.Get<IDbContextFactory<TalkDb>>().CreateDbContextAsync();
        return new Rows(await db.Links.CountAsync(), await db.Baselines.CountAsync(), await db.Writes.CountAsync(), await db.History.CountAsync(), await db.Conflicts.CountAsync(), await db.LinkWords.CountAsync());
    }

    private Task<int> RunAsync(params string[] args) =>
        BenchVerb.Build().Parse(args).InvokeAsync(new InvocationConfiguration { Output = _output, Error = _error }, TestContext.Current.CancellationToken);

    private sealed record Rows(int Links, int Baselines, int Writes, int History, int Conflicts, int Words);

    private sealed class Scenes(IReadOnlyList<BenchScene> scenes) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            foreach (var scene in scenes) await scene.DisposeAsync();
        }
    }
}
