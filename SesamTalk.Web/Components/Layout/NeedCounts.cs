using Microsoft.EntityFrameworkCore;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;

namespace SesamTalk.Web.Components.Layout;

/// <summary>How much waits for a person: the numbers of the menu and of the bell, which are those of the pages that they lead to.</summary>
/// <param name="Conflicts">Open conflicts.</param>
/// <param name="Deletes">Deletes that wait for approval.</param>
/// <param name="Runs">Dataflows whose last run failed, or is held back.</param>
public sealed record NeedCounts(int Conflicts, int Deletes, int Runs)
{
    /// <summary>All of it.</summary>
    public int Total => Conflicts + Deletes + Runs;

    /// <summary>The number that stands beside an address in the menu.</summary>
    public int At(string url) => url switch { TalkUrls.Conflicts => Conflicts, TalkUrls.Deletes => Deletes, TalkUrls.Runs => Runs, _ => 0 };

    /// <summary>The numbers as they are now. Asked with every page: each part is written so that an index answers it, however many links, runs and settled conflicts there are.</summary>
    public static async Task<NeedCounts> ReadAsync(TalkDb db, CancellationToken ct)
    {
        var ofLinks = await db.Conflicts.CountAsync(conflict => conflict.SettledAt == null && conflict.LinkId != null, ct);
        var ofRecords = await db.Conflicts.CountAsync(conflict => conflict.SettledAt == null && conflict.LinkId == null, ct);
        var deletes = await db.Links.CountAsync(link => link.State != Population.InSync && link.State == Population.Deleted && link.AsksPerson, ct);
        var last = await db.Dataflows.Select(flow => db.Runs.Where(run => run.DataflowId == flow.Id && run.Kind != RunKind.DryRun && run.Trigger != RunTrigger.Verify && run.Outcome != RunOutcome.Running)
            .OrderByDescending(run => run.StartedAt).Select(run => (RunOutcome?)run.Outcome).FirstOrDefault()).ToListAsync(ct);
        return new(ofLinks + ofRecords, deletes, last.Count(outcome => outcome is RunOutcome.Failed or RunOutcome.HeldBack));
    }
}
