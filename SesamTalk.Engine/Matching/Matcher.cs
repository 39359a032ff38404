using System.Collections.Immutable;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Matching;

/// <summary>Finds partners among the records that have none, by the rows of the merge table in order. Pure.</summary>
public static class Matcher
{
    /// <summary>
    /// What was found for every record of both sides. Row by row: two records that have only each other are a pair; one that
    /// has several, or whose only one is taken, is for a person. What an earlier row decided, a later one leaves alone.
    /// Swapping the sides swaps the result.
    /// </summary>
    /// <param name="a">A's records without a partner.</param>
    /// <param name="b">B's records without a partner.</param>
    /// <param name="areApart">Whether a person told these two (A's, B's) apart: they never find each other. Null where nobody did.</param>
    public static MatchResult Match(IReadOnlyCollection<Candidate> a, IReadOnlyCollection<Candidate> b, Func<RecordId, RecordId, bool>? areApart = null)
    {
        var mayMeet = areApart is null ? (Func<RecordId, RecordId, bool>)((_, _) => true) : (one, other) => !areApart(one, other);
        var (foundA, foundB) = (new Dictionary<RecordId, Match>(), new Dictionary<RecordId, Match>());
        var (byRowA, byRowB) = (ByRow(a), ByRow(b));
        foreach (var row in byRowA.Keys.Order())
        {
            if (!byRowB.TryGetValue(row, out var across)) continue;
            var own = byRowA[row];
            var (hitsA, hitsB) = (Hits(own, across, mayMeet), Hits(across, own, (one, other) => mayMeet(other, one)));
            var (newA, newB) = (Decide(hitsA, hitsB, foundA, foundB, row), Decide(hitsB, hitsA, foundB, foundA, row));
            foreach (var (id, match) in newA) foundA[id] = match;
            foreach (var (id, match) in newB) foundB[id] = match;
        }

        return new MatchResult(WithNone(a, foundA), WithNone(b, foundB));
    }

    // The candidates by the rows of their keys, with each key; a list of e-mails may give several of one row.
    private static Dictionary<int, List<(string Key, Candidate Candidate)>> ByRow(IReadOnlyCollection<Candidate> candidates)
    {
        var rows = new Dictionary<int, List<(string, Candidate)>>();
        foreach (var candidate in candidates)
        {
            foreach (var key in candidate.Keys)
            {
                var row = MatchKey.RowOf(key);
                if (!rows.TryGetValue(row, out var there)) rows[row] = there = [];
                there.Add((key, candidate));
            }
        }

        return rows;
    }

    // For each record, those across that share one of its keys of a row.
    private static Dictionary<RecordId, ImmutableArray<Candidate>> Hits(List<(string Key, Candidate Candidate)> own, List<(string Key, Candidate Candidate)> across, Func<RecordId, RecordId, bool> mayMeet)
    {
        var byKey = across.ToLookup(one => one.Key, one => one.Candidate);
        var hits = new Dictionary<RecordId, List<Candidate>>();
        foreach (var (key, candidate) in own)
        {
            foreach (var hit in byKey[key])
            {
                if (!mayMeet(candidate.Id, hit.Id)) continue;
                if (!hits.TryGetValue(candidate.Id, out var found)) hits[candidate.Id] = found = [];
                found.Add(hit);
            }
        }

        return hits.ToDictionary(one => one.Key, one => one.Value.Count == 1 ? [one.Value[0]] : one.Value.DistinctBy(hit => hit.Id).ToImmutableArray());
    }

    private static List<(RecordId Id, Match Match)> Decide(
        Dictionary<RecordId, ImmutableArray<Candidate>> own, Dictionary<RecordId, ImmutableArray<Candidate>> across,
        Dictionary<RecordId, Match> decidedOwn, Dictionary<RecordId, Match> decidedAcross, int row)
    {
        var decisions = new List<(RecordId, Match)>();
        foreach (var (id, hits) in own.Where(o => !decidedOwn.ContainsKey(o.Key)))
        {
            var isPair = hits.Length == 1 && across[hits[0].Id].Length == 1 && !decidedAcross.ContainsKey(hits[0].Id);
            decisions.Add((id, isPair ? new Match.Found(hits[0], row) : new Match.Several(hits, row)));
        }

        return decisions;
    }

    private static Dictionary<RecordId, Match> WithNone(IEnumerable<Candidate> candidates, Dictionary<RecordId, Match> found) =>
        candidates.ToDictionary(c => c.Id, c => found.TryGetValue(c.Id, out var match) ? match : new Match.None());
}

/// <summary>What matching found, by record, for both sides.</summary>
public sealed record MatchResult(IReadOnlyDictionary<RecordId, Match> A, IReadOnlyDictionary<RecordId, Match> B)
{
    /// <summary>The matches of a side.</summary>
    public IReadOnlyDictionary<RecordId, Match> On(Side side) => side == Side.A ? A : B;
}
