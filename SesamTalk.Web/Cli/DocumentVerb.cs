using System.CommandLine;
using SesamTalk.Engine.Documents;

namespace SesamTalk.Web.Cli;

/// <summary>
/// "document read" says what dataflow documents hold; "document write" reads them and writes them again. Results go to
/// standard output, diagnostics to standard error. 0: all read; 2: a file was bad, the others were done all the same.
/// </summary>
internal static class DocumentVerb
{
    private const int Done = 0;
    private const int BadInput = 2;

    public static Command Build() => new("document", "Read and write dataflow documents.") { Read(), Write() };

    private static Command Read()
    {
        var files = Files();
        var json = new Option<bool>("--json") { Description = "One JSON object per document and line, for other programs." };
        var command = new Command("read", "Say what the documents hold, and what in them was not understood.") { files, json };
        command.SetAction((parse, cancellation) =>
        {
            var output = parse.InvocationConfiguration.Output;
            var asJson = parse.GetValue(json);
            return EachAsync(parse, files, (path, result) =>
            {
                if (result.Document is not { } document) return true;
                output.WriteLine(asJson ? DocumentJson.Of(path, document) : DocumentSummary.Of(path, document));
                return true;
            }, cancellation);
        });
        return command;
    }

    private static Command Write()
    {
        var files = Files();
        var folder = new Option<string>("--out") { Description = "The folder to write into.", Required = true, HelpName = "DIR" };
        var command = new Command("write", "Read the documents and write them again, the same to the byte.") { files, folder };
        command.SetAction((parse, cancellation) =>
        {
            var target = new DocumentFolder(parse.GetValue(folder)!);
            return EachAsync(parse, files, (path, result) =>
            {
                if (result.Document is not { } document) return true;
                var refusal = target.Write(path, document);
                if (refusal is not null) parse.InvocationConfiguration.Error.WriteLine($"{path}:1: error: {refusal}");
                return refusal is null;
            }, cancellation);
        });
        return command;
    }

    private static Argument<string[]> Files() => new("FILE") { Description = "Dataflow documents.", Arity = ArgumentArity.OneOrMore };

    private static async Task<int> EachAsync(ParseResult parse, Argument<string[]> files, Func<string, ReadResult, bool> act, CancellationToken cancellation)
    {
        var exit = Done;
        foreach (var path in parse.GetValue(files)!)
        {
            var result = await DocumentFile.ReadAsync(path, cancellation);
            DiagnosticLines.Write(parse.InvocationConfiguration.Error, path, result.Diagnostics);
            if (!act(path, result) || !result.IsSound) exit = BadInput;
        }
        return exit;
    }
}
