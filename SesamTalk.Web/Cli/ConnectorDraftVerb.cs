using System.CommandLine;
using SesamTalk.Engine.Connectors.Rest.Drafting;

namespace SesamTalk.Web.Cli;

/// <summary>"connector draft": a manifest begun from an OpenAPI description, or from a Sesam connector's folder.</summary>
internal static class ConnectorDraftVerb
{
    private const long LargestFile = 32 * 1024 * 1024;

    public static Command Build()
    {
        var file = new Argument<string>("FILE") { Description = "An OpenAPI description (version 2 or 3, JSON or YAML), or the manifest.json of a Sesam connector with its templates beside it." };
        var target = new Option<string?>("--out") { Description = "The file to write; standard output unless told. One that exists is not written over.", HelpName = "FILE" };
        var only = new Option<string[]>("--entity") { Description = "Only this entity; can be given several times.", HelpName = "NAME" };
        var json = new Option<bool>("--json") { Description = "The draft and what to look at, as one JSON object on standard output." };
        var command = new Command("draft", "Begin a manifest from a description. 0: done; 2: the file is no description; 3: done, and a person must look at some parts.") { file, target, only, json };
        command.SetAction(async (parse, cancellation) =>
        {
            var (output, error) = (parse.InvocationConfiguration.Output, parse.InvocationConfiguration.Error);
            var path = parse.GetValue(file)!;
            if (parse.GetValue(target) is { } taken && File.Exists(taken)) return VerbAnswer.BadInput($"{taken} exists already. Nothing was written.").Tell(output, error, asJson: false);
            var (draft, why) = await DraftAsync(path, parse.GetValue(only) ?? [], cancellation);
            if (why.Length > 0) return VerbAnswer.BadInput($"{path}: error: {why}").Tell(output, error, asJson: false);
            foreach (var note in draft.Notes) error.WriteLine($"{path}: warning: {note.Place}: {note.What} {note.ToDo}".TrimEnd());
            var exit = draft.Notes.IsEmpty ? ExitCode.Done : ExitCode.NeedsPerson;
            if (parse.GetValue(target) is { } to) await File.WriteAllTextAsync(to, draft.Yaml, cancellation);
            if (parse.GetValue(json)) return new VerbAnswer(exit, Json: VerbJson.Of(new { Manifest = draft.Yaml, draft.Notes })).Tell(output, error, asJson: true);
            if (parse.GetValue(target) is null) await output.WriteAsync(draft.Yaml);
            else error.WriteLine($"{parse.GetValue(target)}: {(draft.Notes.IsEmpty ? "drafted" : $"drafted, {draft.Notes.Length} parts to look at")}.");
            return (int)exit;
        });
        return command;
    }

    private static async Task<(ManifestDraft Draft, string Why)> DraftAsync(string path, string[] only, CancellationToken cancellation)
    {
        var none = new ManifestDraft("", []);
        try
        {
            if (Directory.Exists(path)) path = Path.Combine(path, "manifest.json");
            if (!File.Exists(path)) return (none, "There is no such file.");
            if (new FileInfo(path).Length > LargestFile) return (none, "The file is larger than a description may be.");
            var text = await File.ReadAllTextAsync(path, cancellation);
            if (ManifestDraft.IsOpenApi(text)) return (ManifestDraft.FromOpenApi(text, only), "");
            var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
            return (ManifestDraft.FromSesam(text, name => Beside(folder, name)), "");
        }
        catch (Exception bad) when (bad is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            return (none, bad.Message);
        }
    }

    // Only files below the connector's own folder: a name in a manifest may say anything.
    private static string? Beside(string folder, string name)
    {
        var full = Path.GetFullPath(Path.Combine(folder, name));
        return full.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal) && File.Exists(full) && new FileInfo(full).Length <= LargestFile ? File.ReadAllText(full) : null;
    }
}
