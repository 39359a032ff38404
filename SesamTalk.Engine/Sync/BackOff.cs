using System.Security.Cryptography;
using System.Collections.Immutable;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;

namespace SesamTalk.Engine.Sync;

/// <summary>
/// When a write that a system refused is tried again: the same values later and later, other values at once. What was only
/// stale, throttled or unreachable needs no waiting of its own: the next run goes on. Pure.
/// </summary>
internal static class BackOff
{
    private static readonly ImmutableArray<TimeSpan> Waits =
        [TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromHours(1), TimeSpan.FromHours(4), TimeSpan.FromHours(12), TimeSpan.FromHours(24)];

    /// <summary>The mark of what some writes would send.</summary>
    public static string MarkOf(IEnumerable<PlannedWrite> writes)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var write in writes)
        {
            hash.AppendData([(byte)write.Side, (byte)write.Act]);
            hash.AppendData(ValueCodec.Pack(write.Values));
        }

        return Convert.ToHexString(hash.GetHashAndReset().AsSpan(0, 16));
    }

    /// <summary>How often the same write has been refused now, and when it may be tried again.</summary>
    public static (int Tries, DateTimeOffset? NextTryAt, string? Tried) After(WriteResult refused, IEnumerable<PlannedWrite> writes, (int Tries, string? Tried) before, DateTimeOffset now)
    {
        if (refused.State != WriteState.Rejected) return (0, null, null);
        var mark = MarkOf(writes);
        var tries = before.Tried == mark ? before.Tries + 1 : 1;
        return (tries, now + Waits[Math.Min(tries, Waits.Length) - 1], mark);
    }

    /// <summary>The item without writes that were refused and are not due; what else it does goes on.</summary>
    public static PlanItem Hold(PlanItem item, PlanCase planCase, DateTimeOffset now) => planCase switch
    {
        PlanCase.Linked linked when IsHeld(item, linked.Link.NextTryAt, linked.Link.Tried, now) =>
            item with { Writes = [], Link = linked.Link, MovesLink = false, Decided = [], Overruled = [], Replaces = null, IsNewLink = false, Conflicts = [.. item.Conflicts.Where(c => c.SettledAt is null)] },
        PlanCase.Alone { Remembered: { } known } when IsHeld(item, known.NextTryAt, known.Tried, now) => new PlanItem { PairId = item.PairId, Over = item.Over, DecisionsOver = item.DecisionsOver, Case = planCase },
        _ => item,
    };

    private static bool IsHeld(PlanItem item, DateTimeOffset? nextTryAt, string? tried, DateTimeOffset now) =>
        nextTryAt > now && !item.Writes.IsEmpty && MarkOf(item.Writes) == tried;
}
