using System.Collections.Immutable;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Connectors.Rest;
using SesamTalk.Engine.Connectors.Wire;
using SesamTalk.Engine.Records;
using SesamTalk.Tests.Conformance;

namespace SesamTalk.Tests.Engine.Connectors.Rest;

/// <summary>A REST connector over a system made of one function, with a clock that moves by steps.</summary>
internal sealed class RestScene : IDisposable
{
    private readonly RestTokens _tokens;

    public RestScene(string manifest, Func<HttpRequestMessage, HttpResponseMessage> answer, params (string Name, string Value)[] secrets)
        : this(manifest, request => Task.FromResult(answer(request)), secrets)
    {
    }

    public RestScene(string manifest, Func<HttpRequestMessage, Task<HttpResponseMessage>> answer, params (string Name, string Value)[] secrets)
    {
        Clients = new(async request =>
        {
            var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync();
            Asked.Add($"{request.Method} {request.RequestUri!.PathAndQuery}{(body.Length == 0 ? "" : " " + body)}");
            return await answer(request);
        });
        _tokens = new(Clock);
        var system = new ConnectedSystem
        {
            Id = "scene", Name = "Scene", Connector = "rest",
            Settings = ImmutableDictionary<string, string>.Empty.Add("manifest", manifest).Add("baseAddress", "https://api.example/v1").Add("patienceSeconds", "0"),
            ProtectedSecrets = secrets.ToImmutableDictionary(secret => secret.Name, secret => secret.Value),
        };
        Connector = new(RestSettings.Of(system, new ConformanceConnection.OpenProtector()), Clients, new RateBudgets(Clock), _tokens, Secrets, Clock);
    }

    public RestConnector Connector { get; }

    public StepClock Clock { get; } = new();

    public RememberedSecrets Secrets { get; } = new();

    /// <summary>What was asked: verb, path with query, and body.</summary>
    public List<string> Asked { get; } = [];

    private ScriptedClients Clients { get; }

    public static HttpResponseMessage Json(string body) => ScriptedClients.Json(body);

    /// <summary>All changes of an entity, or the error that broke the read off.</summary>
    public async Task<(List<Change> Changes, string? Cursor, ConnectorError? Error)> ReadAsync(string entity, string? since = null)
    {
        var (changes, cursor) = (new List<Change>(), (string?)null);
        await foreach (var answer in Connector.ReadChangesAsync(entity, since, default))
        {
            if (!answer.Is(out var page, out var error)) return (changes, null, error);
            changes.AddRange(page.Changes);
            cursor = page.Cursor ?? cursor;
        }

        return (changes, cursor, null);
    }

    public void Dispose()
    {
        _tokens.Dispose();
        Clients.Dispose();
    }
}
