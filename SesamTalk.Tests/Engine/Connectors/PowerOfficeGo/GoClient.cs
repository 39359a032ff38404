using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Records;
using SesamTalk.Tests.Conformance;
using SesamTalk.Web.Sandbox;
using Shouldly;
using Record = SesamTalk.Engine.Records.Record;

namespace SesamTalk.Tests.Engine.Connectors.PowerOfficeGo;

/// <summary>A sandbox of PowerOffice Go with a connector to it, and short words for what tests do.</summary>
internal sealed class GoClient : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("go").FullName;
    private readonly List<ConformanceConnection> _connections = [];
    private TimeProvider? _clock;
    private SandboxHost _host = null!;
    private SystemDescription _description = null!;

    public IConnector Connector => _connections[0].Connector;

    public MeddlingHandler Meddler => _connections[0].Meddler;

    public Uri Root => _host.Address(SandboxHost.PowerOfficeGo);

    public static async Task<GoClient> StartAsync(bool seed = false, TimeProvider? clock = null)
    {
        var client = new GoClient { _clock = clock };
        client._host = await SandboxHost.StartAsync(new SandboxOptions { DataFolder = client._folder, Only = [SandboxHost.PowerOfficeGo], Seed = seed, PowerOfficeGoPort = 0, UnnamedPort = 0, CustomCrmPort = 0, CustomPmsPort = 0, PowerOfficeGoRequestsPerSecond = 0 });
        client.Connect();
        client._description = (await client.Connector.DescribeAsync(default)).Value!;
        return client;
    }

    /// <summary>One more connection, which remembers nothing of the others.</summary>
    public IConnector Connect(params (string Name, string Value)[] settings)
    {
        _connections.Add(new ConformanceConnection(PowerOfficeGoConformance.Demo(Root, settings), clock: _clock));
        return _connections[^1].Connector;
    }

    public EntityDescription Entity(string name) => _description.Find(name).ShouldNotBeNull(name);

    public Record New(string entity, params (string Path, object? Value)[] values) =>
        Record.Of(Entity(entity).Schema, null, values.Select(v => KeyValuePair.Create(v.Path, v.Value)));

    public Task<Answer<Written>> TryCreateAsync(string entity, params (string Path, object? Value)[] values) =>
        Connector.WriteAsync(new Write(entity, WriteKind.Create, null, New(entity, values), null, RecordVersion.None, null), default);

    public async Task<Record> CreateAsync(string entity, params (string Path, object? Value)[] values)
    {
        var answer = await TryCreateAsync(entity, values);
        answer.Error.ShouldBeNull();
        return answer.Value!.After!;
    }

    public async Task<Record?> ReadAsync(string entity, RecordId id)
    {
        var answer = await Connector.ReadAsync(entity, id, default);
        answer.Error.ShouldBeNull();
        return answer.Value!.Change?.Record;
    }

    public async Task<Answer<Written>> TryUpdateAsync(string entity, RecordId id, params (string Path, object? Value)[] values) =>
        await Connector.WriteAsync(new Write(entity, WriteKind.Update, id, New(entity, values), await ReadAsync(entity, id), RecordVersion.None, null), default);

    public Task<Answer<Written>> DeleteAsync(string entity, RecordId id) =>
        Connector.WriteAsync(new Write(entity, WriteKind.Delete, id, New(entity), null, RecordVersion.None, null), default);

    public async Task<List<Change>> ListAsync(string entity, string? since = null)
    {
        var all = new List<Change>();
        await foreach (var answer in Connector.ReadChangesAsync(entity, since, default))
        {
            answer.Error.ShouldBeNull();
            all.AddRange(answer.Value!.Changes);
        }

        return all;
    }

    /// <summary>A plain request with a token, for what the connector never does.</summary>
    public async Task<HttpResponseMessage> PostAsync(string path, JsonObject body)
    {
        using var http = new HttpClient { BaseAddress = new Uri(Root, "Demo/") };
        http.DefaultRequestHeaders.Add("Ocp-Apim-Subscription-Key", "demo-subscription-key");
        http.DefaultRequestHeaders.Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes("demo-application-key:demo-client-key")));
        using var token = await http.PostAsync("OAuth/Token", new FormUrlEncodedContent([new("grant_type", "client_credentials")]));
        var text = (await token.Content.ReadFromJsonAsync<JsonObject>())!["access_token"]!.GetValue<string>();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", text);
        return await http.PostAsJsonAsync("v2" + path, body);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var connection in _connections) await connection.DisposeAsync();
        await _host.DisposeAsync();
        Directory.Delete(_folder, true);
    }
}
