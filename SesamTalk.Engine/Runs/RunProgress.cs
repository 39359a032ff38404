using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Runs;

/// <summary>The steps of a run that a person can watch.</summary>
public enum RunStep
{
    /// <summary>Waiting for its turn.</summary>
    Queued,

    /// <summary>Settling what an earlier run left open.</summary>
    Recovering,

    /// <summary>Reading both systems.</summary>
    Reading,

    /// <summary>Joining what was read with what is remembered.</summary>
    Matching,

    /// <summary>Merging and planning.</summary>
    Planning,

    /// <summary>Writing.</summary>
    Writing,

    /// <summary>Over.</summary>
    Ended,
}

/// <summary>What is happening now in a run.</summary>
/// <param name="RunId">The run.</param>
/// <param name="DataflowId">The dataflow.</param>
/// <param name="Step">The step.</param>
/// <param name="Pair">The pair that is worked on, or the entity that is read; empty where the step has none.</param>
/// <param name="Done">Records read, matched or planned, or writes answered, in this step.</param>
/// <param name="Total">Out of how many; null while that is not known.</param>
/// <param name="Counts">What has been counted so far.</param>
/// <param name="At">The sign of life.</param>
/// <param name="Outcome">How it ended, on the last one.</param>
/// <param name="Reason">The reason of the outcome.</param>
/// <param name="Side">The side that is read or written; null where the step has none.</param>
public sealed record RunProgress(
    Guid RunId, string DataflowId, RunStep Step, string Pair, int Done, int? Total, RunCounts Counts, DateTimeOffset At, RunOutcome Outcome = RunOutcome.Running, Reason? Reason = null, Side? Side = null);
