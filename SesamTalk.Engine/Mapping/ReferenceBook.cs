using System.Collections.Immutable;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Mapping;

/// <summary>
/// Who is linked to whom, as far as one run has to know it: filled from the links before anything is mapped, so that
/// translating a reference is a look into memory.
/// </summary>
public sealed class ReferenceBook
{
    private readonly Dictionary<(Side From, string Entity, RecordId Id), List<(string Entity, RecordId Id)>> _partners = [];

    /// <summary>Notes that two records are linked; entities as their systems write them.</summary>
    public void Add(string entityA, RecordId a, string entityB, RecordId b)
    {
        Note((Side.A, entityA, a), (entityB, b));
        Note((Side.B, entityB, b), (entityA, a));
    }

    /// <summary>
    /// The partner of a record, if it is linked to a record of one of the target entities; null where it has no such link.
    /// The first link noted wins, so pairs are noted in their order.
    /// </summary>
    public RecordId? Partner(Side from, string entity, RecordId id, ImmutableArray<string> targets) =>
        _partners.TryGetValue((from, entity, id), out var partners) && partners.FirstOrDefault(p => targets.Contains(p.Entity)) is { Entity: not null } hit
            ? hit.Id
            : null;

    private void Note((Side, string, RecordId) key, (string, RecordId) partner)
    {
        if (!_partners.TryGetValue(key, out var partners)) _partners[key] = partners = [];
        if (!partners.Contains(partner)) partners.Add(partner);
    }
}
