using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using SesamTalk.Engine.Dataflows.Shipped;
using SesamTalk.Engine.Runs;
using SesamTalk.Tests.Engine.Connectors.PowerOfficeGo;
using SesamTalk.Tests.Web.Sandbox;
using Shouldly;
using Xunit;

namespace SesamTalk.Tests.Scenarios;

/// <summary>
/// All five dataflows run on one PowerOffice Go: every request of the connector, and every answer of the sandbox, is one that the
/// vendor's description has. Known exceptions: the token, <c>/ClientIntegrationInformation</c>, which the description leaves out, and
/// the value of a patch, which may be any JSON though it is described as an object.
/// </summary>
public sealed class ContractOfAllDataflowsTests
{
    [Fact]
    public async Task Every_request_and_every_answer_of_a_full_run_is_in_the_vendors_description()
    {
        if (OpenApiFile.Find() is not { } file)
        {
            Assert.Skip("poweroffice-go-openapi.json is not in the notes folder ../shared beside the repository.");
            return;
        }

        var recorder = new Recorder();
        await using var world = await FlowWorld.StartAsync(ShippedDataflows.All, new(12, 12, 6, 12, Products: 14, Projects: 12, Suppliers: 12, Employees: 3), services =>
            services.AddHttpClient("connectors").AddHttpMessageHandler(() => new Recording(recorder)));
        foreach (var kind in new[] { RunKind.Changes, RunKind.Changes, RunKind.Everything })
        {
            foreach (var flow in ShippedDataflows.All) (await world.SyncAsync(kind, flow.Id)).Outcome.ShouldBeOneOf(RunOutcome.Done, RunOutcome.DoneWithConflicts, RunOutcome.NothingToDo);
            await EditEverywhereAsync(world);
        }

        var document = JsonNode.Parse(await File.ReadAllTextAsync(file))!.AsObject();
        var (api, contract) = (new OpenApiFile(document), new GoContract(document.DeepClone()));
        var violations = new List<string>();
        foreach (var seen in recorder.Seen)
        {
            violations.AddRange(api.Violations(seen.Method, seen.Path, seen.Query, seen.Sent));
            if (api.Template(seen.Method, seen.Path) is { } template) contract.Check(seen.Method, template, seen.Status, seen.Answer);
        }
        recorder.Seen.Count.ShouldBeGreaterThan(100);
        recorder.Seen.Select(seen => seen.Method).Distinct().ShouldBe(["GET", "POST", "PATCH"], ignoreOrder: true);
        violations.Concat(contract.Violations).Distinct().ShouldBeEmpty();
    }

    // The last record of each kind, by the last letter of one of its texts.
    private static async Task EditEverywhereAsync(FlowWorld world)
    {
        foreach (var (system, entity, path) in new[]
        {
            ("opensesam", "organisations", "name"), ("opensesam", "locations", "city"), ("opensesam", "classifications", "name"), ("custom-webshop", "products", "name"), ("custom-webshop", "orders", "reference"),
            ("unnamed", "customers-company", "name"), ("unnamed", "customers-person", "last_name"), ("custom-crm", "Contact", "title"), ("custom-pms", "Project", "name"),
        })
        {
            var record = (await world.RecordsAsync(system, entity)).Last(one => FlowWorld.At(one, path).Length > 0);
            await world.ChangeAsync(system, entity, FlowWorld.At(record, "id"), new() { [path] = FlowWorld.At(record, path) + "x" });
        }
    }

    private sealed record Exchange(string Method, string Path, string Query, string? Sent, int Status, JsonNode? Answer);

    private sealed class Recorder
    {
        private readonly List<Exchange> _seen = [];

        public List<Exchange> Seen => _seen;

        public void Note(Exchange exchange)
        {
            lock (_seen) _seen.Add(exchange);
        }
    }

    private sealed class Recording(Recorder recorder) : DelegatingHandler
    {
        private const string Start = "/Demo/v2";

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var path = request.RequestUri!.AbsolutePath;
            if (!path.StartsWith(Start + "/", StringComparison.Ordinal) || path.EndsWith("/ClientIntegrationInformation", StringComparison.Ordinal)) return await base.SendAsync(request, cancellationToken);
            var sent = request.Content is null ? null : await request.Content.ReadAsStringAsync(cancellationToken);
            var answer = await base.SendAsync(request, cancellationToken);
            var bytes = await answer.Content.ReadAsByteArrayAsync(cancellationToken);
            recorder.Note(new(request.Method.Method, path[Start.Length..], request.RequestUri.Query, sent, (int)answer.StatusCode, bytes.Length == 0 ? null : JsonNode.Parse(bytes)));
            answer.Content = Again(bytes, answer.Content.Headers.ContentType);
            return answer;
        }

        private static ByteArrayContent Again(byte[] bytes, MediaTypeHeaderValue? type)
        {
            var content = new ByteArrayContent(bytes);
            content.Headers.ContentType = type;
            return content;
        }
    }
}
