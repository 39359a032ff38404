using Microsoft.EntityFrameworkCore;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;

namespace SesamTalk.Web.Components.Pages.Runs;

/// <summary>How long the runs of a dataflow and kind usually take: the middle one of the latest that did what they should.</summary>
public sealed class UsualTimes
{
    private const int Looked = 500, Most = 21, Fewest = 5;
    private static readonly TimeSpan Noticed = TimeSpan.FromSeconds(5);
    private readonly Dictionary<(string Dataflow, RunKind Kind), TimeSpan> _times;

    private UsualTimes(Dictionary<(string, RunKind), TimeSpan> times) => _times = times;

    /// <summary>None are known.</summary>
    public static UsualTimes Unknown { get; } = new([]);

    /// <summary>Reads the latest runs. Where fewer than five went well, nothing is usual yet.</summary>
    public static async Task<UsualTimes> ReadAsync(TalkDb db, CancellationToken ct)
    {
        var latest = await db.Runs.AsNoTracking().Where(run => run.EndedAt != null && run.Trigger != RunTrigger.Verify && (run.Outcome == RunOutcome.Done || run.Outcome == RunOutcome.DoneWithConflicts))
            .OrderByDescending(run => run.Id).Take(Looked).Select(run => new { run.DataflowId, run.Kind, run.StartedAt, run.EndedAt }).ToListAsync(ct);
        return new(latest.GroupBy(run => (run.DataflowId, run.Kind)).Where(runs => runs.Count() >= Fewest)
            .ToDictionary(runs => runs.Key, runs => runs.Take(Most).Select(run => run.EndedAt!.Value - run.StartedAt).Order().ToList() is var times ? times[times.Count / 2] : default));
    }

    /// <summary>What is usual for a dataflow and kind; null where nothing is yet.</summary>
    public TimeSpan? Of(string dataflow, RunKind kind) => _times.TryGetValue((dataflow, kind), out var usual) ? usual : null;

    /// <summary>What is usual, where this run took noticeably longer or shorter; else null.</summary>
    public TimeSpan? Beside(Run run)
    {
        if (run.EndedAt is not { } ended || !_times.TryGetValue((run.DataflowId, run.Kind), out var usual)) return null;
        var took = ended - run.StartedAt;
        return (took - usual).Duration() >= Noticed && (took >= usual * 1.5 || took * 1.5 <= usual) ? usual : null;
    }
}
