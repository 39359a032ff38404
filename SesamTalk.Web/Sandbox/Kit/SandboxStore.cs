using System.Text.Json.Nodes;

namespace SesamTalk.Web.Sandbox.Kit;

/// <summary>A write that waits to be committed; no body deletes.</summary>
internal sealed record Pending(string Entity, string Id, string? Parent, JsonObject? Body, JsonObject Changes)
{
    /// <summary>What the journal calls it when it is not a plain create, update or delete.</summary>
    public string? Called { get; init; }
}

/// <summary>
/// The records of one sandbox: in memory for reading, in a SQLite file for staying. Whoever reads or writes holds <see cref="Gate"/>.
/// </summary>
/// <remarks>A commit is in the file before anyone sees it, so a killed process loses no answered write.</remarks>
internal sealed class SandboxStore : IDisposable
{
    private readonly Dictionary<string, Dictionary<string, Row>> _tables = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<(string Entity, string Parent), List<Row>> _children = [];
    private readonly ValueIndex _index = new();
    private readonly Dictionary<string, long> _counters = [];
    private readonly SandboxFile _file;
    private readonly SandboxClock _clock;
    private List<(Pending, JournalEntry)>? _together;

    public SandboxStore(string file, SandboxClock clock)
    {
        _clock = clock;
        _file = new SandboxFile(file);
        foreach (var (entity, id, parent, body) in _file.Records())
            Place(entity, id, parent).Add(DateTimeOffset.MinValue, body);
        foreach (var (name, value) in _file.Counters()) _counters[name] = value;
    }

    public Lock Gate { get; } = new();

    public bool IsEmpty => _tables.Count == 0;

    /// <summary>All rows of an entity in the order they were made, deleted ones too (their <see cref="Row.Now"/> is null).</summary>
    public IEnumerable<Row> Rows(string entity) => _tables.TryGetValue(entity, out var rows) ? rows.Values : [];

    /// <summary>Every record of every entity that is not deleted.</summary>
    public IEnumerable<Row> Living() => _tables.Values.SelectMany(rows => rows.Values).Where(row => row.Now is not null);

    /// <summary>The rows under one parent, deleted ones too.</summary>
    public IReadOnlyList<Row> Children(string entity, string parent) => _children.TryGetValue((entity, parent), out var rows) ? rows : [];

    /// <summary>The id of the record that holds a unique value; the path may go below an object.</summary>
    public string? Holder(string entity, string path, string value) => _index.Holder(entity, path, value, Rows(entity));

    /// <summary>A living record.</summary>
    public Row? Find(string entity, string id) =>
        _tables.TryGetValue(entity, out var rows) && rows.TryGetValue(id, out var row) && row.Now is not null ? row : null;

    public Row? FindAsOf(string entity, string id, DateTimeOffset moment) =>
        _tables.TryGetValue(entity, out var rows) && rows.TryGetValue(id, out var row) && row.AsOf(moment) is not null ? row : null;

    /// <summary>The next number of a series; it stays used even if the write fails.</summary>
    public long Next(string counter, long first)
    {
        var next = _counters.TryGetValue(counter, out var last) ? last + 1 : first;
        _counters[counter] = next;
        return next;
    }

    public void Commit(IReadOnlyList<Pending> writes, string by)
    {
        if (writes.Count == 0) return;
        if (_together is not null)
        {
            Remember(writes, by, _together);
            return;
        }
        var entries = writes.Select(write => (write, Entry(write, by))).ToList();
        _file.Write(_counters, entries);
        foreach (var write in writes) Apply(write);
    }

    /// <summary>Many commits as one transaction: all of them or, when one fails, none.</summary>
    public void AtOnce(Action work)
    {
        lock (Gate)
        {
            var together = _together = [];
            try
            {
                work();
                _file.Write(_counters, together);
            }
            catch
            {
                _tables.Clear();
                _children.Clear();
                _index.Clear();
                throw;
            }
            finally
            {
                _together = null;
            }
        }
    }

    private void Remember(IReadOnlyList<Pending> writes, string by, List<(Pending, JournalEntry)> together)
    {
        foreach (var write in writes)
        {
            together.Add((write, Entry(write, by)));
            Apply(write);
        }
    }

    private void Apply(Pending write)
    {
        var row = Place(write.Entity, write.Id, write.Parent);
        _index.Moved(write.Entity, write.Id, row.Now, write.Body);
        row.Add(_clock.Now, write.Body);
    }

    private JournalEntry Entry(Pending write, string by) =>
        new(0, SandboxClock.Fine(_clock.Now), write.Entity, write.Id, Operation(write), write.Changes, by);

    public IReadOnlyList<JournalEntry> Journal(long after, int limit)
    {
        lock (Gate) return _file.Journal(after, limit);
    }

    public string? Setting(string name)
    {
        lock (Gate) return _file.Setting(name);
    }

    public void Setting(string name, string value)
    {
        lock (Gate) _file.Setting(name, value);
    }

    public void Dispose() => _file.Dispose();

    private string Operation(Pending write) =>
        write.Called ?? (write.Body is null ? "delete" : Find(write.Entity, write.Id) is null ? "create" : "update");

    private Row Place(string entity, string id, string? parent)
    {
        if (!_tables.TryGetValue(entity, out var rows)) _tables[entity] = rows = new(StringComparer.OrdinalIgnoreCase);
        if (rows.TryGetValue(id, out var row)) return row;
        rows[id] = row = new Row(entity, id, parent);
        if (parent is not null)
        {
            if (!_children.TryGetValue((entity, parent), out var siblings)) _children[(entity, parent)] = siblings = [];
            siblings.Add(row);
        }
        return row;
    }
}
