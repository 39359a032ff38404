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
        foreach (var row in a.SelectMany(c => c.Keys).Select(MatchKey.RowOf).Distinct().Order())
        {
            var (hitsA, hitsB) = (Hits(a, b, row, mayMeet), Hits(b, a, row, (one, other) => mayMeet(other, one)));
            var (newA, newB) = (Decide(hitsA, hitsB, foundA, foundB, row), Decide(hitsB, hitsA, foundB, foundA, row));
            foreach (var (id, match) in newA) foundA[id] = match;
            foreach (var (id, match) in newB) foundB[id] = match;
        }

        return new MatchResult(WithNone(a, foundA), WithNone(b, foundB));
    }

    // For each record, those across that share one of its keys of this row; a list of e-mails may give several keys.
    private static Dictionary<RecordId, ImmutableArray<Candidate>> Hits(IReadOnlyCollection<Candidate> own, IReadOnlyCollection<Candidate> across, int row, Func<RecordId, RecordId, bool> mayMeet)
    {
        var byKey = across.SelectMany(c => c.Keys.Where(key => MatchKey.RowOf(key) == row).Select(key => (key, c))).ToLookup(p => p.key, p => p.c);
        return own.Select(c => (c.Id, Hits: c.Keys.Where(key => MatchKey.RowOf(key) == row).SelectMany(key => byKey[key]).Where(hit => mayMeet(c.Id, hit.Id)).DistinctBy(hit => hit.Id).ToImmutableArray()))
            .Where(p => !p.Hits.IsEmpty).ToDictionary(p => p.Id, p => p.Hits);
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
