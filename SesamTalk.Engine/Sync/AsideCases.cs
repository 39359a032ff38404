using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Sync;

/// <summary>
/// What a pair's new records that were set aside come to: those that no key finds anything for, and those that have only each other.
/// They become cases so many at a time, by the same rules as all others.
/// </summary>
internal sealed class AsideCases
{
    private readonly SetAside? _ofA, _ofB;
    private readonly int[] _a, _b;
    private readonly Func<List<Change>, List<Change>, PairCases> _cases;
    private int _next;

    private AsideCases(SetAside? ofA, SetAside? ofB, int[] a, int[] b, Func<List<Change>, List<Change>, PairCases> cases) => (_ofA, _ofB, _a, _b, _cases) = (ofA, ofB, a, b, cases);

    /// <summary>How many pairs of them a key found.</summary>
    public int Found { get; private init; }

    /// <summary>How many stand alone.</summary>
    public int Alone { get; private init; }

    /// <summary>Sorts them; those that have to be looked at together with others go back among what is held. Null where none are set aside.</summary>
    /// <param name="readings">What was read.</param>
    /// <param name="rules">The pair.</param>
    /// <param name="alone">The records without a partner that are held; those that go back are added.</param>
    /// <param name="records">Makes them of what was read.</param>
    /// <param name="cases">Makes cases of some that are set aside, with all that they may meet.</param>
    public static AsideCases? Of(Readings readings, PairRules rules, AloneRecords.Collected alone, Func<Side, IEnumerable<Change>, Dictionary<RecordId, AloneRecords.Lonely>> records, Func<List<Change>, List<Change>, PairCases> cases)
    {
        var (a, b) = (readings.Of(Side.A, rules.Ready.A), readings.Of(Side.B, rules.Ready.B));
        if (a.Aside is null && b.Aside is null) return null;
        // What an earlier create made late may belong to any of them.
        var isLate = new[] { Side.A, Side.B }.Any(side => alone.On(side).Values.Any(one => LateCreates.Bears(rules, side, one.Change.Record!)));
        var (candidatesA, candidatesB) = (alone.Candidates(Side.A), alone.Candidates(Side.B));
        var (placesA, placesB) = (a.Aside?.Places ?? 0, b.Aside?.Places ?? 0);
        var (ofA, ofB) = isLate ? ([], []) : AsideMatches.Of(
            rules.Pair.Keys.Length, placesA + candidatesA.Count, placesB + candidatesB.Count, row => Marks(a.Aside, candidatesA, row), row => Marks(b.Aside, candidatesB, row));
        var (wholeA, wholeB) = (Sorted(a.Aside, ofA, placesB), Sorted(b.Aside, ofB, placesA));
        foreach (var (side, reading, places) in new[] { (Side.A, a, wholeA), (Side.B, b, wholeB) })
            foreach (var (id, one) in records(side, TakenBack(reading, places))) alone.On(side).Add(id, one);
        return new AsideCases(a.Aside, b.Aside, wholeA, wholeB, cases) { Found = wholeA.Count(partner => partner >= 0), Alone = wholeA.Concat(wholeB).Count(partner => partner == AsideMatches.Nobody) };
    }

    /// <summary>Whether a record is among them.</summary>
    public bool Holds(Side side, RecordId id) => (side == Side.A ? _ofA : _ofB)?.Holds(id) ?? false;

    /// <summary>The cases of the next so many records of A, with their partners, or of B; null when there are no more.</summary>
    public PairCases? Next(int most)
    {
        var (a, b) = (new List<Change>(), new List<Change>());
        for (; _next < _a.Length + _b.Length && a.Count + b.Count < most; _next++)
        {
            var (side, place) = _next < _a.Length ? (Side.A, _next) : (Side.B, _next - _a.Length);
            var partner = side == Side.A ? _a[place] : _b[place];
            if (partner == AsideMatches.Entangled || (side == Side.B && partner >= 0)) continue;
            (side == Side.A ? a : b).Add((side == Side.A ? _ofA : _ofB)!.Read(place));
            if (partner >= 0) b.Add(_ofB!.Read(partner));
        }

        return a.Count + b.Count == 0 ? null : _cases(a, b);
    }

    // The records that are held have the places behind those that are set aside.
    private static KeyMarks Marks(SetAside? aside, List<Candidate> held, int row)
    {
        var marks = aside?.KeysOf(row) ?? new KeyMarks();
        for (var place = 0; place < held.Count; place++)
            foreach (var key in held[place].Keys)
                if (MatchKey.RowOf(key) == row) marks.Add(RecordIdSet.MarkOf(key), (aside?.Places ?? 0) + place);
        return marks;
    }

    // Who belongs to one that is held goes back to it.
    private static int[] Sorted(SetAside? aside, int[] partners, int across)
    {
        var places = new int[aside?.Places ?? 0];
        for (var place = 0; place < places.Length; place++)
            places[place] = !aside!.IsThere(place) || partners.Length == 0 || partners[place] >= across ? AsideMatches.Entangled : partners[place];
        return places;
    }

    private static List<Change> TakenBack(EntityReading reading, int[] places)
    {
        var back = new List<Change>();
        for (var place = 0; place < places.Length; place++)
        {
            if (places[place] != AsideMatches.Entangled || !reading.Aside!.IsThere(place)) continue;
            var change = reading.Aside.TakeBack(place);
            reading.Changes[change.Id] = change;
            back.Add(change);
        }

        return back;
    }
}
