using System.CommandLine;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using SesamTalk.Engine.Storage;
using SesamTalk.Web.Cli.Bench;

namespace SesamTalk.Web.Cli;

/// <summary>The command line: one verb per file. Without a verb the site is served.</summary>
internal static class TalkCommand
{
    private const string Demo = "--demo";

    /// <summary>How long a run may take to stop cleanly when the process is told to end.</summary>
    private static readonly TimeSpan StopTime = TimeSpan.FromSeconds(30);

    /// <summary>Runs what was asked for and gives the exit code, by <see cref="ExitCode"/>.</summary>
    public static async Task<int> RunAsync(string[] args, VerbDoors doors, TextWriter? output = null, TextWriter? error = null)
    {
        var root = Build(args.Contains(Demo) && doors.OpenDemo is { } open ? doors with { Open = open } : doors);
        var parse = root.Parse(args);
        var serves = parse.CommandResult.Command is RootCommand or { Name: "serve" };
        var configuration = new InvocationConfiguration
        {
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = serves ? null : StopTime, // the web host listens for the signals itself
        };
        if (output is not null) configuration.Output = output;
        if (error is not null) configuration.Error = error;
        // The root takes settings of the web host, so the parser lets strange words through below it too.
        var mistakes = parse.Errors.Select(wrong => wrong.Message).Concat(serves ? [] : parse.UnmatchedTokens.Select(word => $"'{word}' is not understood."));
        if (mistakes.Distinct().ToList() is { Count: > 0 } found)
        {
            foreach (var mistake in found) configuration.Error.WriteLine(mistake);
            configuration.Error.WriteLine($"Nothing was done. See '{Usage(parse.CommandResult.Command)} --help'.");
            return (int)ExitCode.BadInput;
        }
        try
        {
            return await parse.InvokeAsync(configuration);
        }
        catch (OperationCanceledException)
        {
            configuration.Error.WriteLine("Stopped. What was done is recorded.");
        }
        catch (OptionsValidationException wrong)
        {
            configuration.Error.WriteLine($"A setting is wrong. {string.Join(' ', wrong.Failures.Select(Plainly))} Nothing was done.");
            return (int)ExitCode.BadInput;
        }
        catch (Exception trouble) when (trouble is FolderInUseException or StaleDefinitionException or InvalidDataException or HttpRequestException or IOException or UnauthorizedAccessException)
        {
            configuration.Error.WriteLine(trouble.Message);
        }
        catch (Exception trouble) when (DatabaseTrouble.Of(trouble) is { } said)
        {
            configuration.Error.WriteLine(said);
        }
        catch (Exception mistake)
        {
            configuration.Error.WriteLine($"A mistake of SesamTalk's own. What was done before it is recorded. Please report it with what follows.{Environment.NewLine}{mistake}");
        }
        return (int)ExitCode.Failed;
    }

    // "… with the error: 'Storage:Provider is one of Sqlite, Postgres.'."
    private static string Plainly(string failure) => failure.Split("with the error: '") is [_, var why] ? why.TrimEnd('.', '\'') + "." : failure;

    private static string Usage(Command command) => command is RootCommand ? RootCommand.ExecutableName : $"{RootCommand.ExecutableName} {command.Name}";

    public static RootCommand Build(VerbDoors doors)
    {
        var data = new Option<string?>("--data") { Description = "The folder that all state is kept in (a folder named data beside the program, unless told).", HelpName = "DIR", Recursive = true };
        var root = new RootCommand("SesamTalk keeps records in two business systems the same, whichever side is edited.")
        {
            ServeVerb.Build(doors, data),
            SyncVerb.Build(doors, data),
            PlanVerb.Build(doors, data),
            VerifyVerb.Build(doors, data),
            RoundVerb.Build(doors, data),
            UndoVerb.Build(doors, data),
            StatusVerb.Build(doors, data),
            DriftVerb.Build(doors, data),
            ConflictsVerb.Build(doors, data),
            DeletesVerb.Build(doors, data),
            LinkVerb.Build(doors, data),
            ImportVerb.Build(doors, data),
            ExportVerb.Build(doors, data),
            DocumentVerb.Build(),
            SystemVerb.Build(doors, data),
            ConnectorVerb.Build(),
            UserVerb.Build(doors, data),
            AuditVerb.Build(doors, data),
            KeysVerb.Build(doors, data),
            PersonVerb.Build(doors, data),
            ConfigVerb.Build(doors, data),
            BackupVerb.Build(doors, data),
            RestoreVerb.Build(doors, data),
            MigrateVerb.Build(doors, data),
            SimulateVerb.Build(),
            BenchVerb.Build(),
            DevVerb.Build(doors, data),
        };
        root.Options.Add(data);
        root.Options.Add(new Option<bool>(Demo) { Description = "Make a data folder that is still empty the demo, as serving does.", Recursive = true });
        ServeVerb.Serve(root, doors, data);
        return root;
    }
}
