using System.Collections.Immutable;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Checklists.Verify;

/// <summary>What the machine found about one line, with all that shows it.</summary>
/// <param name="Line">The line.</param>
/// <param name="Verdict">What was found.</param>
/// <param name="Because">Why, for a person; none where it passed.</param>
public sealed record LineProof(ChecklistLine Line, LineVerdict Verdict, Reason Because)
{
    /// <summary>The values that were written for it, on the side that was edited.</summary>
    public ValueMap Wrote { get; init; } = ValueMap.Empty;

    /// <summary>What both records held of it before, A's paths before B's.</summary>
    public ImmutableArray<SeenValue> Before { get; init; } = [];

    /// <summary>What both held afterwards, by a fresh request.</summary>
    public ImmutableArray<SeenValue> After { get; init; } = [];

    /// <summary>What the other side should have held; empty where the line is about no value.</summary>
    public string Expected { get; init; } = "";

    /// <summary>The two records.</summary>
    public string Records { get; init; } = "";

    /// <summary>The run that should have carried it; null where none came to pass.</summary>
    public Guid? RunId { get; init; }

    /// <summary>What the run said.</summary>
    public string RunSaid { get; init; } = "";

    /// <summary>When it began and ended.</summary>
    public (DateTimeOffset From, DateTimeOffset To) Times { get; init; }
}

/// <summary>A value as it was seen.</summary>
public sealed record SeenValue(Side Side, string Path, string? Value);

/// <summary>What became of a verification.</summary>
/// <param name="Id">Its id, under which its test records are written down.</param>
/// <param name="Tag">The tag that its values bear.</param>
/// <param name="Lines">Every line, in the order asked.</param>
/// <param name="Left">Test records that could not be cleaned up: a person must see to them.</param>
/// <param name="Took">How long it took.</param>
public sealed record ProofReport(Guid Id, string Tag, ImmutableArray<LineProof> Lines, ImmutableArray<TestRecord> Left, TimeSpan Took)
{
    /// <summary>How many lines have a verdict.</summary>
    public int Count(LineVerdict verdict) => Lines.Count(line => line.Verdict == verdict);

    /// <summary>The worst that there is to say about it.</summary>
    public ProofOutcome Outcome => !Left.IsEmpty ? ProofOutcome.NotRestored : Count(LineVerdict.Fail) > 0 ? ProofOutcome.Failed : Count(LineVerdict.Blocked) > 0 ? ProofOutcome.Blocked : ProofOutcome.Passed;
}

/// <summary>How a verification came out, worst last.</summary>
public enum ProofOutcome
{
    /// <summary>Every line passed or cannot happen here.</summary>
    Passed,

    /// <summary>Some lines could not be tested; none failed.</summary>
    Blocked,

    /// <summary>Some lines failed.</summary>
    Failed,

    /// <summary>A system was not left as it was.</summary>
    NotRestored,
}
