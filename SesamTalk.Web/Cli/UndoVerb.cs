using System.CommandLine;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Sync;

namespace SesamTalk.Web.Cli;

/// <summary>"undo": puts back what a run wrote, or its last writes to one link, or one property of these.</summary>
internal static class UndoVerb
{
    public static Command Build(VerbDoors doors, Option<string?> data)
    {
        var run = new Argument<string?>("RUN") { Description = "The run's id.", Arity = ArgumentArity.ZeroOrOne };
        var link = new Option<string?>("--link") { Description = "Only this link; without RUN, what the last run that wrote to it wrote.", HelpName = "ID" };
        var property = new Option<string?>("--property") { Description = "Only this property, as the system that was written to calls it.", HelpName = "P" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Plan only; nothing is written. The plan is kept, and can be run exactly as it is." };
        var json = new Option<bool>("--json") { Description = "The run as one JSON object on standard output." };
        var command = new Command("undo", "Put back what was written, where it still stands; the rest is listed with its reason. The exit codes are those of sync.") { run, link, property, dryRun, json };
        command.Validators.Add(parse =>
        {
            if (parse.GetValue(run) is null && parse.GetValue(link) is null) parse.AddError("Name a run, or a link by --link.");
        });
        command.SetAction(async (parse, cancellation) =>
        {
            var (output, error) = (parse.InvocationConfiguration.Output, parse.InvocationConfiguration.Error);
            await using var installation = await doors.EnterAsync(parse.GetValue(data), needsSystems: true, cancellation);
            var found = await installation.DoAsync(VerbWorks.UndoFind, VerbJson.Of(new UndoRequest(parse.GetValue(run), parse.GetValue(link), parse.GetValue(property))), cancellation);
            if (found.Exit != ExitCode.Done) return found.Tell(output, error, asJson: false);
            var named = VerbJson.Read<NamedUndo>(found.Json!.Value);
            var kind = parse.GetValue(dryRun) ? RunKind.DryRun : RunKind.Undo;
            var request = new SyncRequest(named.Dataflow, kind, RunTrigger.CommandLine, Environment.UserName) { Undo = named.Scope };
            return await RunFollow.ToEndAsync(installation, request, output, error, parse.GetValue(json), cancellation);
        });
        return command;
    }
}

/// <summary>What is to be undone, as a person writes it.</summary>
internal sealed record UndoRequest(string? Run, string? Link, string? Property);

/// <summary>What is to be undone, found.</summary>
internal sealed record NamedUndo(string Dataflow, UndoScope Scope);
