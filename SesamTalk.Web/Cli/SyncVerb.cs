using System.CommandLine;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Sync;

namespace SesamTalk.Web.Cli;

/// <summary>"sync": one run of a dataflow, followed to its end.</summary>
internal static class SyncVerb
{
    public static Command Build(VerbDoors doors, Option<string?> data)
    {
        var dataflow = new Argument<string>("DATAFLOW") { Description = "The dataflow's id, as status lists it." };
        var everything = new Option<bool>("--everything") { Description = "Read everything, not only what changed since the last run." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Plan only; nothing is written." };
        var json = new Option<bool>("--json") { Description = "The run as one JSON object on standard output." };
        var command = new Command("sync", "Bring both systems of a dataflow to agree. 0: done; 1: failed or interrupted; 3: done, and a person must decide; 4: held back by a brake.")
        {
            dataflow, everything, dryRun, json,
        };
        command.Validators.Add(parse =>
        {
            if (parse.GetValue(everything) && parse.GetValue(dryRun)) parse.AddError("--everything and --dry-run do not go together.");
        });
        command.SetAction(async (parse, cancellation) =>
        {
            var kind = parse.GetValue(dryRun) ? RunKind.DryRun : parse.GetValue(everything) ? RunKind.Everything : RunKind.Changes;
            var request = new SyncRequest(parse.GetValue(dataflow)!, kind, RunTrigger.CommandLine, Environment.UserName);
            var (output, error) = (parse.InvocationConfiguration.Output, parse.InvocationConfiguration.Error);
            await using var installation = await doors.EnterAsync(parse.GetValue(data), needsSystems: true, cancellation);
            var known = await installation.DoAsync(VerbWorks.Find, VerbJson.Of(request.DataflowId), cancellation);
            if (known.Exit != ExitCode.Done) return known.Tell(output, error, asJson: false);
            var run = await RunBar.FollowAsync(request.DataflowId, progress => installation.SyncAsync(request, progress, cancellation));
            return Answer(run).Tell(output, error, parse.GetValue(json));
        });
        return command;
    }

    private static VerbAnswer Answer(Run run)
    {
        var exit = ExitCodes.Of(run.Outcome);
        var text = RunText.Of(run);
        return exit == ExitCode.Failed ? new(exit, "", RunText.Json(run), text) : new(exit, text, RunText.Json(run));
    }
}
