using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Sync;

/// <summary>
/// New records that refer to each other in a circle would wait for each other for ever: one of them is created without the
/// reference, which is written as soon as its partner is known. Pure.
/// </summary>
internal sealed class Circles
{
    private readonly Dictionary<(Side, string, RecordId), PendingReference> _waiting = [];

    /// <summary>Takes note that a record that stands alone waits for another.</summary>
    public void Note(Side side, string entity, RecordId id, PendingReference reference) => _waiting[(side, entity, id)] = reference;

    /// <summary>Whether the record waits, over others that wait, for itself.</summary>
    public bool Holds(Side side, string entity, RecordId id)
    {
        var seen = new HashSet<(Side, string, RecordId)>();
        for (var at = (side, entity, id); _waiting.TryGetValue(at, out var reference) && seen.Add(at);)
        {
            at = (reference.From, reference.Entity, reference.Id);
            if (at == (side, entity, id)) return true;
        }

        return false;
    }

    /// <summary>What a record waits for; null where it does not wait.</summary>
    public PendingReference? Of(Side side, string entity, RecordId id) => _waiting.GetValueOrDefault((side, entity, id));

    /// <summary>Whether the record itself is one of those that wait.</summary>
    public bool Waits(PendingReference reference) => _waiting.ContainsKey((reference.From, reference.Entity, reference.Id));
}
