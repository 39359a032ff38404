using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Runs;

namespace SesamTalk.Web.Components.Pages.Decisions;

/// <summary>What was done in one dataflow.</summary>
/// <param name="Dataflow">The dataflow.</param>
/// <param name="RunId">The run that carried it out; null where none was needed or possible.</param>
/// <param name="Writes">Every write that it asked for, with the system's answer.</param>
/// <param name="LeftOut">What had moved since the preview, with the reason.</param>
/// <param name="Waiting">How many decisions are kept until a run can carry them out.</param>
/// <param name="Why">Why they wait; none where none do.</param>
public sealed record ReceiptPart(Dataflow Dataflow, Guid? RunId, IReadOnlyList<WriteEntry> Writes, IReadOnlyList<StoredPlanItem> LeftOut, int Waiting, Reason Why)
{
    /// <summary>What was written.</summary>
    public IEnumerable<WriteEntry> Done => Writes.Where(write => write.State == WriteState.Done);

    /// <summary>What a system turned down, or did not answer to.</summary>
    public IEnumerable<WriteEntry> Failed => Writes.Where(write => write.State is WriteState.Rejected or WriteState.NotDone or WriteState.Unknown or WriteState.Intended);
}

/// <summary>What was done, after it was agreed to.</summary>
public sealed record Receipt(IReadOnlyList<ReceiptPart> Parts, IReadOnlyList<RefusedWish> Refused)
{
    /// <summary>How many writes took effect.</summary>
    public int Written => Parts.Sum(part => part.Done.Count());
}
