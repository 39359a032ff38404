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
internal sealed class SimulatedDoor(SimulatedSystem system, Moments moments, Trace trace, SimulationClock clock) : IConnector, ITellsIdentity
{
    private readonly MemoryConnector _inner = new(system.Memory);
    private DateTimeOffset _notBefore;
    private int _lies;

    /// <inheritdoc/>
    public Task<CheckReport> CheckAsync(CancellationToken cancellation) => _inner.CheckAsync(cancellation);

    /// <inheritdoc/>
    public Task<Answer<SystemIdentity>> WhoAsync(CancellationToken cancellation) => Task.FromResult<Answer<SystemIdentity>>(system.Identity);

    /// <inheritdoc/>
    public Task<Answer<SystemDescription>> DescribeAsync(CancellationToken cancellation) => Task.FromResult<Answer<SystemDescription>>(system.Faults.Strikes(Fault.SchemaDrift) ? Drifted(system.Description) : system.Description);

    /// <inheritdoc/>
    public async IAsyncEnumerable<Answer<ChangePage>> ReadChangesAsync(string entity, string? since, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await ArriveAsync(Moment.BeforeRead, $"list {entity} since {since}", cancellation);
        if (Trouble(entity) is { } trouble)
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
        if (Trouble(entity) is { } trouble) return trouble;
        if (system.IsSwapped) return new Reading(null);
        if (system.Faults.Strikes(Fault.GarbledPage)) return new ConnectorError.Garbled("simulated: a sign-in page instead of a record");
        var change = Told(JournalView.Record(system, entity, id, system.Faults.ShownAt(clock.GetUtcNow())));
        await ArriveAsync(Moment.AfterRead, $"read {entity} {id}: {(change is null ? "none" : change.Version.Text)}", cancellation);
        return new Reading(change);
    }

    /// <inheritdoc/>
    public async Task<Answer<Findings>> FindAsync(string entity, string path, object value, CancellationToken cancellation)
    {
        await ArriveAsync(Moment.BeforeRead, $"find {entity} {path} {value}", cancellation);
        if (Trouble(entity) is { } trouble) return trouble;
        if (system.IsSwapped) return new Findings([]);
        var until = system.Faults.ShownAt(clock.GetUtcNow());
        var found = JournalView.Records(system, entity, act => system.RightTime(act) <= until).Select(r => Told(r.Change)!).Where(c => Values.Same(c.Record![path], value)).ToList();
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
        if (Trouble(write.Entity, isWrite: true) is { } trouble) return trouble;
        if (system.IsSwapped) return new Written(new RecordId("of another tenant"), null, RecordVersion.None);
        if (system.IsReadOnly) return ReadOnly();
        if (system.Refusals.Of(system, write) is { } refused) return refused;
        if (system.Faults.Strikes(Fault.Rejects)) return new ConnectorError.Rejected([], "simulated: refused");
        if (system.Faults.Strikes(Fault.LostRequest)) return new ConnectorError.Unknown("simulated: the request was lost");
        if (system.Faults.Strikes(Fault.LateEffect))
        {
            var run = system.Run;
            system.Later(SystemFaults.Lag * 0.9, () => _ = system.CarryOutAsync(_inner, Meant(write), run, CancellationToken.None));
            return new ConnectorError.Unknown("simulated: it takes effect later");
        }

        var answer = await system.CarryOutAsync(_inner, Meant(write), system.Run, cancellation);
        if (answer.Value is { } written && system.Faults.Has(Fault.VersionsLie)) answer = written with { Version = Lie(written.Version) };
        if (write.Kind == WriteKind.Update && system.Faults.Has(Fault.NoVersions)) system.Faults.Shows(Fault.NoVersions);
        return system.Faults.Strikes(Fault.LostAnswer) ? new ConnectorError.Unknown("simulated: the answer was lost") : answer;
    }

