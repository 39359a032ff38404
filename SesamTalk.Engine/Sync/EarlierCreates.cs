using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Storage;

namespace SesamTalk.Engine.Sync;

/// <summary>
/// The references of creates that got no answer, were looked for, and were taken for not made. Such a request may take effect all the
/// same, later: before its record is asked for again, the other system is searched by what the first request carried.
/// </summary>
internal sealed class EarlierCreates(OpenRun run, SyncMemory memory)
{
    /// <summary>How long a request may be under way. What shows up later still is met when it is read.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <summary>The references that may stand on what was asked for before; none for what is wanted anew although it was made before.</summary>
    public async Task<IEnumerable<string>> ReferencesAsync(PlannedWrite write, CancellationToken cancellation)
    {
        if (write.Because.Code is ReasonCodes.AnewBy or ReasonCodes.Undone or ReasonCodes.UndoneBy) return [];
        var now = run.NotMadeNow.Where(entry => (entry.PairId, entry.Side, entry.Source) == (write.PairId, write.Side, write.Source)).Select(entry => entry.Reference).OfType<string>();
        if (!write.MayBeSecond) return now;
        run.NotMade ??= (await memory.CreatesNotMadeAsync(run.Dataflow.Id, run.Run.StartedAt - Longest, cancellation))
            .Where(entry => entry.Message.Has(ReasonCodes.NotMade) || entry.Message.Has(ReasonCodes.NotMadeButLinked)).ToLookup(entry => (entry.PairId, entry.Side, entry.Source), entry => entry.Reference!);
        return now.Union(run.NotMade[(write.PairId, write.Side, write.Source)]);
    }
}
