using SesamTalk.Tests.Conformance;
using SesamTalk.Web.Cli.Bench;
using Shouldly;

namespace SesamTalk.Tests.Web.Cli;

/// <summary>The same measurement with the state on a server: against many commands in one exchange, and against raw COPY.</summary>
public sealed class BenchOnPostgresTests
{
    [Fact]
    public async Task Each_kind_of_run_does_its_work_there_and_leaves_no_database_behind()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("SESAMTALK_FULL") == "1" && PostgresServer.IsInstalled, "A server is started for it; what differs there is tried by --full.");
        using var server = new PostgresServer();
        var ask = new BenchAsk(100, 1, TestContext.Current.CancellationToken) { Connection = server.Connection("postgres") };
        var lines = new List<BenchLine>();
        foreach (var sync in SyncCase.Each) lines.AddRange(await sync.MeasureAsync(ask));
        lines.Select(line => $"{line.Case} {line.Variant}".Trim()).ShouldBe(["initial", "initial by COPY", "match", "match by COPY", "plan", "quiet", "scan", "changes", "changes by COPY", "conflicts", "conflicts by COPY"]);
        lines.Where(line => line.Variant == "by COPY").ShouldAllBe(line => line.Floor.Count == 1 && line.Ratio > 0);
        await Should.NotThrowAsync(() => server.ExecuteAsync("DO $$ BEGIN IF EXISTS (SELECT FROM pg_database WHERE datname LIKE 'sesamtalk_bench_%') THEN RAISE EXCEPTION 'left behind'; END IF; END $$"));
    }
}
