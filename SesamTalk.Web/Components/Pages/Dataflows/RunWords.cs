using Microsoft.Extensions.Localization;
using SesamTalk.Engine.Runs;
using SesamTalk.Web.Components.Shared;

namespace SesamTalk.Web.Components.Pages.Dataflows;

/// <summary>What a run was and how it ended, in words for a person.</summary>
public sealed class RunWords(IStringLocalizer<DataflowTexts> t)
{
    public string Outcome(RunOutcome outcome) => t["Outcome" + outcome];

    public string Kind(RunKind kind) => t["Kind" + kind];

    /// <summary>What started it, and who where somebody did.</summary>
    public string Trigger(Run run) => run.StartedBy.Length > 0 ? $"{t["Trigger" + run.Trigger]} ({run.StartedBy})" : t["Trigger" + run.Trigger];

    /// <summary>The status that an outcome is shown by.</summary>
    public Status StatusOf(RunOutcome outcome) => outcome switch
    {
        RunOutcome.Running => Status.Running,
        RunOutcome.NothingToDo or RunOutcome.Done => Status.InSync,
        RunOutcome.DoneWithConflicts => Status.Conflict,
        RunOutcome.HeldBack => Status.NeedsYou,
        RunOutcome.Interrupted => Status.Retrying,
        RunOutcome.Failed => Status.Failed,
    };
}
