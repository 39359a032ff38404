using System.Collections.Immutable;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Matching;

/// <summary>A record without a partner, as matching sees it.</summary>
/// <param name="Id">Its key.</param>
/// <param name="Label">What a person calls it.</param>
/// <param name="Keys">Its merge keys in comparable form, in the order of the merge table.</param>
public sealed record Candidate(RecordId Id, string Label, ImmutableArray<string> Keys);

/// <summary>What matching found for one record without a partner.</summary>
public abstract record Match
{
    /// <summary>No key finds anything; a blank key never does.</summary>
    public sealed record None : Match;

    /// <summary>Exactly one record fits, and fits nobody else.</summary>
    /// <param name="Partner">The record across.</param>
    /// <param name="Row">The row of the merge table that found it.</param>
    public sealed record Found(Candidate Partner, int Row) : Match;

    /// <summary>Several fit, or the one that fits is claimed by another too: for a person, never a guess.</summary>
    public sealed record Several(ImmutableArray<Candidate> Candidates, int Row) : Match;
}
