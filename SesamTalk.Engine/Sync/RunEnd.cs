using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Runs;

namespace SesamTalk.Engine.Sync;

/// <summary>Why a run ends before its time; thrown only within the room, and caught by the runner.</summary>
internal sealed class RunEnd(RunOutcome outcome, Reason reason) : Exception(reason.ToString())
{
    public RunOutcome Outcome { get; } = outcome;

    public Reason Reason { get; } = reason;

    /// <summary>The end that a system's refusal to be read brings: what mends itself interrupts, the rest needs a person. A garbled answer (a page of maintenance, half a list) mends itself as a rule.</summary>
    public static RunEnd Of(Reason reason, ConnectorError error) => new(
        error is ConnectorError.Unreachable or ConnectorError.Throttled or ConnectorError.Unknown or ConnectorError.Garbled ? RunOutcome.Interrupted : RunOutcome.Failed,
        reason);
}
