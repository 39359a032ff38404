using Microsoft.EntityFrameworkCore;
using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Storage;

namespace SesamTalk.Web.Components.Pages.Conflicts;

/// <summary>Open conflicts about the same property of the same pair.</summary>
/// <param name="DataflowId">The dataflow.</param>
/// <param name="PairId">The pair.</param>
/// <param name="Subject">The property group's key.</param>
/// <param name="Kind">Why a person is asked.</param>
/// <param name="Count">How many; the list narrowed to the group has as many.</param>
/// <param name="Past">What persons decided in the same case before.</param>
public sealed record ConflictGroup(string DataflowId, string PairId, string Subject, ConflictKind Kind, int Count, Past Past)
{
    private const int Most = 3;

    /// <summary>The largest groups of those that fit, the largest first; a single conflict is no group.</summary>
    public static async Task<IReadOnlyList<ConflictGroup>> OfAsync(TalkDb db, ConflictQuery query, DateTimeOffset now, CancellationToken ct)
    {
        var counted = await query.Fitting(db, now).Where(c => c.LinkId != null).GroupBy(c => new { c.DataflowId, c.PairId, c.Subject, c.Kind })
            .Select(group => new { group.Key, Count = group.Count() }).Where(group => group.Count > 1).OrderByDescending(group => group.Count).Take(Most).ToListAsync(ct);
        var past = await PastDecisions.SinceAsync(db, now, [.. counted.Select(group => group.Key.Subject).Distinct()], ct);
        return [.. counted.Select(group => new ConflictGroup(group.Key.DataflowId, group.Key.PairId, group.Key.Subject, group.Key.Kind, group.Count, past.Of(group.Key.DataflowId, group.Key.PairId, group.Key.Subject)))];
    }
}
