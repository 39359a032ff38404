using SesamTalk.Engine.Reasons;

namespace SesamTalk.Engine.Runs;

/// <summary>What a run was asked to do.</summary>
public enum RunKind
{
    /// <summary>Bring over what changed since the last run.</summary>
    Changes,

    /// <summary>Read everything and bring over what differs.</summary>
    Everything,

    /// <summary>Plan only; nothing is written.</summary>
    DryRun,

    /// <summary>Put back what an earlier run wrote.</summary>
    Undo,

    /// <summary>Read everything and link anew, by the keys, what has no partner. Links that are there stay; nothing is written in any system.</summary>
    Rebuild,
}

/// <summary>What started a run.</summary>
public enum RunTrigger
{
    /// <summary>Its schedule.</summary>
    Schedule,

    /// <summary>A person in the browser.</summary>
    Person,

    /// <summary>The command line.</summary>
    CommandLine,

    /// <summary>Another program.</summary>
    Api,

    /// <summary>A system said that something changed.</summary>
    Webhook,

    /// <summary>A checklist's line was being verified.</summary>
    Verify,
}

/// <summary>How a run ended, or that it has not.</summary>
public enum RunOutcome
{
    /// <summary>It has not ended.</summary>
    Running,

    /// <summary>Nothing had changed; nothing was written.</summary>
    NothingToDo,

    /// <summary>Everything planned was done.</summary>
    Done,

    /// <summary>Done, and a person must decide or mend something.</summary>
    DoneWithConflicts,

    /// <summary>A brake held it back before its first write.</summary>
    HeldBack,

    /// <summary>A system could not be reached, or it was cancelled or killed; what was done is recorded, and the next run goes on.</summary>
    Interrupted,

    /// <summary>Our own mistake, or a definition that cannot run.</summary>
    Failed,
}

/// <summary>One run of a dataflow.</summary>
public sealed record Run
{
    /// <summary>The run's id; time-ordered.</summary>
    public required Guid Id { get; init; }

    /// <summary>The dataflow.</summary>
    public required string DataflowId { get; init; }

    /// <summary>The version of the definition that the whole run went by.</summary>
    public required int DefinitionVersion { get; init; }

    /// <summary>What it was asked to do.</summary>
    public required RunKind Kind { get; init; }

    /// <summary>What started it.</summary>
    public required RunTrigger Trigger { get; init; }

    /// <summary>Who started it; empty for a schedule.</summary>
    public string StartedBy { get; init; } = "";

    /// <summary>When it started.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended; null while it runs.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>How it ended.</summary>
    public RunOutcome Outcome { get; init; } = RunOutcome.Running;

    /// <summary>The reason of the outcome, for a person.</summary>
    public Reason Reason { get; init; } = Reason.None;

    /// <summary>What it counted.</summary>
    public RunCounts Counts { get; init; } = new();
}
