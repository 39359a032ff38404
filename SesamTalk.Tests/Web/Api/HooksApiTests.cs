using System.Collections.Immutable;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Dataflows.Shipped;
using SesamTalk.Engine.Storage;
using SesamTalk.Engine.Sync;
using SesamTalk.Tests.Web.Jobs;
using SesamTalk.Web.Jobs;
using Shouldly;

namespace SesamTalk.Tests.Web.Api;

/// <summary>Deliveries at the site's door: from the webshop, from nobody, too many and too large.</summary>
public sealed class HooksApiTests : IAsyncLifetime
{
    private const string Shop = "custom-webshop", Flow = "poweroffice-go-custom-webshop", Secret = "shop-hook-secret";
    private const string Delivery = """{"event":"order.updated","id":"O50001"}""";

    private readonly FakeRuns _runs = new();
    private readonly HandClock _clock = new();
    private WebApp _site = null!;
    private HttpClient _http = null!;

    public async ValueTask InitializeAsync()
    {
        _site = new WebApp(services => services
            .AddSingleton<RunDataflow>(_runs.RunAsync)
            .AddSingleton(provider => new HintedRuns(provider.GetRequiredService<RunQueue>(), provider.GetRequiredService<DataflowStore>(), _clock, NullLogger<HintedRuns>.Instance)));
        _http = _site.CreateClient();
        await _site.Services.GetRequiredService<DataflowStore>().SaveAsync(ShippedDataflows.All.Single(flow => flow.Id == Flow), "test", "");
        await AddAsync(Shop, "shipped:webshop", ("user", "u"), ("password", "p"), ("webhookSecret", Secret));
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _site.DisposeAsync();
    }

    [Fact]
    public async Task A_signed_delivery_makes_the_dataflow_run_soon_and_a_replay_makes_it_look_once_more_at_the_most()
    {
        _runs.LetEnd(2);
        (await SendAsync(Shop, Delivery, Signed(Delivery))).ShouldBe(HttpStatusCode.Accepted);
        _clock.Advance(TimeSpan.FromSeconds(2));
        await _runs.BegunAsync(Flow);
        await _site.Services.GetRequiredService<RunQueue>().EndedAsync(_runs.Requests.Single().RunId!.Value);
        for (var replay = 0; replay < 5; replay++) (await SendAsync(Shop, Delivery, Signed(Delivery))).ShouldBe(HttpStatusCode.Accepted);
        _clock.Advance(TimeSpan.FromMinutes(1));
        await _runs.BegunAsync(Flow);
        _runs.Requests.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("no signature")]
    [InlineData("another secret")]
    [InlineData("another body")]
    [InlineData("nonsense")]
    public async Task A_forged_delivery_is_turned_away_and_nothing_runs(string how)
    {
        var signature = how switch
        {
            "no signature" => null,
            "another secret" => Signed(Delivery, "guessed"),
            "another body" => Signed(Delivery.Replace("O50001", "O1")),
            _ => "sha256=zzzz",
        };
        (await SendAsync(Shop, Delivery, signature)).ShouldBe(HttpStatusCode.Unauthorized);
        _clock.Advance(TimeSpan.FromMinutes(5));
        _runs.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_signed_delivery_that_nobody_understands_makes_all_of_the_system_be_read()
    {
        const string strange = """{"event":"order.updated"}""";
        (await SendAsync(Shop, strange, Signed(strange))).ShouldBe(HttpStatusCode.Accepted);
        _clock.Advance(TimeSpan.FromSeconds(2));
        await _runs.BegunAsync(Flow);
        _runs.LetEnd();
    }

    [Fact]
    public async Task What_is_not_here_is_not_found_and_what_is_too_large_is_not_read()
    {
        await AddAsync("register", "shipped:opensesam", ("apiKey", "k"));
        foreach (var nobody in new[] { "nobody", "register", "..%2f" })
            (await SendAsync(nobody, Delivery, Signed(Delivery))).ShouldBe(HttpStatusCode.NotFound, nobody);
        var large = new string(' ', 257 * 1024);
        (await SendAsync(Shop, large, Signed(large))).ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        using var looked = await _http.GetAsync("/hooks/" + Shop);
        looked.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_system_that_cannot_sign_proves_itself_by_the_end_of_the_address()
    {
        await AddAsync("till", """
            name: Till
            entities: [{ name: Order, id: id, fields: { id: string }, operations: { list: { path: /orders } } }]
            webhooks: { verify: { kind: path }, id: id, events: { changed: Order } }
            """, ("webhookSecret", Secret));
        (await SendAsync("till/" + Secret, """{"id":"7"}""", null)).ShouldBe(HttpStatusCode.Accepted);
        (await SendAsync("till/guessed", """{"id":"7"}""", null)).ShouldBe(HttpStatusCode.Unauthorized);
        (await SendAsync("till", """{"id":"7"}""", null)).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_secret_that_is_replaced_counts_from_then_on()
    {
        (await SendAsync(Shop, Delivery, Signed(Delivery))).ShouldBe(HttpStatusCode.Accepted);
        await AddAsync(Shop, "shipped:webshop", ("user", "u"), ("password", "p"), ("webhookSecret", "a newer one"));
        (await SendAsync(Shop, Delivery, Signed(Delivery))).ShouldBe(HttpStatusCode.Unauthorized);
        (await SendAsync(Shop, Delivery, Signed(Delivery, "a newer one"))).ShouldBe(HttpStatusCode.Accepted);
    }

    private static string Signed(string body, string secret = Secret) => "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(body)));

    private async Task<HttpStatusCode> SendAsync(string system, string body, string? signature)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/hooks/" + system) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (signature is not null) request.Headers.TryAddWithoutValidation("X-Shop-Signature", signature);
        using var answer = await _http.SendAsync(request);
        (await answer.Content.ReadAsStringAsync()).ShouldBeEmpty();
        return answer.StatusCode;
    }

    private async Task AddAsync(string id, string manifest, params (string Name, string Value)[] secrets)
    {
        var protector = _site.Services.GetRequiredService<ISecretProtector>();
        await _site.Services.GetRequiredService<SystemStore>().SaveAsync(new ConnectedSystem
        {
            Id = id, Name = id, Connector = "rest",
            Settings = ImmutableDictionary<string, string>.Empty.Add("manifest", manifest).Add("baseAddress", "http://127.0.0.1:9/"),
            ProtectedSecrets = secrets.ToImmutableDictionary(secret => secret.Name, secret => protector.Protect(secret.Value)),
        }, "test");
    }
}
