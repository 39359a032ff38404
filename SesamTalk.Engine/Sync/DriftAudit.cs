using System.Collections.Immutable;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Sync;

/// <summary>What a look at everything found.</summary>
/// <param name="Drifted">The links that count as in sync, and whose records do not say the same now; with the properties that differ.</param>
/// <param name="Compared">How many links were compared.</param>
/// <param name="Reason">Why nothing could be compared; null where it could.</param>
public sealed record DriftReport(ImmutableArray<LookedLink> Drifted, int Compared, Reason? Reason = null);

/// <summary>
/// Reads both sides whole and says which links the engine believes to be in sync although their records differ: by an edit
/// that no run has seen yet, or one that moved no stamp. Writes nothing anywhere; what it finds, a run over everything puts right.
/// </summary>
public sealed class DriftAudit
{
    private readonly PlannedLook _look;

    internal DriftAudit(PlannedLook look) => _look = look;

    /// <summary>All links of a dataflow. The report has a reason, and compared nothing, where a side could not be read whole.</summary>
    public Task<DriftReport> OfAsync(string dataflowId, CancellationToken cancellation = default) =>
        _look.AsAsync(dataflowId, run => (run.ReadsAll, run.KeepsAllRead) = (true, true), null, (_, planned) => Compared(planned), reason => new DriftReport([], 0, reason), cancellation);

    private static DriftReport Compared(Planned planned)
    {
        var believed = planned.Cases.SelectMany(pair => pair.Cases.OfType<PlanCase.Linked>().Where(linked => linked is { IsNew: false, IsTooFresh: false, Link.State: Population.InSync }), (pair, linked) => (Pair: pair, Linked: linked)).ToList();
        return new DriftReport([.. believed.Select(one => Differing(LinkLooks.Looked(planned, one.Pair, one.Linked))).OfType<LookedLink>()], believed.Count);
    }

    private static LookedLink? Differing(LookedLink looked)
    {
        var differing = looked with { Properties = [.. looked.Properties.Where(property => Differs(property.State))] };
        return looked.IsGoneA || looked.IsGoneB || !differing.Properties.IsEmpty ? differing : null;
    }

    private static bool Differs(PropertyState state) => state switch
    {
        PropertyState.ToA or PropertyState.ToB or PropertyState.ToBoth or PropertyState.Conflict or PropertyState.Rejected or PropertyState.WaitsForRecord => true,
        // As both last agreed, though not the same: a form that a system made of it, or a rule that leaves each its own.
        PropertyState.Equal or PropertyState.Allowed or PropertyState.OnlyA or PropertyState.OnlyB or PropertyState.NotSynced or PropertyState.ReadOnly or PropertyState.NotRead => false,
    };
}
