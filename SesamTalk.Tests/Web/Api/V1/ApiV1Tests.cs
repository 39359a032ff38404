using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;
using SesamTalk.Tests.Web.Pages;
using SesamTalk.Web.Auth;
using SesamTalk.Web.Auth.Accounts;
using Shouldly;

namespace SesamTalk.Tests.Web.Api.V1;

/// <summary>The API as a program meets it.</summary>
public sealed class ApiV1Tests(ApiSite site) : IClassFixture<ApiSite>
{
    private const string Flow = PageData.Unnamed;

    [Fact]
    public async Task A_program_without_a_token_or_with_too_small_a_role_is_told_in_problem_details()
    {
        using var stranger = site.Site.App.CreateClient();
        stranger.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("text/html"));
        (await (await stranger.GetAsync("/api/v1/dataflows")).ProblemAsync()).ShouldBe((401, "sign-in.needed"));
        using var viewer = await site.ProgramAsync(Role.Viewer);
        (await (await viewer.PostAsync($"/api/v1/dataflows/{Flow}/runs", null)).ProblemAsync()).ShouldBe((403, "role.too-small"));
        (await (await viewer.GetAsync("/api/v1/nothing")).ProblemAsync()).ShouldBe((404, "address.unknown"));
        (await (await viewer.DeleteAsync("/api/v1/dataflows")).ProblemAsync()).ShouldBe((405, "method.wrong"));
        (await (await viewer.GetAsync("/api/v1/dataflows/none")).ProblemAsync()).ShouldBe((404, "dataflow.unknown"));
        using var op = await site.ProgramAsync(Role.Operator);
        (await (await op.PostAsync($"/api/v1/dataflows/{Flow}/runs", new StringContent("{\"kind\":\"fly\"}", MediaTypeHeaderValue.Parse("application/json")))).ProblemAsync()).ShouldBe((400, "request.wrong"));
        (await (await op.PostAsync($"/api/v1/dataflows/{Flow}/runs", new StringContent("kind=changes", MediaTypeHeaderValue.Parse("text/plain")))).ProblemAsync()).Status.ShouldBe(415);
    }

    [Fact]
    public async Task Dataflows_links_conflicts_systems_and_runs_are_there_to_read()
    {
        using var reader = await site.ProgramAsync(Role.Tester);
        (await reader.JsonAsync("/api/v1/me")).GetProperty("role").GetString().ShouldBe("tester");
        var flows = (await reader.JsonAsync("/api/v1/dataflows")).GetProperty("items").EnumerateArray().ToList();
        flows.Count.ShouldBe(5);
        var flow = await reader.JsonAsync($"/api/v1/dataflows/{Flow}");
        flow.GetProperty("pairs").EnumerateArray().Sum(pair => pair.GetProperty("counts").GetProperty("inSync").GetInt32()).ShouldBe(flow.GetProperty("counts").GetProperty("inSync").GetInt32());
        (await reader.JsonAsync($"/api/v1/links/{ApiSite.Link}")).GetProperty("link").GetProperty("labelA").GetString().ShouldBe("Fjord Kafé");
        (await reader.JsonAsync("/api/v1/links?q=fjord%20kaf")).GetProperty("items").EnumerateArray().Single().GetProperty("state").GetString().ShouldBe("conflict");
        (await reader.JsonAsync($"/api/v1/conflicts/{ApiSite.Conflict}")).GetProperty("a").GetString().ShouldBe("Oslo");
        (await reader.JsonAsync("/api/v1/systems/poweroffice-go")).ToString().ShouldNotContain("secret");
        (await reader.JsonAsync($"/api/v1/runs/{ApiSite.Written}/writes")).GetProperty("items").GetArrayLength().ShouldBe(4);
        (await reader.JsonAsync("/api/v1/plans")).GetProperty("items").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task A_list_is_read_page_by_page_and_nothing_is_missed_or_read_twice()
    {
        using var reader = await site.ProgramAsync(Role.Tester);
        List<string> ids = [];
        for (var after = ""; after is not null;)
        {
            var page = await reader.JsonAsync($"/api/v1/links?dataflow={Flow}&limit=7&after={after}");
            ids.AddRange(page.GetProperty("items").EnumerateArray().Select(one => one.GetProperty("id").GetString()!));
            after = page.GetProperty("next").GetString();
        }

        ids.Count.ShouldBe(31);
        ids.Distinct().Count().ShouldBe(31);
        (await (await reader.GetAsync("/api/v1/links?limit=0")).ProblemAsync()).ShouldBe((400, "limit.wrong"));
        (await (await reader.GetAsync("/api/v1/runs?after=mine")).ProblemAsync()).ShouldBe((400, "cursor.wrong"));
        (await (await reader.GetAsync("/api/v1/links?state=lost")).ProblemAsync()).ShouldBe((400, "state.unknown"));
    }

    [Fact]
    public async Task A_run_is_started_watched_to_its_end_and_another_is_cancelled_under_the_programs_name()
    {
        using var op = await site.ProgramAsync(Role.Operator);
        var started = await StartAsync(op, "kunde-123");
        var id = started.Json.GetProperty("run").GetGuid();
        started.Location.ShouldBe($"/api/v1/runs/{id}");
        await site.Runs.BegunAsync(Flow);
        (await op.JsonAsync($"/api/v1/runs/{id}")).GetProperty("outcome").GetString().ShouldBe("running");
        using var events = await op.GetStreamAsync($"/api/v1/runs/{id}/events");
        using var lines = new StreamReader(events);
        (await lines.ReadLineAsync()).ShouldBe("event: still");
        // Asked twice with the same key it is the same run; with another request the key is refused.
        var again = await StartAsync(op, "kunde-123");
        (again.Json.GetProperty("run").GetGuid(), again.Location, again.IsReplayed).ShouldBe((id, started.Location, true));
        using var other = await PostAsync(op, $"/api/v1/dataflows/{Flow}/runs", new { kind = "dryRun" }, "kunde-123");
        (await other.ProblemAsync()).ShouldBe((422, "idempotency.other"));
        using var cancelled = await PostAsync(op, $"/api/v1/runs/{id}/cancel", new { }, null);
        cancelled.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        await site.Runs.EndedAsync(RunOutcome.Interrupted);
        (await site.Site.AuditAsync()).ShouldContain(entry => entry.Act == "run.cancelled" && entry.Who == "operator");
        (await RestAsync(lines)).ShouldContain("event: ended");
        site.Runs.Requests.Count(request => request.RunId == id).ShouldBe(1);
        site.Runs.Requests.Single(request => request.RunId == id).ShouldSatisfyAllConditions(request => request.StartedBy.ShouldBe("operator"), request => request.Trigger.ShouldBe(RunTrigger.Api));
    }

    [Fact]
    public async Task A_conflict_is_decided_once_and_only_while_it_looks_as_it_did()
    {
        using var resolver = await site.ProgramAsync(Role.Resolver);
        var address = $"/api/v1/conflicts/{ApiSite.Conflict}/decision";
        using var moved = await PostAsync(resolver, address, new { choice = "takeA", seen = new { a = "Oslo", b = "Bodø" } }, null);
        (await moved.ProblemAsync()).ShouldBe((409, "decision.moved"));
        using var unfit = await PostAsync(resolver, address, new { choice = "delete" }, null);
        (await unfit.ProblemAsync()).ShouldBe((400, "decision.does-not-fit"));
        using var done = await PostAsync(resolver, address, new { choice = "takeA" }, null);
        done.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var late = await PostAsync(resolver, address, new { choice = "takeB" }, null);
        (await late.ProblemAsync()).ShouldBe((409, "decision.already"));
        (await site.Site.AuditAsync()).ShouldContain(entry => entry.Who == "resolver" && entry.Subject.Contains(ApiSite.Link.ToString("N")) || entry.Who == "resolver");
    }

    [Fact]
    public async Task A_viewer_sees_how_things_stand_and_not_whom_they_are_about()
    {
        using var viewer = await site.ProgramAsync(Role.Viewer);
        var link = (await viewer.JsonAsync($"/api/v1/links/{ApiSite.Link}")).ToString();
        link.ShouldNotContain("Kafé");
        link.ShouldContain("F••• K•••");
        var conflict = (await viewer.JsonAsync($"/api/v1/conflicts/{ApiSite.Conflict}")).ToString();
        conflict.ShouldNotContain("Oslo");
        conflict.ShouldContain("O•••");
        (await viewer.JsonAsync($"/api/v1/runs/{ApiSite.Written}/writes")).ToString().ShouldNotContain("Fjord");
    }

    [Fact]
    public async Task A_viewer_who_watches_a_run_hears_of_nobody()
    {
        var run = Guid.CreateVersion7();
        await using (var db = await site.Site.App.Services.GetRequiredService<IDbContextFactory<TalkDb>>().CreateDbContextAsync())
        {
            db.Runs.Add(new Run { Id = run, DataflowId = Flow, DefinitionVersion = 1, Kind = RunKind.Changes, Trigger = RunTrigger.Api, StartedAt = DateTimeOffset.UnixEpoch, EndedAt = DateTimeOffset.UnixEpoch, Outcome = RunOutcome.Failed, Reason = Reason.InOwnWords("“Kari Nordmann” <kari@nordmann.example> is known already") });
            await db.SaveChangesAsync();
        }

        using var viewer = await site.ProgramAsync(Role.Viewer);
        var heard = await viewer.GetStringAsync($"/api/v1/runs/{run}/events");
        heard.ShouldStartWith("event: ended");
        foreach (var name in new[] { "Kari", "Nordmann", "nordmann.example" }) heard.ShouldNotContain(name);
        using var op = await site.ProgramAsync(Role.Operator);
        (await op.GetStringAsync($"/api/v1/runs/{run}/events")).ShouldContain("Kari Nordmann");
    }

    [Fact]
    public async Task A_key_of_somebody_else_gives_neither_their_answer_nor_their_right()
    {
        using var op = await site.ProgramAsync(Role.Operator);
        var own = await StartAsync(op, "shared-key");
        using var admin = await site.ProgramAsync(Role.Admin);
        (await StartAsync(admin, "shared-key")).IsReplayed.ShouldBeFalse();
        (await StartAsync(op, "shared-key")).ShouldSatisfyAllConditions(again => again.IsReplayed.ShouldBeTrue(), again => again.Json.GetProperty("run").GetGuid().ShouldBe(own.Json.GetProperty("run").GetGuid()));
        // The operator's own program with less of a role does not get at the answer by the key.
        var account = await site.Site.AccountAsync(Role.Operator);
        var small = (await site.Site.App.Services.GetRequiredService<ApiTokens>().MakeAsync(new Person(account.Id, account.UserName!, Role.Operator), "small", Role.Viewer, 1, default)).Secret;
        using var program = site.Site.App.CreateClient();
        program.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", small);
        using var refused = await PostAsync(program, $"/api/v1/dataflows/{Flow}/runs", new { kind = "changes" }, "shared-key");
        (await refused.ProblemAsync()).ShouldBe((403, "role.too-small"));
        using var stopped = await PostAsync(op, $"/api/v1/runs/{own.Json.GetProperty("run").GetGuid()}/cancel", new { }, null);
    }

    [Fact]
    public async Task The_description_names_every_address_with_the_role_that_it_needs()
    {
        using var viewer = await site.ProgramAsync(Role.Viewer);
        var paths = (await viewer.JsonAsync("/api/v1/openapi.json")).GetProperty("paths");
        paths.EnumerateObject().Select(path => path.Name).ShouldContain("/api/v1/hooks/{system}/{secret}");
        paths.EnumerateObject().ShouldAllBe(path => path.Name.StartsWith("/api/v1/"));
        paths.GetProperty("/api/v1/runs/{id}/cancel").GetProperty("post").GetProperty("description").GetString().ShouldBe("Needs the role Operator.");
        paths.GetProperty("/api/v1/links").GetProperty("get").GetProperty("parameters").EnumerateArray().Select(one => one.GetProperty("name").GetString()).ShouldBe(["q", "dataflow", "pair", "state", "after", "limit"]);
    }

    [Fact]
    public async Task Every_address_stands_in_the_description_with_its_problems_its_role_and_its_key_for_asking_twice()
    {
        using var viewer = await site.ProgramAsync(Role.Viewer);
        var document = await viewer.JsonAsync("/api/v1/openapi.json");
        var described = document.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject().Where(one => one.Value.ValueKind == JsonValueKind.Object && one.Value.TryGetProperty("responses", out _)).Select(one => (Name: $"{one.Name.ToUpperInvariant()} {path.Name}", Said: one.Value))).ToDictionary(one => one.Name, one => one.Said);
        var there = site.Site.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Where(endpoint => endpoint.RoutePattern.RawText?.TrimStart('/').StartsWith("api/v1/", StringComparison.Ordinal) == true)
            .SelectMany(endpoint => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Select(method => $"{method} /{Plain(endpoint.RoutePattern)}") ?? []).ToHashSet();
        there.Count.ShouldBeGreaterThan(40);
        described.Keys.ShouldBe(there, ignoreOrder: true);
        foreach (var (name, said) in described)
        {
            var isHook = name.Contains("/hooks/");
            said.GetProperty("summary").GetString().ShouldNotBeNullOrWhiteSpace(name);
            if (!isHook) said.GetProperty("description").GetString()!.ShouldStartWith("Needs the role ", customMessage: name);
            var answers = said.GetProperty("responses");
            foreach (var status in isHook ? ["401", "default"] : new[] { "401", "403", "default" })
                answers.GetProperty(status).GetProperty("content").GetProperty("application/problem+json").GetProperty("schema").GetProperty("$ref").GetString().ShouldBe("#/components/schemas/Problem", name);
            answers.EnumerateObject().ShouldContain(answer => answer.Name.StartsWith('2'), name);
            var asks = said.TryGetProperty("parameters", out var parameters) ? parameters.EnumerateArray().Select(one => one.GetProperty("name").GetString()).ToList() : [];
            asks.Contains("Idempotency-Key").ShouldBe(!name.StartsWith("GET ", StringComparison.Ordinal) && !isHook, name);
        }

        document.GetProperty("components").GetProperty("schemas").GetProperty("Problem").GetProperty("required").GetArrayLength().ShouldBe(3);

        // Without defaults and kinds, as a description writes a place.
        static string Plain(RoutePattern pattern) => string.Join('/', pattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => part switch { RoutePatternParameterPart place => $"{{{place.Name}}}", RoutePatternLiteralPart word => word.Content, _ => "" }))));
    }

    private static async Task<(JsonElement Json, string? Location, bool IsReplayed)> StartAsync(HttpClient op, string key)
    {
        using var answer = await PostAsync(op, $"/api/v1/dataflows/{Flow}/runs", new { kind = "changes" }, key);
        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(), answer.Headers.Location?.ToString(), answer.Headers.Contains("Idempotent-Replayed"));
    }

    private static async Task<HttpResponseMessage> PostAsync<T>(HttpClient client, string address, T body, string? key)
    {
        using var question = new HttpRequestMessage(HttpMethod.Post, address) { Content = JsonContent.Create(body) };
        if (key is not null) question.Headers.Add("Idempotency-Key", key);
        return await client.SendAsync(question);
    }

    private static async Task<string> RestAsync(StreamReader lines)
    {
        using var soon = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        return await lines.ReadToEndAsync(soon.Token);
    }
}
