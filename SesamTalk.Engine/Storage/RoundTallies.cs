using Microsoft.EntityFrameworkCore;
using SesamTalk.Engine.Checklists;

namespace SesamTalk.Engine.Storage;

/// <summary>Counts rounds where no line need be read: for lists of them, and for how long the machine took.</summary>
public sealed class RoundTallies(IDbContextFactory<TalkDb> databases)
{
    private const int MostTimed = 5_000;

    /// <summary>All rounds with their totals, newest first. What is to be tested again is not among them: it is told from the definitions.</summary>
    public async Task<IReadOnlyList<RoundTally>> AllAsync(CancellationToken ct = default)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var rounds = await db.Rounds.AsNoTracking().OrderByDescending(round => round.MadeAt).ThenByDescending(round => round.Id).ToListAsync(ct);
        var lines = await db.RoundLines.GroupBy(line => line.RoundId).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(group => group.Key, group => group.Count, ct);
        var last = db.LineResults.GroupBy(result => new { result.RoundId, result.LineId }).Select(group => group.Max(result => result.Number));
        var counted = await (from result in db.LineResults
                             where last.Contains(result.Number) && result.Verdict != LineVerdict.NotTested
                             join line in db.RoundLines on new { result.RoundId, Id = result.LineId } equals new { line.RoundId, line.Id }
                             group result by new { result.RoundId, result.Verdict, result.IsMachine, line.DataflowId, result.Version } into same
                             select new { same.Key.RoundId, same.Key.Verdict, same.Key.IsMachine, same.Key.DataflowId, same.Key.Version, Count = same.Count() }).ToListAsync(ct);
        var byRound = counted.ToLookup(one => one.RoundId);
        return [.. rounds.Select(round =>
        {
            int Of(LineVerdict verdict) => byRound[round.Id].Where(one => one.Verdict == verdict).Sum(one => one.Count);
            var all = lines.GetValueOrDefault(round.Id);
            var totals = new RoundTotals(all, Of(LineVerdict.Pass), Of(LineVerdict.Fail), Of(LineVerdict.Blocked), Of(LineVerdict.NotRelevant), 0, all - byRound[round.Id].Sum(one => one.Count), byRound[round.Id].Where(one => one.IsMachine).Sum(one => one.Count));
            return new RoundTally(round, totals, [.. byRound[round.Id].Select(one => (one.DataflowId, one.Version)).Distinct()]);
        })];
    }

    /// <summary>How long the machine took for a line of these dataflows in earlier rounds; null where it proved none. Lines that one run proved together share its time.</summary>
    public async Task<TimeSpan?> PaceAsync(IReadOnlyCollection<string> dataflows, CancellationToken ct = default)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var timed = await (from result in db.LineResults
                           where result.IsMachine && result.RunId != null && result.Took != null
                           join line in db.RoundLines on new { result.RoundId, Id = result.LineId } equals new { line.RoundId, line.Id }
                           where dataflows.Contains(line.DataflowId)
                           orderby result.Number descending
                           select new { result.RunId, result.Took }).Take(MostTimed).ToListAsync(ct);
        return timed.Count == 0 ? null : TimeSpan.FromTicks(timed.GroupBy(one => one.RunId).Sum(run => run.Max(one => one.Took!.Value.Ticks)) / timed.Count);
    }

    /// <summary>The last result that a line got in another round, with that round's name; null where it got none.</summary>
    public async Task<(string Round, LineResult Result)?> ElsewhereAsync(Guid roundId, string lineId, CancellationToken ct = default)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var found = await (from result in db.LineResults.AsNoTracking()
                           where result.LineId == lineId && result.RoundId != roundId && result.Verdict != LineVerdict.NotTested
                           join round in db.Rounds on result.RoundId equals round.Id
                           orderby result.Number descending
                           select new { round.Name, Result = result }).FirstOrDefaultAsync(ct);
        return found is null ? null : (found.Name, found.Result);
    }
}
