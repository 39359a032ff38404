using Microsoft.Extensions.DependencyInjection;
using SesamTalk.Engine.Checklists;
using SesamTalk.Engine.Checklists.Verify;
using SesamTalk.Engine.Dataflows.Shipped;
using Shouldly;
using Xunit;

namespace SesamTalk.Tests.Scenarios;

/// <summary>The machine proves every line of the shipped dataflows against the sandboxes of their systems, and leaves nothing behind.</summary>
public sealed class VerifiedDataflowsTests(ITestOutputHelper output)
{
    /// <summary>One dataflow whenever the tests run; all five, which take most of a minute, where everything is asked for.</summary>
    public static TheoryData<string> Ids => [.. ShippedDataflows.All.Select(dataflow => dataflow.Id).Where(id => id == "poweroffice-opensesam" || Environment.GetEnvironmentVariable("SESAMTALK_FULL") == "1")];

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task Every_line_of_a_shipped_dataflow_passes(string id)
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var world = await FlowWorld.StartAsync(id);
        var lines = await world.Get<RoundVerbs>().LinesAsync(id, cancellation);

        var report = await world.Get<Verifier>().VerifyAsync(new ProofRequest(lines, "test"), null, cancellation);

        output.WriteLine($"{id}: {lines.Length} lines in {report.Took}; " + string.Join(", ", report.Lines.GroupBy(line => line.Verdict).Select(group => $"{group.Key} {group.Count()}")));
        foreach (var proof in report.Lines.Where(proof => proof.Verdict != LineVerdict.Pass)) output.WriteLine($"{proof.Verdict} {proof.Line.Id}: {proof.Because} [{proof.RunSaid}] {string.Join("; ", proof.Wrote.Pairs)} -> {string.Join("; ", proof.After.Select(seen => $"{seen.Side}.{seen.Path}={seen.Value}"))}");
        foreach (var left in report.Left) output.WriteLine($"LEFT {left.Entity} {left.Record}: {left.Message}");
        report.Left.ShouldBeEmpty();
        (await world.RecordsAsync(FlowWorld.Go, "Customers")).ShouldBeEmpty();
        await world.ShouldBeSilentAsync();
        report.Lines.Where(line => line.Verdict is LineVerdict.Fail or LineVerdict.Blocked).Select(line => line.Line.Id).ShouldBeEmpty();
    }
}
