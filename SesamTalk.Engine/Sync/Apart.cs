using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Sync;

/// <summary>The records of a pair that persons told apart: such two never find each other, and who told them is remembered. Pure.</summary>
internal sealed class Apart
{
    private readonly Dictionary<(RecordId A, RecordId B), PersonDecision> _told = [];

    public Apart(IEnumerable<PersonDecision> decisions, string pairId)
    {
        foreach (var decision in decisions.Where(decision => decision.PairId == pairId))
            if (decision.Apart is { } two) _told.TryAdd(two, decision);
    }

    /// <summary>Whether these two were told apart.</summary>
    public bool Are(RecordId a, RecordId b) => _told.ContainsKey((a, b));

    /// <summary>The same, by the side of the first.</summary>
    public bool Are(Side side, RecordId own, RecordId across) => side == Side.A ? Are(own, across) : Are(across, own);

    /// <summary>Where a record stands that was taken apart from its partner and has found no other; null where nobody did that. Nothing is created for it by itself.</summary>
    public Standing? Of(Side side, RecordId id)
    {
        var (two, decision) = _told.FirstOrDefault(told => (side == Side.A ? told.Key.A : told.Key.B) == id);
        return decision is null ? null : new Standing(Matching.Population.Unlinked, Reason.Of(ReasonCodes.PartedBy, decision.By, side == Side.A ? two.B : two.A));
    }
}
