using System.CommandLine;
using System.Text.Json;
using SesamTalk.Tests.House;
using SesamTalk.Web.Cli;
using Shouldly;

namespace SesamTalk.Tests.Web.Cli;

public sealed class SimulateVerbTests
{
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    [Fact]
    public async Task Documents_are_simulated_and_told_of_pair_by_pair()
    {
        (await RunAsync(Sample("every"), Sample("condition-when"), "--seeds", "2", "--seed", "7", "--faults", "none", "--json")).ShouldBe(0, _error.ToString());
        var told = JsonDocument.Parse(_output.ToString()).RootElement;
        (told.GetProperty("seed").GetInt64(), told.GetProperty("seeds").GetInt32(), told.GetProperty("faults").GetString()).ShouldBe((7, 2, "none"));
        var pairs = told.GetProperty("dataflows").EnumerateArray().SelectMany(flow => flow.GetProperty("pairs").EnumerateArray()).ToList();
        var (runs, stays) = (pairs.Single(pair => pair.GetProperty("runnable").GetBoolean()), pairs.First(pair => !pair.GetProperty("runnable").GetBoolean()));
        runs.GetProperty("converged").GetBoolean().ShouldBeTrue();
        runs.GetProperty("writes").GetInt32().ShouldBeGreaterThan(0);
        runs.GetProperty("rounds").GetInt32().ShouldBeInRange(1, 6);
        runs.GetProperty("violations").GetArrayLength().ShouldBe(0);
        runs.TryGetProperty("conflicts", out _).ShouldBeTrue();
        stays.GetProperty("why")[0].GetString()!.ShouldContain("condition");
    }

    [Fact]
    public async Task The_same_seed_says_the_same_in_words()
    {
        string[] args = [Sample("fan-in-and-fan-out"), "--seeds", "3", "--faults", "all"];
        (await RunAsync(args)).ShouldBe(0, _output.ToString());
        var first = _output.ToString();
        _output.GetStringBuilder().Clear();
        await RunAsync(args);
        _output.ToString().ShouldBe(first);
        first.ShouldContain("converged in 3 of 3 seeds");
    }

    [Fact]
    public async Task A_bad_file_is_named_with_its_line_and_nothing_is_simulated()
    {
        (await RunAsync(Sample("truncated-table"), Sample("every"))).ShouldBe((int)ExitCode.BadInput);
        _error.ToString().ShouldContain("truncated-table.rst:");
        _error.ToString().ShouldContain("Nothing was simulated.");
        _output.ToString().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_bad_input()
    {
        (await RunAsync(Sample("nothing-like-it"))).ShouldBe((int)ExitCode.BadInput);
        _error.ToString().ShouldContain("there is no such file");
    }

    [Theory]
    [InlineData("--seeds", "0")]
    [InlineData("--seeds", "many")]
    [InlineData("--seed", "-1")]
    [InlineData("--faults", "most")]
    public async Task A_number_or_a_word_that_cannot_be_is_bad_input(params string[] wrong)
    {
        (await TalkCommand.RunAsync(["simulate", Sample("every"), .. wrong], TestDoors.Shut, _output, _error)).ShouldBe((int)ExitCode.BadInput);
        _error.ToString().ShouldContain("Nothing was done");
        _output.ToString().ShouldBeEmpty();
    }

    [Fact]
    public async Task Stopping_it_is_clean()
    {
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();
        var exit = await SimulateVerb.Build().Parse([Sample("every"), "--seeds", "1000"]).InvokeAsync(new InvocationConfiguration { Output = _output, Error = _error, EnableDefaultExceptionHandler = false }, stop.Token);
        exit.ShouldBe((int)ExitCode.Failed);
        _output.ToString().ShouldBeEmpty();
        _error.ToString().ShouldStartWith("Stopped.");
    }

    private static string Sample(string name) => Path.Combine(SourceFile.Top, "SesamTalk.Tests", "Documents", name + ".rst");

    private Task<int> RunAsync(params string[] args) =>
        SimulateVerb.Build().Parse(args).InvokeAsync(new InvocationConfiguration { Output = _output, Error = _error }, TestContext.Current.CancellationToken);
}
