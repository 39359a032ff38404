using System.Collections.Immutable;
using System.Net;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Connectors.Rest;
using SesamTalk.Engine.Connectors.Wire;
using SesamTalk.Tests.Conformance;
using Shouldly;

namespace SesamTalk.Tests.Engine.Connectors.Rest;

/// <summary>A system that replaces the refresh token at every use, and several who live on it.</summary>
public sealed class RefreshTokenTests : IDisposable
{
    private const string Manifest = """
        name: Ledger
        auth: { kind: oauth2AuthorizationCode, tokenUrl: "https://api.example/token" }
        entities: [{ name: Orders, id: id, fields: { id: string }, operations: { list: { path: /orders }, lookup: { path: "/orders/{id}" } } }]
        """;

    private readonly StepClock _clock = new();
    private readonly RememberedSecrets _secrets = new();
    private readonly RestTokens _tokens;
    private readonly ScriptedClients _clients;
    private readonly List<string> _used = [];
    private string _good = "r0";
    private int _given;

    public RefreshTokenTests()
    {
        _tokens = new(_clock);
        _clients = new((Func<HttpRequestMessage, Task<HttpResponseMessage>>)(async request =>
        {
            if (request.RequestUri!.AbsolutePath != "/token") return ScriptedClients.Json("""{"id":"1"}""");
            var sent = Uri.UnescapeDataString((await request.Content!.ReadAsStringAsync()).Split('&').Single(pair => pair.StartsWith("refresh_token=", StringComparison.Ordinal))["refresh_token=".Length..]);
            _used.Add(sent);
            if (sent != _good) return ScriptedClients.Json("""{"error":"invalid_grant"}""", HttpStatusCode.BadRequest);
            _good = $"r{++_given}";
            return ScriptedClients.Json($$"""{"access_token":"a{{_given}}","expires_in":600,"refresh_token":"{{_good}}"}""");
        }));
    }

    [Fact]
    public async Task A_connection_opened_before_the_token_was_replaced_goes_on_with_the_newest()
    {
        var (older, newer) = (Open("r0"), (RestConnector?)null);
        await ReadsAsync(older);
        newer = Open(_good);
        await ReadsAsync(newer);
        _used.ShouldBe(["r0"], "both live on one token");
        for (var round = 0; round < 3; round++)
        {
            _clock.Advance(TimeSpan.FromHours(1));
            await ReadsAsync(older);
            _clock.Advance(TimeSpan.FromHours(1));
            await ReadsAsync(newer);
        }

        _used.ShouldBe(["r0", "r1", "r2", "r3", "r4", "r5", "r6"]);
        _secrets.Kept.Select(kept => kept.Secret).ShouldBe(["r1", "r2", "r3", "r4", "r5", "r6", "r7"]);
    }

    [Fact]
    public async Task What_another_process_was_given_meanwhile_is_taken_from_where_it_was_kept()
    {
        var mine = Open("r0");
        _good = "r-of-the-other";
        await _secrets.KeepAsync("ledger", "refreshToken", "r-of-the-other", default);
        await ReadsAsync(mine);
        _used.ShouldBe(["r0", "r-of-the-other"]);
    }

    [Fact]
    public async Task When_none_is_good_any_more_a_person_has_to_sign_in_and_the_new_one_counts()
    {
        var mine = Open("r0");
        _good = "given by a person";
        (await mine.ReadAsync("Orders", new("1"), default)).Error.ShouldBeOfType<ConnectorError.NotAllowed>().Message.ShouldContain("has to sign in again");
        await ReadsAsync(Open("given by a person"));
    }

    public void Dispose()
    {
        _tokens.Dispose();
        _clients.Dispose();
    }

    private static async Task ReadsAsync(RestConnector connector) => (await connector.ReadAsync("Orders", new("1"), default)).Error.ShouldBeNull();

    private RestConnector Open(string refresh) => new(RestSettings.Of(new ConnectedSystem
    {
        Id = "ledger", Name = "Ledger", Connector = "rest",
        Settings = ImmutableDictionary<string, string>.Empty.Add("manifest", Manifest).Add("baseAddress", "https://api.example").Add("patienceSeconds", "0"),
        ProtectedSecrets = ImmutableDictionary<string, string>.Empty.Add("clientId", "id").Add("clientSecret", "secret").Add("refreshToken", refresh),
    }, new ConformanceConnection.OpenProtector()), _clients, new RateBudgets(_clock), _tokens, _secrets, _clock);
}
