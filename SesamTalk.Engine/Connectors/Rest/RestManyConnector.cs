using SesamTalk.Engine.Connectors.Wire;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Connectors.Rest;

/// <summary>A REST system whose manifest declares that it serves several requests at the same time (<c>rateLimit.parallel</c>): records are asked for and written side by side.</summary>
internal sealed class RestManyConnector(RestSettings settings, IHttpClientFactory clients, RateBudgets budgets, RestTokens tokens, ISecretKeeper? keeper, TimeProvider clock)
    : RestConnector(settings, clients, budgets, tokens, keeper, clock), IManyAtOnce
{
    // Enough that the last ones under way are few among all; not more than a crash may leave to be looked up.
    private const int Rounds = 64, MostOfAll = 2_000;

    private readonly SideBySide _sideBySide = new(settings.Manifest.Rate.Parallel);

    /// <inheritdoc/>
    public int Most { get; } = Math.Min(MostOfAll, Rounds * settings.Manifest.Rate.Parallel);

    /// <inheritdoc/>
    public Task<Answer<Findings>> ReadManyAsync(string entity, IReadOnlyCollection<RecordId> ids, CancellationToken cancellation) => _sideBySide.LookAsync(ids, async id =>
        (await ReadAsync(entity, id, cancellation)).Is(out var reading, out var error) ? new Findings(reading.Change is { } change ? [change] : []) : error);

    /// <inheritdoc/>
    public Task<Answer<Findings>> FindManyAsync(string entity, string path, IReadOnlyCollection<object> values, CancellationToken cancellation) =>
        _sideBySide.LookAsync(values, value => FindAsync(entity, path, value, cancellation));

    /// <inheritdoc/>
    public Task<IReadOnlyList<Answer<Written>>> WriteManyAsync(IReadOnlyList<Write> writes, Func<Task> stillOurs, CancellationToken cancellation) =>
        _sideBySide.WriteAsync(writes, write => WriteAsync(write, cancellation), stillOurs, cancellation);
}
