using Microsoft.EntityFrameworkCore;
using SesamTalk.Engine.Checklists;

namespace SesamTalk.Engine.Storage;

/// <summary>How much of a dataflow its latest round of testing has shown to work.</summary>
/// <param name="Rows">The rows and pairs that the round takes.</param>
/// <param name="Whole">Those of which every line passed, in each direction that they have.</param>
/// <param name="Part">Those of which some lines passed, and not all.</param>
public sealed record Coverage(int Rows, int Whole, int Part);

/// <summary>Counts, for lists of dataflows, what their latest rounds have shown. Asks no system: what was changed since is told by the round itself.</summary>
public sealed class RoundCoverage(IDbContextFactory<TalkDb> databases)
{
    /// <summary>The coverage of each dataflow that was ever in a round, by its latest one.</summary>
    public async Task<IReadOnlyDictionary<string, Coverage>> AllAsync(CancellationToken ct = default)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var rounds = await db.Rounds.AsNoTracking().OrderByDescending(round => round.MadeAt).ThenByDescending(round => round.Id).ToListAsync(ct);
        var latest = rounds.SelectMany(round => round.Dataflows, (round, flow) => (Flow: flow, round.Id)).DistinctBy(one => one.Flow).ToDictionary(one => one.Flow, one => one.Id);
        var ids = latest.Values.Distinct().ToList();
        var lines = await db.RoundLines.AsNoTracking().Where(line => ids.Contains(line.RoundId)).Select(line => new { line.RoundId, line.DataflowId, line.PairId, line.RowId, line.Id }).ToListAsync(ct);
        var last = db.LineResults.Where(result => ids.Contains(result.RoundId)).GroupBy(result => new { result.RoundId, result.LineId }).Select(group => group.Max(result => result.Number));
        var passed = (await db.LineResults.Where(result => last.Contains(result.Number) && result.Verdict == LineVerdict.Pass).Select(result => new { result.RoundId, result.LineId }).ToListAsync(ct)).Select(one => (one.RoundId, one.LineId)).ToHashSet();
        return lines.Where(line => latest.GetValueOrDefault(line.DataflowId) == line.RoundId).GroupBy(line => line.DataflowId).ToDictionary(flow => flow.Key, flow =>
        {
            var rows = flow.GroupBy(line => (line.PairId, line.RowId)).Select(row => (All: row.Count(), Passed: row.Count(line => passed.Contains((line.RoundId, line.Id))))).ToList();
            return new Coverage(rows.Count, rows.Count(row => row.Passed == row.All), rows.Count(row => row.Passed > 0 && row.Passed < row.All));
        });
    }
}