    private List<Answer<ChangePage>> Pages(string entity, string? since)
    {
        if (system.IsSwapped) return [new ChangePage([], true, since ?? "0")];
        var until = system.Faults.ShownAt(clock.GetUtcNow());
        var late = system.Faults.Has(Fault.LateVisibility) ? SystemFaults.Visibility : TimeSpan.Zero;
        var shown = JournalView.Records(system, entity, act => system.RightTime(act) <= until);
        if (shown.RemoveAll(r => system.RightTime(r.Act) > until - late * (r.Act.Number % 2)) > 0 && late > TimeSpan.Zero) system.Faults.Shows(Fault.LateVisibility);
        var from = since is null ? DateTimeOffset.MinValue : new DateTimeOffset(long.Parse(since, CultureInfo.InvariantCulture), TimeSpan.Zero);
        var changes = shown.Where(r => Stamp(r.Change.At!.Value) >= from).Select(r => Told(r.Change)! with { At = Stamp(r.Change.At!.Value) }).ToList();
        // By the newest stamp that was seen and never by our own clock, which may be another than the system's.
        var newest = changes.Count == 0 ? (DateTimeOffset?)null : changes.Max(c => c.At!.Value) - system.Overlap;
        var next = newest is { } to && to > from ? to : from;
        return system.Lists.Pages(entity, changes, next.UtcTicks.ToString(CultureInfo.InvariantCulture));
    }

    private DateTimeOffset Stamp(DateTimeOffset at)
    {
        if (!system.Faults.Has(Fault.CoarseStamps)) return at;
        system.Faults.Shows(Fault.CoarseStamps);
        return at.AddTicks(-(at.Ticks % SystemFaults.Coarseness.Ticks));
    }

    private ConnectorError? Trouble(string entity, bool isWrite = false)
    {
        if (clock.GetUtcNow() < _notBefore) system.TooEarly.Add($"{clock.GetUtcNow():HH:mm:ss.fff} although it had said not before {_notBefore:HH:mm:ss.fff}");
        var trouble = system.Faults.AnyCall(entity, isWrite);
        if (trouble is ConnectorError.Throttled throttled) _notBefore = throttled.Until;
        return trouble;
    }

    private ConnectorError.Rejected ReadOnly()
    {
        system.Faults.Shows(Fault.ReadOnly);
        return new([], "simulated: read-only now");
    }

    // A version that says nothing cannot be asked for; and what was sent by another schema is meant in the system's own.
    private Write Meant(Write write) => write with
    {
        Expected = system.Faults.Has(Fault.VersionsLie) ? RecordVersion.None : write.Expected,
        Values = Record.Of(system.Memory.Description.Find(write.Entity)!.Schema, write.Values.Id, write.Values.Known()),
    };

    private Change? Told(Change? change) => change is null || !system.Faults.Has(Fault.VersionsLie) ? change : change with { Version = Lie(change.Version) };

    private RecordVersion Lie(RecordVersion version)
    {
        system.Faults.Shows(Fault.VersionsLie);
        return system.Lists.PageSize % 2 == 0 ? new RecordVersion("1") : new RecordVersion($"{version.Text}.{++_lies}");
    }

    // One property of one entity is gone, or a new one must be given.
    private SystemDescription Drifted(SystemDescription description)
    {
        var at = system.Faults.Below(description.Entities.Length);
        var (entity, isGone) = (description.Entities[at], system.Faults.Below(2) == 0 && description.Entities[at].Schema.Properties.Length > 2);
        var properties = isGone
            ? entity.Schema.Properties.RemoveAt(entity.Schema.Properties.Length - 2)
            : entity.Schema.Properties.Add(new SchemaProperty("Extra", PropertyType.Text) { IsRequired = true });
        trace.Add($"{system.Id} {entity.Name}: {(isGone ? "a property is gone" : "a new property must be given")}");
        return new SystemDescription(description.Entities.SetItem(at, entity with { Schema = new Schema(entity.Name, properties) }));
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
