using System.CommandLine;
using SesamTalk.Web.Operations;

namespace SesamTalk.Web.Cli;

/// <summary>"backup": the state of an installation in one file, also while it is served and runs go on.</summary>
internal static class BackupVerb
{
    public static Command Build(VerbDoors doors, Option<string?> data)
    {
        var file = new Argument<string>("FILE") { Description = "The file to make (for example sesamtalk.backup.zip); one that is there is replaced." };
        var keys = new Option<bool>("--with-keys") { Description = "Put the keys that protect secrets in too. Who has such a file can read the secrets." };
        var json = new Option<bool>("--json") { Description = "One JSON object on standard output." };
        var command = new Command("backup", "Back the state up while everything goes on.") { file, keys, json };
        command.SetAction((parse, cancellation) => DecisionDoor.DoAsync(doors, parse, data, VerbWorks.Backup, new BackupRequest(Path.GetFullPath(parse.GetValue(file)!), parse.GetValue(keys), Environment.UserName), parse.GetValue(json), needsSystems: false, cancellation));
        return command;
    }

    /// <summary>Does it, in the installation.</summary>
    public static async Task<VerbAnswer> DoAsync(IServiceProvider services, BackupRequest request, CancellationToken cancellationToken)
    {
        if (Directory.Exists(request.File) || !Directory.Exists(Path.GetDirectoryName(request.File))) return VerbAnswer.BadInput($"{request.File}: name a file in a folder that is there. Nothing was done.");
        try
        {
            var made = await services.GetRequiredService<Backups>().MakeAsync(request.File, request.WithKeys, request.Who, cancellationToken);
            var keys = made.HasKeys ? "The keys are in it: keep it as you would keep the secrets." : "The keys that protect secrets are not in it: keep the folder keys apart.";
            return new(ExitCode.Done, $"Backed up to {request.File} ({new FileInfo(request.File).Length / 1024} KB). {keys}", VerbJson.Of(new { request.File, made.MadeAt, made.Files, made.HasKeys }));
        }
        catch (NotSupportedException elsewhere)
        {
            return VerbAnswer.BadInput($"{elsewhere.Message} Nothing was done.");
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            return new(ExitCode.Failed, Error: $"{trouble.Message} No backup was made.");
        }
    }
}

/// <summary>Where a backup is to go.</summary>
internal sealed record BackupRequest(string File, bool WithKeys, string Who);
