using System.Globalization;
using System.Runtime.CompilerServices;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Connectors.Memory;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Simulation;

/// <summary>
/// The door to a simulated system. It lists by time stamps as real systems do, with the overlap that a careful connector
/// takes, and every call passes the fault dial and the moments.
/// </summary>
internal sealed class SimulatedDoor(SimulatedSystem system, Moments moments, Trace trace, SimulationClock clock) : IConnector
{
    private readonly MemoryConnector _inner = new(system.Memory);
    private DateTimeOffset _notBefore;

    /// <inheritdoc/>
    public Task<CheckReport> CheckAsync(CancellationToken cancellation) => _inner.CheckAsync(cancellation);

    /// <inheritdoc/>
    public Task<Answer<SystemDescription>> DescribeAsync(CancellationToken cancellation) => Task.FromResult<Answer<SystemDescription>>(system.Description);

    /// <inheritdoc/>
    public async IAsyncEnumerable<Answer<ChangePage>> ReadChangesAsync(string entity, string? since, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await ArriveAsync(Moment.BeforeRead, $"list {entity} since {since}", cancellation);
        if (Trouble() is { } trouble)
        {
            system.Reads.Add(new ListRead(system.Id, entity, system.Run, false));
            yield return trouble;
            yield break;
        }

        var isWhole = false;
        foreach (var answer in Pages(entity, since))
        {
            await ArriveAsync(Moment.AfterRead, $"page of {entity}: {answer.Value?.Changes.Count.ToString(CultureInfo.InvariantCulture) ?? answer.Error!.Message}", cancellation);
            isWhole |= answer.Value is { IsLast: true };
            if (isWhole) system.Reads.Add(new ListRead(system.Id, entity, system.Run, true));
            yield return answer;
        }

        if (!isWhole) system.Reads.Add(new ListRead(system.Id, entity, system.Run, false));
    }

    /// <inheritdoc/>
    public async Task<Answer<Reading>> ReadAsync(string entity, RecordId id, CancellationToken cancellation)
    {
        await ArriveAsync(Moment.BeforeRead, $"read {entity} {id}", cancellation);
        if (Trouble() is { } trouble) return trouble;
        var change = JournalView.Record(system.Memory, entity, id, system.Faults.ShownAt(system.Clock.GetUtcNow()));
        await ArriveAsync(Moment.AfterRead, $"read {entity} {id}: {(change is null ? "none" : change.Version.Text)}", cancellation);
        return new Reading(change);
    }

    /// <inheritdoc/>
    public async Task<Answer<Findings>> FindAsync(string entity, string path, object value, CancellationToken cancellation)
    {
        await ArriveAsync(Moment.BeforeRead, $"find {entity} {path} {value}", cancellation);
        if (Trouble() is { } trouble) return trouble;
        var until = system.Faults.ShownAt(system.Clock.GetUtcNow());
        var found = JournalView.Records(system.Memory, entity, act => act.At <= until).Select(r => r.Change).Where(c => Values.Same(c.Record![path], value)).ToList();
        return new Findings(found);
    }

    /// <inheritdoc/>
    public async Task<Answer<Written>> WriteAsync(Write write, CancellationToken cancellation)
    {
        var what = $"{write.Kind} {write.Entity} {write.Id} {string.Join(", ", write.Values.Known().Select(v => $"{v.Key}={v.Value ?? "null"}"))}";
        await ArriveAsync(Moment.BeforeWrite, what, cancellation);
        var answer = await CarryAsync(write, cancellation);
        await ArriveAsync(Moment.AfterWrite, answer.Error is null ? $"done {answer.Value!.Id}" : $"{answer.Error.GetType().Name}: {answer.Error.Message}", cancellation);
        return answer;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task<Answer<Written>> CarryAsync(Write write, CancellationToken cancellation)
    {
        if (Trouble() is { } trouble) return trouble;
        if (system.IsReadOnly) return new ConnectorError.Rejected([], "simulated: read-only now");
        if (system.Faults.Strikes(Fault.Rejects)) return new ConnectorError.Rejected([], "simulated: refused");
        if (system.Faults.Strikes(Fault.LostRequest)) return new ConnectorError.Unknown("simulated: the request was lost");
        if (system.Faults.Strikes(Fault.LateEffect))
        {
            var run = system.Run;
            system.Later(SystemFaults.Lag * 0.9, () => _ = system.CarryOutAsync(_inner, write, run, CancellationToken.None));
            return new ConnectorError.Unknown("simulated: it takes effect later");
        }

        var answer = await system.CarryOutAsync(_inner, write, system.Run, cancellation);
        return system.Faults.Strikes(Fault.LostAnswer) ? new ConnectorError.Unknown("simulated: the answer was lost") : answer;
    }

    private List<Answer<ChangePage>> Pages(string entity, string? since)
    {
        var now = system.Clock.GetUtcNow();
        var until = system.Faults.ShownAt(now);
        var late = system.Faults.Has(Fault.LateVisibility) ? SystemFaults.Visibility : TimeSpan.Zero;
        var shown = JournalView.Records(system.Memory, entity, act => act.At <= until);
        shown.RemoveAll(r => r.Act.At > until - late * (r.Act.Number % 2));
        var from = since is null ? DateTimeOffset.MinValue : new DateTimeOffset(long.Parse(since, CultureInfo.InvariantCulture), TimeSpan.Zero);
        var changes = shown.Where(r => Stamp(r.Act.At) >= from).Select(r => r.Change with { At = Stamp(r.Act.At) }).ToList();
        // By the newest stamp that was seen and never by our own clock, which may be another than the system's.
        var newest = changes.Count == 0 ? (DateTimeOffset?)null : changes.Max(c => c.At!.Value) - system.Overlap;
        var next = newest is { } to && to > from ? to : from;
        return system.Lists.Pages(changes, next.UtcTicks.ToString(CultureInfo.InvariantCulture));
    }

    private DateTimeOffset Stamp(DateTimeOffset at) =>
        system.Faults.Has(Fault.CoarseStamps) ? at.AddTicks(-(at.Ticks % SystemFaults.Coarseness.Ticks)) : at;

    private ConnectorError? Trouble()
    {
        if (clock.GetUtcNow() < _notBefore) system.TooEarly.Add($"{clock.GetUtcNow():HH:mm:ss.fff} although it had said not before {_notBefore:HH:mm:ss.fff}");
        var trouble = system.Faults.AnyCall();
        if (trouble is ConnectorError.Throttled throttled) _notBefore = throttled.Until;
        return trouble;
    }

    private async Task ArriveAsync(Moment moment, string what, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        clock.Advance(TimeSpan.FromMilliseconds(7));
        if (moment is Moment.BeforeRead or Moment.BeforeWrite) system.Calls++;
        trace.Add($"{system.Id} {moment} {what}");
        await moments.PassAsync(moment, what);
    }
}
