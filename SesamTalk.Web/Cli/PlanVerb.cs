using System.CommandLine;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Sync;

namespace SesamTalk.Web.Cli;

/// <summary>"plan": the plans that dry runs made and brakes held back; shown, run exactly as they are, released, dropped.</summary>
internal static class PlanVerb
{
    public static Command Build(VerbDoors doors, Option<string?> data)
    {
        var command = new Command("plan", "The plans of dry runs and of runs that were held back.");
        command.Add(List(doors, data));
        command.Add(OfOne(doors, data, "show", "Show what a plan would write, and what was left out of it.", VerbWorks.PlanShow));
        command.Add(Run(doors, data));
        command.Add(OfOne(doors, data, "release", "Let a plan go that a brake holds back; then run it.", VerbWorks.PlanRelease));
        command.Add(OfOne(doors, data, "drop", "Drop a plan; what it was made from is planned anew by the next run.", VerbWorks.PlanDrop));
        return command;
    }

    private static Command List(VerbDoors doors, Option<string?> data)
    {
        var dataflow = new Argument<string?>("DATAFLOW") { Description = "Only this dataflow's plans.", Arity = ArgumentArity.ZeroOrOne };
        var json = new Option<bool>("--json") { Description = "One JSON object on standard output." };
        var command = new Command("list", "List the plans, newest first.") { dataflow, json };
        command.SetAction(async (parse, cancellation) =>
        {
            await using var installation = await doors.EnterAsync(parse.GetValue(data), needsSystems: false, cancellation);
            var answer = await installation.DoAsync(VerbWorks.PlanList, VerbJson.Of(new PlanRequest(parse.GetValue(dataflow) ?? "", "")), cancellation);
            return answer.Tell(parse.InvocationConfiguration.Output, parse.InvocationConfiguration.Error, parse.GetValue(json));
        });
        return command;
    }

    private static Command OfOne(VerbDoors doors, Option<string?> data, string name, string description, string work)
    {
        var plan = Plan();
        var json = new Option<bool>("--json") { Description = "The plan as one JSON object on standard output." };
        var command = new Command(name, description) { plan, json };
        command.SetAction(async (parse, cancellation) =>
        {
            await using var installation = await doors.EnterAsync(parse.GetValue(data), needsSystems: false, cancellation);
            var answer = await installation.DoAsync(work, VerbJson.Of(new PlanRequest(parse.GetValue(plan)!, Environment.UserName)), cancellation);
            return answer.Tell(parse.InvocationConfiguration.Output, parse.InvocationConfiguration.Error, parse.GetValue(json));
        });
        return command;
    }

    private static Command Run(VerbDoors doors, Option<string?> data)
    {
        var plan = Plan();
        var json = new Option<bool>("--json") { Description = "The run as one JSON object on standard output." };
        var command = new Command("run", "Carry out exactly this plan: what has moved since is left out with its reason. The exit codes are those of sync.") { plan, json };
        command.SetAction(async (parse, cancellation) =>
        {
            var (output, error) = (parse.InvocationConfiguration.Output, parse.InvocationConfiguration.Error);
            await using var installation = await doors.EnterAsync(parse.GetValue(data), needsSystems: true, cancellation);
            var found = await installation.DoAsync(VerbWorks.PlanFind, VerbJson.Of(new PlanRequest(parse.GetValue(plan)!, Environment.UserName)), cancellation);
            if (found.Exit != ExitCode.Done) return found.Tell(output, error, asJson: false);
            var named = VerbJson.Read<NamedPlan>(found.Json!.Value);
            var request = new SyncRequest(named.Dataflow, named.Undoes ? RunKind.Undo : RunKind.Changes, RunTrigger.CommandLine, Environment.UserName) { PlanId = named.Plan };
            return await RunFollow.ToEndAsync(installation, request, output, error, parse.GetValue(json), cancellation);
        });
        return command;
    }

    private static Argument<string> Plan() => new("PLAN") { Description = "The plan's id, or as much of its beginning as tells it from the others." };
}

/// <summary>Which plan or dataflow, and who asks.</summary>
internal sealed record PlanRequest(string Which, string Who);

/// <summary>A plan that was found.</summary>
internal sealed record NamedPlan(Guid Plan, string Dataflow, bool Undoes);
