using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Simulation;

/// <summary>
/// A simulated system that serves several records in one call. Each passes the fault dial and the moments by itself, so that a
/// call breaks off in its middle as often as single ones do.
/// </summary>
internal sealed class SimulatedManyDoor(SimulatedDoor inner, int most) : IConnector, ITellsIdentity, IManyAtOnce
{
    /// <inheritdoc/>
    public int Most => most;

    /// <summary>The door to a system, by the seed one of this kind or one that takes records one by one.</summary>
    public static IConnector Of(SimulatedDoor door, long seed, string systemId)
    {
        var random = Chance.Of(seed, "many at once " + systemId);
        return random.Next(3) == 0 ? new SimulatedManyDoor(door, random.Next(2, 9)) : door;
    }

    /// <inheritdoc/>
    public Task<CheckReport> CheckAsync(CancellationToken cancellation) => inner.CheckAsync(cancellation);

    /// <inheritdoc/>
    public Task<Answer<SystemDescription>> DescribeAsync(CancellationToken cancellation) => inner.DescribeAsync(cancellation);

    /// <inheritdoc/>
    public Task<Answer<SystemIdentity>> WhoAsync(CancellationToken cancellation) => inner.WhoAsync(cancellation);

    /// <inheritdoc/>
    public IAsyncEnumerable<Answer<ChangePage>> ReadChangesAsync(string entity, string? since, CancellationToken cancellation) => inner.ReadChangesAsync(entity, since, cancellation);

    /// <inheritdoc/>
    public Task<Answer<Reading>> ReadAsync(string entity, RecordId id, CancellationToken cancellation) => inner.ReadAsync(entity, id, cancellation);

    /// <inheritdoc/>
    public Task<Answer<Findings>> FindAsync(string entity, string path, object value, CancellationToken cancellation) => inner.FindAsync(entity, path, value, cancellation);

    /// <inheritdoc/>
    public Task<Answer<Written>> WriteAsync(Write write, CancellationToken cancellation) => inner.WriteAsync(write, cancellation);

    /// <inheritdoc/>
    public async Task<Answer<Findings>> ReadManyAsync(string entity, IReadOnlyCollection<RecordId> ids, CancellationToken cancellation)
    {
        var found = new List<Change>();
        foreach (var id in ids)
        {
            if (!(await inner.ReadAsync(entity, id, cancellation)).Is(out var reading, out var error)) return error;
            if (reading.Change is { } change) found.Add(change);
        }

        return new Findings(found);
    }

    /// <inheritdoc/>
    public async Task<Answer<Findings>> FindManyAsync(string entity, string path, IReadOnlyCollection<object> values, CancellationToken cancellation)
    {
        var found = new List<Change>();
        foreach (var value in values)
        {
            if (!(await inner.FindAsync(entity, path, value, cancellation)).Is(out var findings, out var error)) return error;
            found.AddRange(findings.Changes);
        }

        return new Findings(found);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Answer<Written>>> WriteManyAsync(IReadOnlyList<Write> writes, Func<Task> stillOurs, CancellationToken cancellation)
    {
        var answers = new List<Answer<Written>>(writes.Count);
        foreach (var write in writes)
        {
            // Where it answers that it takes nothing now, nothing more is asked of it.
            var isOver = answers is [.., { Error: ConnectorError.Throttled or ConnectorError.Unreachable or ConnectorError.NotAllowed }];
            if (!isOver) await stillOurs();
            answers.Add(isOver ? answers[^1] : await inner.WriteAsync(write, cancellation));
        }

        return answers;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
