using System.Globalization;
using System.Runtime.CompilerServices;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Connectors.Memory;

/// <summary>The door to a <see cref="MemorySystem"/>; an ordinary connector, held to the same conformance as the others.</summary>
public sealed class MemoryConnector(MemorySystem system) : IConnector
{
    /// <inheritdoc/>
    public Task<CheckReport> CheckAsync(CancellationToken cancellation) =>
        Task.FromResult(new CheckReport([system.Trouble(new MemoryCall(MemoryVerb.Check, "", null, null)) is { } trouble
            ? new CheckStep("read", false, trouble.Error.Because, TimeSpan.Zero)
            : new CheckStep("read", true, "It is in memory.", TimeSpan.Zero)]));

    /// <inheritdoc/>
    public Task<Answer<SystemDescription>> DescribeAsync(CancellationToken cancellation) => Task.FromResult<Answer<SystemDescription>>(system.Description);

    /// <inheritdoc/>
    public async IAsyncEnumerable<Answer<ChangePage>> ReadChangesAsync(string entity, string? since, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await Task.CompletedTask;
        var stamp = since is null ? -1 : long.Parse(since, CultureInfo.InvariantCulture);
        var (changes, last) = system.Reading(() => (system.Entity(entity).Since(stamp).ToList(), system.Journal.Count));
        var pages = changes.Chunk(system.PageSize).DefaultIfEmpty([]).ToList();
        for (var page = 0; page < pages.Count; page++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (system.Trouble(new MemoryCall(MemoryVerb.ReadChanges, entity, null, null)) is { } trouble)
            {
                yield return trouble.Error;
                yield break;
            }

            var isLast = page == pages.Count - 1;
            yield return new ChangePage(pages[page], isLast, isLast ? last.ToString(CultureInfo.InvariantCulture) : null);
        }
    }

    /// <inheritdoc/>
    public Task<Answer<Reading>> ReadAsync(string entity, RecordId id, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return Task.FromResult(system.Trouble(new MemoryCall(MemoryVerb.Read, entity, id, null)) is { } trouble
            ? (Answer<Reading>)trouble.Error
            : new Reading(system.Reading(() => system.Entity(entity).Find(id))));
    }

    /// <inheritdoc/>
    public Task<Answer<Findings>> FindAsync(string entity, string path, object value, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return Task.FromResult(system.Trouble(new MemoryCall(MemoryVerb.Find, entity, null, null)) is { } trouble
            ? (Answer<Findings>)trouble.Error
            : new Findings(system.Reading(() => system.Entity(entity).All().Where(c => Values.Same(c.Record![path], value)).ToList())));
    }

    /// <inheritdoc/>
    public Task<Answer<Written>> WriteAsync(Write write, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var trouble = system.Trouble(new MemoryCall(MemoryVerb.Write, write.Entity, write.Id, write));
        if (trouble is { TakesEffect: false }) return Task.FromResult<Answer<Written>>(trouble.Error);
        var refusal = Refusal(write);
        var answer = refusal is null ? CarryOut(write) : refusal;
        return Task.FromResult(trouble is null ? answer : trouble.Error);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private ConnectorError? Refusal(Write write)
    {
        var schema = system.Schema(write.Entity);
        var tooLong = schema.Properties.FirstOrDefault(p => p.MaxLength is { } most && write.Values[p.Path] is string text && text.Length > most);
        if (tooLong is not null) return new ConnectorError.Rejected([new RejectedProperty(tooLong.Path, $"at most {tooLong.MaxLength} characters")], $"{tooLong.Path} is too long: at most {tooLong.MaxLength} characters.");
        var computed = schema.Properties.FirstOrDefault(p => p.IsReadOnly && !p.IsKey && write.Values[p.Path] is not Absent);
        if (computed is not null) return new ConnectorError.Rejected([new RejectedProperty(computed.Path, "read only")], $"{computed.Path} cannot be written.");
        if (write.Kind == WriteKind.Create) return Taken(write);
        var present = system.Reading(() => system.Entity(write.Entity).Find(write.Id!.Value));
        if (present is null) return new ConnectorError.Stale("The record is gone.");
        var locks = system.Entity(write.Entity).Description.Capabilities.LocksByVersion;
        return locks && write.Expected != RecordVersion.None && write.Expected != present.Version ? new ConnectorError.Stale("The record was edited meanwhile.") : null;
    }

    // A reference is unique, as every connector that names one promises.
    private ConnectorError.Rejected? Taken(Write write)
    {
        if (write.Reference is not { } reference || system.Entity(write.Entity).Description.Capabilities.ReferenceProperty is not { } path) return null;
        var isTaken = system.Reading(() => system.Entity(write.Entity).All().Any(c => Values.Same(c.Record![path], reference)));
        return isTaken ? new ConnectorError.Rejected([new RejectedProperty(path, "taken")], $"Another record has the {path} {reference}.") : null;
    }

    private Answer<Written> CarryOut(Write write)
    {
        var capabilities = system.Entity(write.Entity).Description.Capabilities;
        if (write.Kind == WriteKind.Delete)
        {
            system.Remove(write.Entity, write.Id!.Value, MemoryActor.Engine);
            return new Written(write.Id.Value, null, RecordVersion.None);
        }

        var values = write.Values;
        if (write.Kind == WriteKind.Create && write.Reference is { } reference && capabilities.ReferenceProperty is { } property)
            values = values.With([KeyValuePair.Create(property, (object?)reference)]);
        if (write.Kind == WriteKind.Archive && capabilities.Archive is { } archive) values = values.With([KeyValuePair.Create(archive.Path, (object?)archive.Value)]);
        var change = write.Kind == WriteKind.Create
            ? system.Create(write.Entity, values, MemoryActor.Engine)
            : system.Update(write.Entity, write.Id!.Value, values, MemoryActor.Engine, write.Kind);
        return new Written(change.Id, change.Record, change.Version);
    }
}
