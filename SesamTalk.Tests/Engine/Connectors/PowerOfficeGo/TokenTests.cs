using System.Net;
using System.Text;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Connectors.PowerOfficeGo;
using SesamTalk.Engine.Connectors.Wire;
using SesamTalk.Engine.Records;
using Shouldly;

namespace SesamTalk.Tests.Engine.Connectors.PowerOfficeGo;

public sealed class TokenTests : IDisposable
{
    private readonly StepClock _clock = new();
    private readonly GoTokens _tokens;
    private readonly ScriptedClients _system;
    private readonly List<string> _accepted = [];
    private int _given;
    private bool _refusesKeys;

    public TokenTests()
    {
        _tokens = new GoTokens(_clock);
        _system = new ScriptedClients(Answer);
    }

    [Fact]
    public async Task The_token_is_asked_for_once_and_shared_by_all_connections_with_the_same_keys()
    {
        await ReadAsync(Open());
        await ReadAsync(Open());
        TokensAsked.ShouldBe(1);

        await ReadAsync(Open("another-client"));
        TokensAsked.ShouldBe(2);
    }

    [Fact]
    public async Task Many_at_once_ask_for_one_token()
    {
        var connector = Open();
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => ReadAsync(connector)));
        TokensAsked.ShouldBe(1);
    }

    [Fact]
    public async Task It_is_renewed_before_it_ends()
    {
        var connector = Open();
        await ReadAsync(connector);
        _clock.Advance(TimeSpan.FromSeconds(1000));
        await ReadAsync(connector);
        TokensAsked.ShouldBe(1);

        _clock.Advance(TimeSpan.FromSeconds(100));
        await ReadAsync(connector);
        TokensAsked.ShouldBe(2);
    }

    [Fact]
    public async Task A_token_that_is_refused_is_renewed_once_and_the_request_goes_out_again()
    {
        var connector = Open();
        await ReadAsync(connector);
        _accepted.Clear();

        (await ReadAsync(connector)).Error.ShouldBeNull();
        TokensAsked.ShouldBe(2);
    }

    [Fact]
    public async Task A_write_with_an_old_token_is_sent_again_since_nothing_was_done()
    {
        var connector = Open();
        await ReadAsync(connector);
        _accepted.Clear();
        var values = SesamTalk.Engine.Records.Record.Of(SesamTalk.Engine.Connectors.PowerOfficeGo.Entities.Departments.Entity.Schema, null, KeyValuePair.Create("Name", (object?)"Drift"));

        (await connector.WriteAsync(new Write("Departments", WriteKind.Create, null, values, null, RecordVersion.None, null), default)).Value!.Id.Text.ShouldBe("7");
    }

    [Fact]
    public async Task Keys_that_are_refused_are_not_allowed_and_nobody_tries_twice()
    {
        _refusesKeys = true;
        var error = (await ReadAsync(Open())).Error.ShouldBeOfType<ConnectorError.NotAllowed>();
        error.Message.ShouldContain("application key");
        error.Message.ShouldNotContain("client-secret");
        TokensAsked.ShouldBe(1);
    }

    public void Dispose()
    {
        _tokens.Dispose();
        _system.Dispose();
    }

    private int TokensAsked => _system.Asked.Count(asked => asked.EndsWith("/Token", StringComparison.Ordinal));

    private static Task<Answer<Reading>> ReadAsync(PowerOfficeGoConnector connector) => connector.ReadAsync("Departments", new RecordId("7"), default);

    private PowerOfficeGoConnector Open(string client = "client-secret") => new(new PowerOfficeGoSettings
    {
        BaseAddress = new("https://go.example/v2"),
        TokenAddress = new("https://go.example/OAuth/Token"),
        ApplicationKey = "application",
        ClientKey = client,
        SubscriptionKey = "subscription",
        RequestsPerSecond = 0,
    }, _system, new RateBudgets(_clock), _tokens, _clock);

    private HttpResponseMessage Answer(HttpRequestMessage request)
    {
        request.Headers.GetValues("Ocp-Apim-Subscription-Key").ShouldBe(["subscription"]);
        if (request.RequestUri!.AbsolutePath.EndsWith("/Token", StringComparison.Ordinal))
        {
            Encoding.UTF8.GetString(Convert.FromBase64String(request.Headers.Authorization!.Parameter!)).ShouldStartWith("application:");
            if (_refusesKeys) return ScriptedClients.Json("""{"error":"invalid_client"}""", HttpStatusCode.BadRequest);
            lock (_accepted) _accepted.Add($"token-{++_given}");
            return ScriptedClients.Json($$"""{"access_token":"token-{{_given}}","token_type":"bearer","expires_in":1200}""");
        }

        lock (_accepted)
            return _accepted.Contains(request.Headers.Authorization!.Parameter!)
                ? ScriptedClients.Json("""{"Id":7,"Name":"Drift"}""")
                : new HttpResponseMessage(HttpStatusCode.Unauthorized);
    }
}
