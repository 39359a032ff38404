using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;

namespace SesamTalk.Engine.Sync;

/// <summary>Counts what a batch did.</summary>
internal static class RunCounting
{
    /// <summary>The counts after some items and what became of their writes.</summary>
    public static RunCounts After(RunCounts counts, IReadOnlyCollection<PlanItem> items, IEnumerable<(PlannedWrite Write, WriteResult Result)> results)
    {
        foreach (var (write, result) in results) counts = result switch
        {
            { IsDone: true } => Done(counts, write),
            { Kept: Matching.Population.Conflict } => counts with { Conflicts = counts.Conflicts + 1 },
            { Kept: not null } => counts with { Waiting = counts.Waiting + 1 },
            _ => counts with { Failed = counts.Failed + 1 },
        };
        return counts with
        {
            Linked = counts.Linked + items.Count(item => item.IsNewLink && item.Writes.All(write => write.Act == WriteAct.Update)),
            Conflicts = counts.Conflicts + items.SelectMany(item => item.Conflicts).Count(conflict => conflict.SettledAt is null),
            Waiting = counts.Waiting + items.Count(item => item.Link?.State == Matching.Population.Waiting || item.Unlinked?.State == Matching.Population.Waiting),
        };
    }

    private static RunCounts Done(RunCounts counts, PlannedWrite write) => (write.Act, write.Side) switch
    {
        (WriteAct.Create, Side.A) => counts with { CreatedA = counts.CreatedA + 1 },
        (WriteAct.Create, Side.B) => counts with { CreatedB = counts.CreatedB + 1 },
        (WriteAct.Update, Side.A) => counts with { UpdatedA = counts.UpdatedA + 1 },
        (WriteAct.Update, Side.B) => counts with { UpdatedB = counts.UpdatedB + 1 },
        (WriteAct.Delete or WriteAct.Archive, Side.A) => counts with { DeletedA = counts.DeletedA + 1 },
        (WriteAct.Delete or WriteAct.Archive, Side.B) => counts with { DeletedB = counts.DeletedB + 1 },
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
