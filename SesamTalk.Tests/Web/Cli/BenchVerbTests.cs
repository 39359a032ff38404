using System.CommandLine;
using System.Text.Json;
using SesamTalk.Web.Cli;
using SesamTalk.Web.Cli.Bench;
using Shouldly;

namespace SesamTalk.Tests.Web.Cli;

/// <summary>That the measurement measures what it says; its figures are for an optimised build and a quiet machine.</summary>
public sealed class BenchVerbTests
{
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    [Fact]
    public async Task Each_case_does_its_work_and_is_told_with_its_ratio()
    {
        (await RunAsync("--records", "200", "--rounds", "1", "--json")).ShouldBeOneOf(0, 1);
        var told = JsonDocument.Parse(_output.ToString()).RootElement.EnumerateArray().ToDictionary(one => one.GetProperty("case").GetString()!);
        told.Keys.ShouldBe(BenchCase.All.Select(one => one.Name), ignoreOrder: true);
        told["initial"].GetProperty("ratio").GetDouble().ShouldBePositive();
        told["initial"].GetProperty("records").GetInt32().ShouldBe(200);
        told["plan"].TryGetProperty("ratio", out var none).ShouldBeTrue();
        none.ValueKind.ShouldBe(JsonValueKind.Null);
        _error.ToString().ShouldContain("initial");
    }

    [Theory]
    [InlineData("--records", "7")]
    [InlineData("--rounds", "0")]
    [InlineData("--case", "everything")]
    public async Task What_cannot_be_measured_is_bad_input(params string[] wrong)
    {
        (await TalkCommand.RunAsync(["bench", .. wrong], TestDoors.Shut, _output, _error)).ShouldBe((int)ExitCode.BadInput);
        _error.ToString().ShouldContain("Nothing was done");
    }

    private Task<int> RunAsync(params string[] args) =>
        BenchVerb.Build().Parse(args).InvokeAsync(new InvocationConfiguration { Output = _output, Error = _error }, TestContext.Current.CancellationToken);
}
