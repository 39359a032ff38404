using System.CommandLine;
using SesamTalk.Engine.Documents;

namespace SesamTalk.Web.Cli;

/// <summary>"import": documents become dataflows, or replace what older ones said. All of them, or none when one is bad.</summary>
internal static class ImportVerb
{
    public static Command Build(VerbDoors doors, Option<string?> data)
    {
        var files = new Argument<string[]>("FILE") { Description = "Dataflow documents; two directed ones between the same systems make one dataflow.", Arity = ArgumentArity.OneOrMore };
        var id = new Option<string?>("--as") { Description = "The dataflow's id; a new one gets it.", HelpName = "ID" };
        var same = new Option<bool>("--keep-renamed") { Description = "A line of which one path has another name now is the same line: it keeps its history and its test results. Without it, the old line goes and a new one begins." };
        var json = new Option<bool>("--json") { Description = "What changed, as one JSON object on standard output." };
        var command = new Command("import", "Take documents in. 0: done, also where nothing was new; 2: a document was bad, and nothing was taken in.") { files, id, same, json };
        command.SetAction(async (parse, cancellation) =>
        {
            var (output, error) = (parse.InvocationConfiguration.Output, parse.InvocationConfiguration.Error);
            var documents = new List<ImportedText>();
            var isSound = true;
            foreach (var path in parse.GetValue(files)!)
            {
                var result = await DocumentFile.ReadAsync(path, cancellation);
                DiagnosticLines.Write(error, path, result.Diagnostics);
                isSound &= result.IsSound;
                if (result.Document is { } document) documents.Add(new(result.File, RstWriter.Write(document)));
            }
            if (!isSound) return VerbAnswer.BadInput("Nothing was imported.").Tell(output, error, asJson: false);
            await using var installation = await doors.EnterAsync(parse.GetValue(data), needsSystems: false, cancellation);
            var request = new ImportRequest(documents, parse.GetValue(id), Environment.UserName, parse.GetValue(same));
            return (await installation.DoAsync(VerbWorks.Import, VerbJson.Of(request), cancellation)).Tell(output, error, parse.GetValue(json));
        });
        return command;
    }
}

/// <summary>A sound document, as text.</summary>
internal sealed record ImportedText(string File, string Text);

/// <summary>Documents to take in, and the id that was asked for.</summary>
internal sealed record ImportRequest(IReadOnlyList<ImportedText> Documents, string? As, string Who, bool KeepRenamed = false);
