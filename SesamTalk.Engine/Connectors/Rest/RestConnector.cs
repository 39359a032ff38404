using SesamTalk.Engine.Connectors.Wire;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Connectors.Rest;

/// <summary>Any REST system that a manifest describes.</summary>
internal sealed class RestConnector : IConnector
{
    /// <summary>The key in the catalog.</summary>
    public const string Key = "rest";

    private readonly RestManifest _manifest;
    private readonly RestReader _reader;
    private readonly RestWriter _writer;
    private readonly RestPages _pages;
    private readonly RestSettings _settings;
    private readonly TimeProvider _clock;

    public RestConnector(RestSettings settings, IHttpClientFactory clients, RateBudgets budgets, TimeProvider clock)
    {
        const int largestAnswer = 64 * 1024 * 1024;
        var door = new HttpDoor(clients, clock, settings.Timeout, largestAnswer);
        var budget = budgets.Of($"{settings.BaseAddress}\n{settings.SignIn.Account}", settings.RequestsPerSecond);
        var api = new RestApi(settings, new Courier(door, budget, settings.SignIn, clock, settings.Patience));
        (_settings, _manifest, _clock) = (settings, settings.Manifest, clock);
        _reader = new RestReader(api);
        _writer = new RestWriter(api, _reader);
        _pages = new RestPages(api);
    }

    /// <inheritdoc/>
    public async Task<CheckReport> CheckAsync(CancellationToken cancellation)
    {
        var start = _clock.GetTimestamp();
        var entity = _manifest.Entities[0];
        ConnectorError? error = null;
        await foreach (var answer in _pages.ReadAsync(entity, entity.List, _ => null, cancellation))
        {
            error = answer.Error;
            break;
        }

        var took = _clock.GetElapsedTime(start);
        CheckStep Step(string name, bool isFine, string fine) => new(name, isFine, isFine ? fine : error!.Message, took);
        var address = Step("address", error is not ConnectorError.Unreachable, $"{_settings.BaseAddress.Authority} answers.");
        if (!address.IsFine) return new([address]);
        var signIn = Step("sign-in", error is not ConnectorError.NotAllowed, "The key is accepted.");
        return signIn.IsFine ? new([address, signIn, Step("read", error is null, $"A list of {entity.Schema.Entity} was read.")]) : new([address, signIn]);
    }

    /// <inheritdoc/>
    public Task<Answer<SystemDescription>> DescribeAsync(CancellationToken cancellation) =>
        Task.FromResult<Answer<SystemDescription>>(new SystemDescription([.. _manifest.Entities.Select(entity => entity.Describe(_manifest.ReadLag))]));

    /// <inheritdoc/>
    public IAsyncEnumerable<Answer<ChangePage>> ReadChangesAsync(string entity, string? since, CancellationToken cancellation) =>
        _reader.ReadChangesAsync(Of(entity), since, cancellation);

    /// <inheritdoc/>
    public async Task<Answer<Reading>> ReadAsync(string entity, RecordId id, CancellationToken cancellation)
    {
        if (!(await _reader.ReadAsync(Of(entity), id, cancellation)).Is(out var read, out var error)) return error;
        return new Reading(read.Record is { } record ? RestReader.Change(Of(entity), record) : null);
    }

    /// <inheritdoc/>
    public Task<Answer<Findings>> FindAsync(string entity, string path, object value, CancellationToken cancellation) =>
        _reader.FindAsync(Of(entity), path, value, cancellation);

    /// <inheritdoc/>
    public Task<Answer<Written>> WriteAsync(Write write, CancellationToken cancellation) => _writer.WriteAsync(Of(write.Entity), write, cancellation);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private RestEntity Of(string name) => _manifest.Entities.FirstOrDefault(entity => entity.Schema.Entity == name)
        ?? throw new ArgumentException($"{_manifest.Name} has no entity {name}.", nameof(name));
}
