using Microsoft.Extensions.DependencyInjection;
using SesamTalk.Engine.Checklists;
using SesamTalk.Engine.Checklists.Verify;
using SesamTalk.Engine.Dataflows.Shipped;
using SesamTalk.Web.Sandbox.Story;
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

    [Fact]
    public async Task One_round_over_all_five_among_the_records_of_others_passes_and_leaves_these_alone()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("SESAMTALK_FULL") == "1", "A round over all five takes most of a minute; one dataflow is proved every time.");
        var cancellation = TestContext.Current.CancellationToken;
        await using var world = await FlowWorld.StartAsync(ShippedDataflows.All, new StorySize(20, 20, 10, 40, Products: 14, Projects: 6, Suppliers: 6, Employees: 3));
        foreach (var dataflow in ShippedDataflows.All) await world.SyncAsync(dataflow: dataflow.Id);
        var before = await CountAsync(world);
        var round = (await world.Get<RoundVerbs>().MakeAsync(new NewRound("All five", [.. ShippedDataflows.All.Select(dataflow => dataflow.Id)], RoundScope.All, "Kari"), cancellation))!;

        var report = (await world.Get<RoundVerbs>().VerifyAsync(round.Id, new RoundPart(), "Kari", null, cancellation))!;

        output.WriteLine($"{report.Lines.Length} lines in {report.Took}; " + string.Join(", ", report.Lines.GroupBy(line => line.Verdict).Select(group => $"{group.Key} {group.Count()}")));
        report.Lines.Where(line => line.Verdict is LineVerdict.Fail or LineVerdict.Blocked).Select(line => $"{line.Line.Id} {line.Verdict} {line.Because}").ShouldBeEmpty();
        report.Left.ShouldBeEmpty();
        (await CountAsync(world)).ShouldBe(before);
        (await world.Get<RoundVerbs>().StandingAsync(round.Id, cancellation))!.Totals.ByMachine.ShouldBe(report.Lines.Length);
    }

    private static async Task<IReadOnlyList<string>> CountAsync(FlowWorld world)
    {
        var counts = new List<string>();
        foreach (var entity in new[] { "Customers", "ContactPersons", "Products", "ProductGroups", "Projects", "SalesOrders", "Suppliers", "Departments" }) counts.Add($"{entity} {(await world.RecordsAsync(FlowWorld.Go, entity)).Count}");
        return counts;
    }
}
