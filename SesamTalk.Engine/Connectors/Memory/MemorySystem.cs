using System.Globalization;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Connectors.Memory;

/// <summary>
/// A whole system in memory, with a journal of everything that really happened in it and a dial for faults. It is an
/// ordinary system to the engine: reached through <see cref="MemoryConnector"/> and nothing else.
/// </summary>
public sealed class MemorySystem(TimeProvider clock)
{
    private readonly Dictionary<string, MemoryEntity> _entities = [];
    private readonly List<MemoryAct> _journal = [];
    private readonly Lock _gate = new();

    /// <summary>What really happened, in order.</summary>
    public IReadOnlyList<MemoryAct> Journal => _journal;

    /// <summary>The fault dial: asked before every call; null lets the call through.</summary>
    public Func<MemoryCall, MemoryTrouble?> Trouble { get; set; } = _ => null;

    /// <summary>What the system does to values that are written to it (trims, rounds); null keeps them.</summary>
    public Func<string, Record, Record>? Rewrites { get; set; }

    /// <summary>The properties of an entity that a write leaves as they are, without an error; null stores everything.</summary>
    public Func<string, string, bool>? Ignores { get; set; }

    /// <summary>The ids of deleted records are given again.</summary>
    public bool ReusesIds { get; set; }

    /// <summary>Records a page.</summary>
    public int PageSize { get; set; } = 100;

    /// <summary>What the system holds.</summary>
    public SystemDescription Description => new([.. _entities.Values.Select(e => e.Description)]);

    /// <summary>Adds an entity; its schema needs a key.</summary>
    public MemorySystem With(EntityDescription description)
    {
        _entities[description.Name] = new MemoryEntity(description);
        return this;
    }

    /// <summary>All records of an entity as they are now.</summary>
    public IReadOnlyList<Record> Records(string entity)
    {
        lock (_gate) return [.. _entities[entity].All().Select(c => c.Record!)];
    }

    /// <summary>A record as it is now, or null.</summary>
    public Record? Record(string entity, RecordId id)
    {
        lock (_gate) return _entities[entity].Find(id)?.Record;
    }

    /// <summary>Somebody creates a record in the system itself.</summary>
    public RecordId Insert(string entity, params IEnumerable<KeyValuePair<string, object?>> values) =>
        Create(entity, Engine.Records.Record.Of(Schema(entity), null, values), MemoryActor.User).Id;

    /// <summary>Somebody edits a record in the system itself.</summary>
    public void Edit(string entity, RecordId id, string path, object? value) =>
        Update(entity, id, Engine.Records.Record.Of(Schema(entity), id, [KeyValuePair.Create(path, value)]), MemoryActor.User);

    /// <summary>Somebody deletes a record in the system itself.</summary>
    public void Delete(string entity, RecordId id) => Remove(entity, id, MemoryActor.User);

    internal MemoryEntity Entity(string name) => _entities[name];

    internal Schema Schema(string entity) => _entities[entity].Description.Schema;

    internal T Reading<T>(Func<T> read)
    {
        lock (_gate) return read();
    }

    internal Change Create(string entity, Record values, MemoryActor actor)
    {
        lock (_gate)
        {
            values = Taken(entity, values, actor);
            var id = values.Id ?? _entities[entity].NewId(ReusesIds);
            var all = values.Schema.Properties.Select(p => KeyValuePair.Create(p.Path, values[p.Path] is Absent ? null : values[p.Path]));
            var key = values.Schema.Properties[values.Schema.KeySlot];
            object keyValue = key.Type == PropertyType.Integer ? long.Parse(id.Text, CultureInfo.InvariantCulture) : id.Text;
            var record = Engine.Records.Record.Of(values.Schema, id, all).With([KeyValuePair.Create(key.Path, (object?)keyValue)]);
            return Note(entity, id, null, Rewritten(entity, record), WriteKind.Create, actor);
        }
    }

    internal Change Update(string entity, RecordId id, Record values, MemoryActor actor, WriteKind kind = WriteKind.Update)
    {
        lock (_gate)
        {
            values = Taken(entity, values, actor);
            var before = _entities[entity].Find(id)!.Record!;
            return Note(entity, id, before, Rewritten(entity, before.OverlaidBy(values)), kind, actor);
        }
    }

    internal void Remove(string entity, RecordId id, MemoryActor actor)
    {
        lock (_gate)
        {
            var before = _entities[entity].Find(id)!.Record!;
            _entities[entity].Remove(id);
            _journal.Add(new MemoryAct(_journal.Count + 1, clock.GetUtcNow(), actor, WriteKind.Delete, entity, id, before, null));
        }
    }

    private Record Taken(string entity, Record values, MemoryActor actor) => Ignores is not { } ignores || actor == MemoryActor.User
        ? values
        : values.With(values.Known().Where(v => ignores(entity, v.Key)).Select(v => KeyValuePair.Create(v.Key, (object?)Absent.Instance)));

    private Record Rewritten(string entity, Record record) => Rewrites?.Invoke(entity, record) ?? record;

    private Change Note(string entity, RecordId id, Record? before, Record after, WriteKind kind, MemoryActor actor)
    {
        var act = new MemoryAct(_journal.Count + 1, clock.GetUtcNow(), actor, kind, entity, id, before, after);
        _journal.Add(act);
        _entities[entity].Put(id, after, act.Number, act.At);
        return _entities[entity].Find(id)!;
    }
}
