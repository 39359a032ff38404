using Microsoft.EntityFrameworkCore;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;

namespace SesamTalk.Web.Operations;

/// <summary>How fresh a dataflow is.</summary>
/// <param name="Flow">The dataflow.</param>
/// <param name="LastSuccess">When its last successful run ended; null where it never had one.</param>
/// <param name="Since">Since when it is waited for: the last success, else its first version.</param>
/// <param name="LastRun">Its last run; null where it never ran.</param>
public sealed record DataflowFreshness(Dataflow Flow, DateTimeOffset? LastSuccess, DateTimeOffset Since, Run? LastRun)
{
    private static readonly RunOutcome[] Successes = [RunOutcome.NothingToDo, RunOutcome.Done, RunOutcome.DoneWithConflicts];

    /// <summary>Whether it has gone without a successful run for longer than it may. One that nobody scheduled, or that somebody paused, is nobody's worry.</summary>
    public bool IsStale(DateTimeOffset now, TimeSpan may) => may > TimeSpan.Zero && Flow is { Schedule: not null, PausedBecause: null } && now - Since > may;

    /// <summary>All dataflows.</summary>
    public static async Task<IReadOnlyList<DataflowFreshness>> AllAsync(DataflowStore dataflows, IDbContextFactory<TalkDb> databases, CancellationToken ct)
    {
        List<DataflowFreshness> all = [];
        await using var db = await databases.CreateDbContextAsync(ct);
        foreach (var flow in await dataflows.AllAsync(ct))
        {
            var runs = db.Runs.AsNoTracking().Where(run => run.DataflowId == flow.Id && run.Kind != RunKind.DryRun && run.Trigger != RunTrigger.Verify);
            var last = await runs.OrderByDescending(run => run.StartedAt).FirstOrDefaultAsync(ct);
            var success = await runs.Where(run => Successes.Contains(run.Outcome)).OrderByDescending(run => run.StartedAt).Select(run => run.EndedAt).FirstOrDefaultAsync(ct);
            var begun = success ?? await db.DataflowVersions.Where(version => version.DataflowId == flow.Id).MinAsync(version => (DateTimeOffset?)version.SavedAt, ct);
            all.Add(new(flow, success, begun ?? DateTimeOffset.MinValue, last));
        }

        return all;
    }
}
