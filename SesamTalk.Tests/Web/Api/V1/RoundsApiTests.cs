using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using SesamTalk.Engine.Checklists.Planted;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Connectors.Memory;
using SesamTalk.Engine.Storage;
using SesamTalk.Tests.Web.Auth;
using SesamTalk.Web.Auth;
using SesamTalk.Web.Auth.Accounts;
using Shouldly;
using Xunit;

namespace SesamTalk.Tests.Web.Api.V1;

/// <summary>A round from its making to its signature, as a program does it, over the real engine.</summary>
public sealed class RoundsApiTests : IAsyncLifetime
{
    private const string Title = "trial/leads/title~title/ab/update";
    private GuardedSite _site = null!;

    private MemorySystem A { get; } = TrialFlow.SystemA(TimeProvider.System);

    private MemorySystem B { get; } = TrialFlow.SystemB(TimeProvider.System);

    public async ValueTask InitializeAsync()
    {
        _site = new GuardedSite(new WebApp(services => services.AddSingleton(new ConnectorKind("memory", "Memory", system => new MemoryConnector(system.Id == "a" ? A : B))), asksSignIn: true));
        foreach (var id in new[] { "a", "b" })
            await Get<SystemStore>().SaveAsync(new ConnectedSystem { Id = id, Name = id == "a" ? "Shop" : "Ledger", Connector = "memory", Environment = id == "a" ? SystemEnvironment.Test : SystemEnvironment.Production }, "test");
        await Get<DataflowStore>().SaveAsync(TrialFlow.Dataflow, "test", "");
    }

    public async ValueTask DisposeAsync() => await _site.DisposeAsync();

    [Fact]
    public async Task A_round_is_made_proved_ticked_reported_and_signed()
    {
        using var tester = await ProgramAsync(Role.Tester);
        using var nothing = await tester.PostAsJsonAsync("/api/v1/rounds", new { name = "x", dataflows = new[] { "none" } });
        (await nothing.ProblemAsync()).ShouldBe((400, "dataflow.unknown"));
        using var made = await tester.PostAsJsonAsync("/api/v1/rounds", new { name = "Release 7", dataflows = new[] { "trial" }, pairs = new[] { new { dataflow = "trial", pair = "leads" } }, testers = "CI" });
        made.StatusCode.ShouldBe(HttpStatusCode.Created, await made.Content.ReadAsStringAsync());
        var round = made.Headers.Location!.OriginalString;
        var lines = await LinesAsync(tester, round, "?limit=7");
        lines.ShouldAllBe(line => line.StartsWith("trial/leads/", StringComparison.Ordinal));
        (await tester.JsonAsync(round)).GetProperty("totals").GetProperty("lines").GetInt32().ShouldBe(lines.Count);

        // A production system needs an admin's leave.
        (await VerifyAsync(tester, round, new { lines = new[] { Title } })).GetProperty("totals").GetProperty("blocked").GetInt32().ShouldBe(1);
        using var refused = await tester.PostAsync($"{round}/consent", null);
        (await refused.ProblemAsync()).ShouldBe((403, "role.too-small"));
        using var admin = await ProgramAsync(Role.Admin);
        (await admin.PostAsync($"{round}/consent", null)).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        var one = await VerifyAsync(tester, round, new { lines = new[] { Title } });
        (one.GetProperty("outcome").GetString(), one.GetProperty("lines").GetArrayLength(), one.GetProperty("notRestored").GetArrayLength()).ShouldBe(("passed", 1, 0));
        (await VerifyAsync(tester, round, new { pair = "leads", onlyOpen = true })).GetProperty("totals").GetProperty("pass").GetInt32().ShouldBe(lines.Count - 1);
        using var given = await tester.PostAsJsonAsync($"{round}/results", new { line = Title, verdict = "fail", note = "Not on the label" });
        (await given.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("result").GetString().ShouldBe("fail");
        (await LinesAsync(tester, round, "?result=fail&limit=5")).ShouldBe([Title]);
        (await (await tester.GetAsync($"{round}/lines?result=odd")).ProblemAsync()).ShouldBe((400, "result.unknown"));

        foreach (var format in new[] { "csv", "json", "rst" })
        {
            using var report = await tester.GetAsync($"{round}/report/{format}");
            (await report.Content.ReadAsStringAsync()).ShouldContain(format == "rst" ? "Fail: 1" : "Not on the label");
        }

        using var signed = await tester.PostAsJsonAsync($"{round}/sign", new { statement = "Not yet." });
        (await signed.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("hash").GetString()!.Length.ShouldBe(64);
        foreach (var (address, body) in new (string, object)[] { ("results", new { line = Title, verdict = "pass" }), ("verify", new { }), ("sign", new { }), ("new-words", new { }) })
        {
            using var late = await tester.PostAsJsonAsync($"{round}/{address}", body);
            (await late.ProblemAsync()).ShouldBe((409, "round.locked"), address);
        }

        (await tester.JsonAsync("/api/v1/rounds")).GetProperty("items").EnumerateArray().Single().GetProperty("signedBy").GetString().ShouldBe("tester");
    }

    [Fact]
    public async Task A_viewer_looks_and_does_nothing()
    {
        using var tester = await ProgramAsync(Role.Tester);
        using var made = await tester.PostAsJsonAsync("/api/v1/rounds", new { name = "Release 7", dataflows = new[] { "trial" }, from = new[] { "b" } });
        var round = made.Headers.Location!.OriginalString;
        using var viewer = await ProgramAsync(Role.Viewer);
        (await LinesAsync(viewer, round, "?limit=200")).ShouldAllBe(line => line.Contains("/ba/"));
        foreach (var address in new[] { "results", "verify", "sign", "new-words", "consent" })
        {
            using var refused = await viewer.PostAsJsonAsync($"{round}/{address}", new { line = Title, verdict = "pass" });
            (await refused.ProblemAsync()).ShouldBe((403, "role.too-small"), address);
        }

        (await (await viewer.GetAsync($"/api/v1/rounds/{Guid.NewGuid()}")).ProblemAsync()).ShouldBe((404, "round.unknown"));
    }

    private T Get<T>()
        where T : notnull => _site.App.Services.GetRequiredService<T>();

    private async Task<HttpClient> ProgramAsync(Role role)
    {
        var account = await _site.AccountAsync(role);
        var token = await Get<ApiTokens>().MakeAsync(new Person(account.Id, account.UserName!, role), "test", role, 1, CancellationToken.None);
        var client = _site.App.CreateClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", token.Secret);
        return client;
    }

    private static async Task<List<string>> LinesAsync(HttpClient client, string round, string query)
    {
        List<string> ids = [];
        for (var after = ""; after is not null;)
        {
            var page = await client.JsonAsync($"{round}/lines{query}&after={after}");
            ids.AddRange(page.GetProperty("items").EnumerateArray().Select(line => line.GetProperty("id").GetString()!));
            after = page.GetProperty("next").GetString();
        }

        return ids;
    }

    private static async Task<JsonElement> VerifyAsync<T>(HttpClient client, string round, T asks)
    {
        using var answer = await client.PostAsJsonAsync($"{round}/verify", asks);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }
}
