using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Connectors.Memory;

/// <summary>The records of one entity of a memory system, with the stamps that its changes are listed by.</summary>
internal sealed class MemoryEntity(EntityDescription description)
{
    private readonly Dictionary<RecordId, (Record Record, long Stamp, DateTimeOffset At)> _records = [];
    private readonly Stack<RecordId> _free = [];
    private int _nextId;

    public EntityDescription Description { get; } = description;

    public IEnumerable<Change> All() => _records.OrderBy(r => r.Value.Stamp).Select(r => AsChange(r.Key, r.Value));

    public IEnumerable<Change> Since(long stamp) => _records.Where(r => r.Value.Stamp > stamp).OrderBy(r => r.Value.Stamp).Select(r => AsChange(r.Key, r.Value));

    public Change? Find(RecordId id) => _records.TryGetValue(id, out var found) ? AsChange(id, found) : null;

    public void Put(RecordId id, Record record, long stamp, DateTimeOffset at) => _records[id] = (record, stamp, at);

    public void Remove(RecordId id)
    {
        if (_records.Remove(id)) _free.Push(id);
    }

    /// <summary>The next id that the system gives, in the form of the entity's key; that of a deleted record where it gives those again.</summary>
    public RecordId NewId(bool again) => again && _free.TryPop(out var id) ? id : new($"{++_nextId + 1000}");

    private static Change AsChange(RecordId id, (Record Record, long Stamp, DateTimeOffset At) found) =>
        new(ChangeKind.Upsert, id, found.Record, new RecordVersion($"{found.Stamp}"), found.At);
}
