using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Sync;

namespace SesamTalk.Web.Jobs;

/// <summary>A run that was asked for and has not ended: queued until its turn comes, then running.</summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Reliability", "CA1001", Justification = "A source without a timer holds nothing to let go, and may be cancelled late.")]
internal sealed class QueuedRun(SyncRequest request, Guid id, DateTimeOffset askedAt)
{
    private readonly CancellationTokenSource _cancel = new();
    private readonly TaskCompletionSource<Run> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public SyncRequest Request => request;

    public Guid Id => id;

    /// <summary>Whether this run does what is asked: the whole dataflow, or the very same plan, undoing or records.</summary>
    public bool Serves(SyncRequest asked) => asked.DataflowId == request.DataflowId && asked.PlanId == request.PlanId && asked.Undo == request.Undo
        && (asked.Only ?? []).SequenceEqual(request.Only ?? []);

    /// <summary>Whether its turn has come; changed by the queue alone, under its lock.</summary>
    public bool Running { get; set; }

    /// <summary>Another node has it; changed by the queue alone, under its lock.</summary>
    public bool Elsewhere { get; set; }

    public CancellationToken Cancelled => _cancel.Token;

    public Task<Run> Ended => _ended.Task;

    public void Cancel() => _cancel.Cancel();

    public void End(Run run) => _ended.TrySetResult(run);

    /// <summary>The run as it stands when the engine was never asked, or failed without an answer of its own.</summary>
    public Run Unanswered(RunOutcome outcome, Reason reason, DateTimeOffset now) => new()
    {
        Id = id,
        DataflowId = request.DataflowId,
        DefinitionVersion = 0,
        Kind = request.Kind,
        Trigger = request.Trigger,
        StartedBy = request.StartedBy,
        StartedAt = askedAt,
        EndedAt = now,
        Outcome = outcome,
        Reason = reason,
    };
}
