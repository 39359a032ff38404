using SesamTalk.Engine.Connectors.Wire;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Connectors.Rest;

/// <summary>Any REST system that a manifest describes.</summary>
internal sealed class RestConnector : IConnector, IWebhooks, ISignsIn, ISideBySide
{
    /// <summary>The key in the catalog.</summary>
    public const string Key = "rest";

    private readonly RestManifest _manifest;
    private readonly RestReader _reader;
    private readonly RestWriter _writer;
    private readonly RestHooks _hooks;
    private readonly Func<RestCheck> _check;
    private readonly RestFirstSignIn _first;

    public RestConnector(RestSettings settings, IHttpClientFactory clients, RateBudgets budgets, RestTokens tokens, ISecretKeeper? keeper, TimeProvider clock)
    {
        const int largestAnswer = 64 * 1024 * 1024;
        _manifest = settings.Manifest;
        var door = new HttpDoor(clients, clock, settings.Timeout, largestAnswer);
        var budget = budgets.Of(settings.Account, settings.RequestsPerSecond, _manifest.Rate.Parallel);
        Courier Carrying(ISignIn signIn) => new(door, budget, signIn, clock, settings.Patience)
        {
            MostTries = _manifest.Rate.Tries,
            BudgetHeaders = _manifest.Rate is { RemainingHeader.Length: > 0, ResetHeader.Length: > 0 } rate ? (rate.RemainingHeader, rate.ResetHeader) : null,
        };
        var fixedSignIn = settings.FixedSignIn();
        var unsigned = Carrying(new RestSignIn(null, "", new([]), [.. settings.Secrets.Values]));
        ISignIn signIn = _manifest.Auth.Token is null ? fixedSignIn : new RestTokenSignIn(settings, tokens.Of(settings.Account), unsigned, keeper, settings.CommonHeaders());
        var api = new RestApi(settings, Carrying(signIn), signIn, clock);
        _reader = new RestReader(api);
        _writer = new RestWriter(api, _reader);
        _hooks = new RestHooks(settings, api);
        _first = new RestFirstSignIn(settings, unsigned, keeper);
        _check = () => new RestCheck(settings, api, door, signIn, clock);
    }

    /// <inheritdoc/>
    public Task<CheckReport> CheckAsync(CancellationToken cancellation) => _check().RunAsync(cancellation);

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
    public int AtOnce => _manifest.Rate.Parallel;

    /// <inheritdoc/>
    public string? SignInSecret => _manifest.Auth.Token is { SignInUrl: not null } token ? token.Refresh : null;

    /// <inheritdoc/>
    public Uri? SignInAddress(SignInAttempt attempt) => _first.Address(attempt);

    /// <inheritdoc/>
    public Task<Answer<SignedIn>> SignInAsync(string code, SignInAttempt attempt, CancellationToken cancellation) => _first.FinishAsync(code, attempt, cancellation);

    /// <inheritdoc/>
    public WebhookMeans Means => _hooks.Means;

    /// <inheritdoc/>
    public WebhookVerdict Read(WebhookDelivery delivery) => _hooks.Read(delivery);

    /// <inheritdoc/>
    public Task<Answer<WebhookSubscription>> SubscribeAsync(Uri callback, CancellationToken cancellation) => _hooks.SubscribeAsync(callback, cancellation);

    /// <inheritdoc/>
    public Task<Answer<WebhookSubscription>> UnsubscribeAsync(WebhookSubscription subscription, CancellationToken cancellation) => _hooks.UnsubscribeAsync(subscription, cancellation);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private RestEntity Of(string name) => _manifest.Entities.FirstOrDefault(entity => entity.Schema.Entity == name)
        ?? throw new ArgumentException($"{_manifest.Name} has no entity {name}.", nameof(name));
}
