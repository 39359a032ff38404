using System.Text.Json;
using SesamTalk.Engine.Runs;

namespace SesamTalk.Web.Cli;

/// <summary>A run in words and as JSON.</summary>
internal static class RunText
{
    public static string Of(Run run)
    {
        var counts = run.Counts;
        var planned = run.Kind == RunKind.DryRun ? "planned " : "";
        string[] parts =
        [
            $"read {counts.ReadA} + {counts.ReadB}",
            $"linked {counts.Linked}",
            $"{planned}created {counts.CreatedA} + {counts.CreatedB}",
            $"updated {counts.UpdatedA} + {counts.UpdatedB}",
            $"deleted {counts.DeletedA} + {counts.DeletedB}",
            $"conflicts {counts.Conflicts}",
            $"failed {counts.Failed}",
            $"waiting {counts.Waiting}",
        ];
        return $"{run.DataflowId}: {Words(run.Outcome)}.{(run.Reason.IsEmpty ? "" : $" {run.Reason}")}{Environment.NewLine}  {string.Join(", ", parts)} (first system + second).";
    }

    public static JsonElement Json(Run run, JsonElement? plan = null) => VerbJson.Of(new
    {
        Run = run.Id,
        Dataflow = run.DataflowId,
        Version = run.DefinitionVersion,
        run.Kind,
        run.Outcome,
        Reason = run.Reason.ToString(),
        ReasonCode = run.Reason.Code,
        run.StartedAt,
        run.EndedAt,
        run.Counts,
        Plan = plan,
    });

    public static string Words(RunOutcome outcome) => outcome switch
    {
        RunOutcome.Running => "running",
        RunOutcome.NothingToDo => "nothing to do",
        RunOutcome.Done => "done",
        RunOutcome.DoneWithConflicts => "done, and a person must decide something",
        RunOutcome.HeldBack => "held back by a safety brake; nothing was written",
        RunOutcome.Interrupted => "interrupted; the next run goes on where this one stopped",
        RunOutcome.Failed => "failed",
    };
}
