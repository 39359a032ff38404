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

    /// <summary>The numbers as they are now.</summary>
    public static async Task<NeedCounts> ReadAsync(TalkDb db, CancellationToken ct)
    {
        var conflicts = await db.Conflicts.CountAsync(conflict => conflict.SettledAt == null, ct);
        var deletes = await db.Links.CountAsync(link => link.State == Population.Deleted && link.AsksPerson, ct);
        var last = db.Runs.Where(run => run.Kind != RunKind.DryRun && run.Outcome != RunOutcome.Running).GroupBy(run => run.DataflowId).Select(runs => runs.Max(run => run.StartedAt));
        var failed = await db.Runs.CountAsync(run => (run.Outcome == RunOutcome.Failed || run.Outcome == RunOutcome.HeldBack) && last.Contains(run.StartedAt), ct);
        return new(conflicts, deletes, failed);
    }
}
