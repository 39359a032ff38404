using System.Globalization;
using Microsoft.Extensions.Localization;
using SesamTalk.Engine.Runs;
using SesamTalk.Web.Components.Shared;

namespace SesamTalk.Web.Components.Pages.Dataflows;

/// <summary>What a run was and how it ended, in words for a person.</summary>
public sealed class RunWords(IStringLocalizer<DataflowTexts> t, IStringLocalizer<SharedTexts> shared)
{
    public string Outcome(RunOutcome outcome) => t["Outcome" + outcome];

    /// <summary>How a run ended; a dry run that could be made was only tried, whatever it found.</summary>
    public string Outcome(Run run) => run is { Kind: RunKind.DryRun, Outcome: RunOutcome.NothingToDo or RunOutcome.Done or RunOutcome.DoneWithConflicts } ? t["OutcomeDryRun"] : Outcome(run.Outcome);

    public string Kind(RunKind kind) => shared["RunKind" + kind];

    /// <summary>What started it, and who where somebody did.</summary>
    public string Trigger(Run run) => run.StartedBy.Length > 0 ? $"{Trigger(run.Trigger)} ({run.StartedBy})" : Trigger(run.Trigger);

    /// <summary>What started it.</summary>
    public string Trigger(RunTrigger trigger) => t["Trigger" + trigger];

    /// <summary>How long something took.</summary>
    public string Duration(TimeSpan took) => took switch
    {
        { TotalMinutes: < 1 } => t["DurationSeconds", took.TotalSeconds.ToString("0", CultureInfo.CurrentCulture)],
        { TotalHours: < 1 } => t["DurationMinutes", (int)took.TotalMinutes, took.Seconds],
        _ => t["DurationHours", (int)took.TotalHours, took.Minutes],
    };

    /// <summary>What a run came to, in one sentence; what is none of it is left out.</summary>
    public string Says(RunCounts counts, int failed)
    {
        (string Key, int Count)[] all =
        [
            ("SaysCreated", counts.CreatedA + counts.CreatedB), ("SaysUpdated", counts.UpdatedA + counts.UpdatedB), ("SaysDeleted", counts.DeletedA + counts.DeletedB),
            ("SaysConflicts", counts.Conflicts), ("SaysFailed", failed),
        ];
        var said = all.Where(one => one.Count > 0).Select(one => t.Count(one.Key, one.Count)).ToList();
        return (said.Count == 0 ? t["SaysNothing"] : string.Join(", ", said)) + ".";
    }

    /// <summary>The same as a sentence of its own.</summary>
    public string Sentence(RunCounts counts, int failed) => Says(counts, failed) is [var first, .. var rest] ? char.ToUpper(first, CultureInfo.CurrentCulture) + rest : "";

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
