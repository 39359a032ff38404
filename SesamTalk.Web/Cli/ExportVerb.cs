using System.CommandLine;

namespace SesamTalk.Web.Cli;

/// <summary>"export": a dataflow's directed document, to standard output or a file.</summary>
internal static class ExportVerb
{
    public static Command Build(VerbDoors doors, Option<string?> data)
    {
        var dataflow = new Argument<string>("DATAFLOW") { Description = "The dataflow's id, as status lists it." };
        var file = new Option<string?>("--out") { Description = "The file to write; standard output unless told.", HelpName = "FILE" };
        var reverse = new Option<bool>("--reverse") { Description = "The document of the other direction, from the second system." };
        var plain = new Option<bool>("--without-added") { Description = "Leave out what was added here and no document said." };
        var command = new Command("export", "Write a dataflow's document. One that was imported and not changed comes out as it came in.") { dataflow, file, reverse, plain };
        command.SetAction(async (parse, cancellation) =>
        {
            var (output, error) = (parse.InvocationConfiguration.Output, parse.InvocationConfiguration.Error);
            await using var installation = await doors.EnterAsync(parse.GetValue(data), needsSystems: false, cancellation);
            var known = await installation.DoAsync(VerbWorks.Find, VerbJson.Of(parse.GetValue(dataflow)!), cancellation);
            if (known.Exit != ExitCode.Done) return known.Tell(output, error, asJson: false);
            var request = new ExportRequest(parse.GetValue(dataflow)!, parse.GetValue(reverse), !parse.GetValue(plain));
            var answer = await installation.DoAsync(VerbWorks.Export, VerbJson.Of(request), cancellation);
            if (answer.Exit != ExitCode.Done || answer.Json?.GetString() is not { } text) return answer.Tell(output, error, asJson: false);
            if (parse.GetValue(file) is { } path) await File.WriteAllTextAsync(path, text, cancellation);
            else await output.WriteAsync(text);
            return (int)ExitCode.Done;
        });
        return command;
    }
}

/// <summary>The document that is asked for.</summary>
internal sealed record ExportRequest(string DataflowId, bool Reverse, bool WithAdded);
