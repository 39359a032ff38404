using System.Collections.Immutable;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Sync;

/// <summary>Which of several records that fit each other asks a person: one question where many would say the same. Pure.</summary>
internal static class WhoAsks
{
    /// <summary>
    /// Those that fit a record and are nobody's yet, if it is the one that asks: a record of A which several fit; or one of B, unless
    /// a record of A asks about it already.
    /// </summary>
    public static ImmutableArray<Candidate> Of(MatchResult matches, Side side, RecordId id)
    {
        var free = Free(matches, side, id);
        return free.Length < 2 || (side == Side.B && free.Any(one => Free(matches, Side.A, one.Id).Length > 1)) ? [] : free;
    }

    // What an earlier row of the merge table has found a partner for is not to be had.
    private static ImmutableArray<Candidate> Free(MatchResult matches, Side side, RecordId id) => matches.On(side).GetValueOrDefault(id) is Match.Several several
        ? [.. several.Candidates.Where(one => matches.On(side.Other()).GetValueOrDefault(one.Id) is not Match.Found)]
        : [];
}
