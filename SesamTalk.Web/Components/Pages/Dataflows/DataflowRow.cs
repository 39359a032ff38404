using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;
using SesamTalk.Web.Components.Shared;

namespace SesamTalk.Web.Components.Pages.Dataflows;

/// <summary>A dataflow as the list shows it: its definition, what is the case with its records, and its last run.</summary>
public sealed record DataflowRow(Dataflow Dataflow, Counts Counts, Run? LastRun)
{
    /// <summary>How it is doing, worst first; <paramref name="now"/> is what was last heard of a run in this process.</summary>
    public Status Health(RunProgress? now = null) => this switch
    {
        _ when now is { Step: RunStep.Queued } => Status.Queued,
        _ when now is not null && now.Step != RunStep.Ended => Status.Running,
        { Dataflow.PausedBecause: not null } => Status.Paused,
        { LastRun: null } => Status.Unknown,
        { LastRun.Outcome: RunOutcome.Failed } => Status.Failed,
        { LastRun.Outcome: RunOutcome.HeldBack } => Status.NeedsYou,
        { LastRun.Outcome: RunOutcome.Interrupted } => Status.Retrying,
        _ when Counts.Of(Headline.NeedsYou) > 0 => Status.NeedsYou,
        _ when Counts.Of(Headline.Waiting) > 0 => Status.Waiting,
        _ => Status.InSync,
    };
}
