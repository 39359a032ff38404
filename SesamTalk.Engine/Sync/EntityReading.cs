using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Sync;

/// <summary>What one run has read of one entity of one side.</summary>
/// <param name="Side">The side.</param>
/// <param name="Entity">The entity.</param>
/// <param name="IsFull">Everything was read, to the end; only then does absence mean anything.</param>
/// <param name="Cursor">Where the next read may begin.</param>
/// <param name="Changes">The changes by record, of several for one record the last: all that the run has to look at.</param>
internal sealed record EntityReading(Side Side, EntityDescription Entity, bool IsFull, string? Cursor, Dictionary<RecordId, Change> Changes)
{
    /// <summary>The cursor is another one than the read began at.</summary>
    public bool MovesCursor { get; init; } = true;

    /// <summary>The records that a full read found as they were agreed; they are not kept.</summary>
    public RecordIdSet AtRest { get; init; } = new();

    /// <summary>The new records that are too many to be held; null where none are.</summary>
    public SetAside? Aside { get; set; }

    /// <summary>Takes up a record that is to be looked at.</summary>
    public void Keep(Change change)
    {
        AtRest.Remove(change.Id);
        Changes[change.Id] = change;
    }

    /// <summary>Takes note of one that is as it was agreed.</summary>
    public void Rest(RecordId id)
    {
        Changes.Remove(id);
        AtRest.Add(id);
    }

    /// <summary>How many records were read.</summary>
    public int Count => Changes.Count + AtRest.Count + (Aside?.Count ?? 0);

    /// <summary>Whether a record was among them.</summary>
    public bool Holds(RecordId id) => Changes.ContainsKey(id) || AtRest.Contains(id);
}

/// <summary>All readings of a run; what they set aside goes with them.</summary>
internal sealed class Readings(IEnumerable<EntityReading> readings) : IDisposable
{
    private readonly Dictionary<(Side, string), EntityReading> _readings = readings.ToDictionary(r => (r.Side, r.Entity.Name));

    public IEnumerable<EntityReading> All => _readings.Values;

    public EntityReading Of(Side side, EntityDescription entity) => _readings[(side, entity.Name)];

    /// <summary>Takes everything back that was set aside: it is to be looked at as a whole.</summary>
    public void TakeBack()
    {
        foreach (var reading in All.Where(reading => reading.Aside is not null))
        {
            foreach (var change in reading.Aside!.TakeBack()) reading.Changes[change.Id] = change;
            reading.Aside.Dispose();
            reading.Aside = null;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var reading in All) reading.Aside?.Dispose();
    }

    public int Count(Side side) => _readings.Values.Where(r => r.Side == side).Sum(r => r.Count);
}
