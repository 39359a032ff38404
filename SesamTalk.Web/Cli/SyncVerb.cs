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
        var dryRun = new Option<bool>("--dry-run") { Description = "Plan only; nothing is written. The plan is kept, and can be run exactly as it is." };
        var only = new Option<string[]>("--only") { Description = "Only this linked record, read afresh; may be given several times. A link's id will do too.", HelpName = "ENTITY:ID" };
        var json = new Option<bool>("--json") { Description = "The run as one JSON object on standard output, with its plan where it left one." };
        var command = new Command("sync", "Bring both systems of a dataflow to agree. 0: done; 1: failed or interrupted; 3: done, and a person must decide; 4: held back by a brake.")
        {
            dataflow, everything, dryRun, only, json,
        };
        command.Validators.Add(parse =>
        {
            if (parse.GetValue(everything) && parse.GetValue(dryRun)) parse.AddError("--everything and --dry-run do not go together.");
            if (parse.GetValue(everything) && parse.GetValue(only) is { Length: > 0 }) parse.AddError("--everything and --only do not go together.");
        });
        command.SetAction(async (parse, cancellation) =>
        {
            var kind = parse.GetValue(dryRun) ? RunKind.DryRun : parse.GetValue(everything) ? RunKind.Everything : RunKind.Changes;
            var request = new SyncRequest(parse.GetValue(dataflow)!, kind, RunTrigger.CommandLine, Environment.UserName);
            var (output, error) = (parse.InvocationConfiguration.Output, parse.InvocationConfiguration.Error);
            await using var installation = await doors.EnterAsync(parse.GetValue(data), needsSystems: true, cancellation);
            if (parse.GetValue(only) is { Length: > 0 } records)
            {
                var found = await installation.DoAsync(VerbWorks.Records, VerbJson.Of(new RecordsRequest(request.DataflowId, records)), cancellation);
                if (found.Exit != ExitCode.Done) return found.Tell(output, error, asJson: false);
                request = request with { Only = VerbJson.Read<Guid[]>(found.Json!.Value) };
            }

            return await RunFollow.ToEndAsync(installation, request, output, error, parse.GetValue(json), cancellation);
        });
        return command;
    }
}

/// <summary>Records of a dataflow as a person writes them: ENTITY:ID, or a link's id.</summary>
internal sealed record RecordsRequest(string DataflowId, IReadOnlyList<string> Records);
