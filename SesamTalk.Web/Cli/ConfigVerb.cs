using System.CommandLine;
using SesamTalk.Web.Operations.Config;

namespace SesamTalk.Web.Cli;

/// <summary>"config": an installation as a file for version control, what a file would change, and making it so.</summary>
internal static class ConfigVerb
{
    public static Command Build(VerbDoors doors, Option<string?> data)
    {
        return new("config", "Systems (secrets by environment variables), dataflows, rules and schedules as one file.") { Export(doors, data), Compare(doors, data), Apply(doors, data) };
    }

    private static Command Export(VerbDoors doors, Option<string?> data)
    {
        var file = new Option<string?>("--out") { Description = "Where to write it; standard output where it is left out.", HelpName = "FILE" };
        var command = new Command("export", "Write the installation's configuration.") { file };
        command.SetAction(async (parse, cancellation) =>
        {
            await using var installation = await doors.EnterAsync(parse.GetValue(data), needsSystems: false, cancellation);
            var answer = await installation.DoAsync(VerbWorks.ConfigExport, VerbJson.Of(new { }), cancellation);
            if (parse.GetValue(file) is not { } path || answer.Exit != ExitCode.Done) await parse.InvocationConfiguration.Output.WriteAsync(answer.Text);
            else await File.WriteAllTextAsync(path, answer.Text, cancellation);
            return (int)answer.Exit;
        });
        return command;
    }

    private static Command Compare(VerbDoors doors, Option<string?> data)
    {
        var (file, noPlan, json) = (FileArgument(), NoPlanOption(), JsonOption());
        var command = new Command("diff", "Show what applying a file would change, and its effect. Exit code 3 where anything would.") { file, noPlan, json };
        command.SetAction(async (parse, cancellation) => await AskAsync(doors, parse, data, parse.GetValue(file)!, parse.GetValue(json), new(Apply: false, Plan: !parse.GetValue(noPlan)), cancellation));
        return command;
    }

    private static Command Apply(VerbDoors doors, Option<string?> data)
    {
        var (file, noPlan, json) = (FileArgument(), NoPlanOption(), JsonOption());
        var yes = new Option<bool>("--yes") { Description = "Apply it without being asked after the changes were shown." };
        var command = new Command("apply", "Make the installation as a file says; shows the changes and their effect first. What the file does not name is left as it is.") { file, yes, noPlan, json };
        command.SetAction(async (parse, cancellation) =>
        {
            var error = parse.InvocationConfiguration.Error;
            if (!parse.GetValue(yes))
            {
                var shown = await AskAsync(doors, parse, data, parse.GetValue(file)!, asJson: false, new(Apply: false, Plan: !parse.GetValue(noPlan)), cancellation);
                if (shown != (int)ExitCode.NeedsPerson) return shown;
                await error.WriteAsync("Apply this? [y/N] ");
                if (Console.In.ReadLine()?.Trim() is not ("y" or "Y" or "yes" or "j" or "ja"))
                {
                    await error.WriteLineAsync("Nothing was changed. Give --yes to apply it without being asked.");
                    return (int)ExitCode.NeedsPerson;
                }
            }

            // What was shown to a person need not be planned once more.
            return await AskAsync(doors, parse, data, parse.GetValue(file)!, parse.GetValue(json), new(Apply: true, Plan: parse.GetValue(yes) && !parse.GetValue(noPlan)), cancellation);
        });
        return command;
    }

    /// <summary>Does it, in the installation.</summary>
    public static async Task<VerbAnswer> ExportAsync(IServiceProvider services, CancellationToken cancellationToken) =>
        new(ExitCode.Done, (await services.GetRequiredService<ConfigStore>().NowAsync(cancellationToken)).Write());

    /// <inheritdoc cref="ExportAsync"/>
    public static async Task<VerbAnswer> CompareAsync(IServiceProvider services, ConfigRequest request, CancellationToken cancellationToken)
    {
        var store = services.GetRequiredService<ConfigStore>();
        var wanted = ConfigFile.Read(request.Text);
        var changes = await store.CompareAsync(wanted, request.Secrets, cancellationToken);
        var text = string.Join(Environment.NewLine, changes.SelectMany(Lines));
        var json = VerbJson.Of(new { Changes = changes });
        if (await store.ProblemsAsync(wanted, request.Secrets, cancellationToken) is { Count: > 0 } problems) return new(ExitCode.BadInput, text, json, string.Join(Environment.NewLine, [.. problems, "Nothing was changed."]));
        var counted = changes.Count(change => change.Kind != ConfigChange.NotInFile);
        if (request.Plan) changes = await services.GetRequiredService<ConfigForecast>().OfAsync(wanted, changes, cancellationToken);
        (text, json) = (string.Join(Environment.NewLine, changes.SelectMany(Lines)), VerbJson.Of(new { Changes = changes }));
        if (counted == 0) return new(ExitCode.Done, text.Length == 0 ? "The installation is as the file says." : $"{text}{Environment.NewLine}Otherwise the installation is as the file says.", json);
        if (!request.Apply) return new(ExitCode.NeedsPerson, text, json);
        await store.ApplyAsync(wanted, request.Secrets, request.Who, cancellationToken);
        return new(ExitCode.Done, $"{text}{Environment.NewLine}Applied: {counted} changes.", json);
    }

    private static async Task<int> AskAsync(VerbDoors doors, ParseResult parse, Option<string?> data, string path, bool asJson, ConfigWish wish, CancellationToken cancellation)
    {
        if (!File.Exists(path))
        {
            await parse.InvocationConfiguration.Error.WriteLineAsync($"There is no file {path}. Nothing was done.");
            return (int)ExitCode.BadInput;
        }

        var text = await File.ReadAllTextAsync(path, cancellation);
        ConfigFile wanted;
        try
        {
            wanted = ConfigFile.Read(text);
        }
        catch (InvalidDataException wrong)
        {
            await parse.InvocationConfiguration.Error.WriteLineAsync($"{path}: {wrong.Message}");
            return (int)ExitCode.BadInput;
        }

        // Variables are those of whoever asks, not of a server that does the work.
        var secrets = wanted.Systems.SelectMany(system => system.SecretVariables.Values).Distinct().Select(name => (Name: name, Value: Environment.GetEnvironmentVariable(name))).Where(one => !string.IsNullOrEmpty(one.Value)).ToDictionary(one => one.Name, one => one.Value!);
        return await DecisionDoor.DoAsync(doors, parse, data, VerbWorks.ConfigApply, new ConfigRequest(text, secrets, wish.Apply, Environment.UserName) { Plan = wish.Plan }, asJson, needsSystems: wish.Plan, cancellation);
    }

    private static IEnumerable<string> Lines(ConfigChange change) => [$"{change.What}: {change.Kind}", .. change.Lines.Select(line => "    " + line), .. change.Effect.Length > 0 ? ["  " + change.Effect] : Array.Empty<string>(), .. change.Forecast is { } run ? ["  " + run.Text] : Array.Empty<string>()];

    private static Argument<string> FileArgument() => new("FILE") { Description = "The configuration (YAML)." };

    private static Option<bool> NoPlanOption() => new("--no-plan") { Description = "Do not read the systems to say what the next run of a changed dataflow would write." };

    private static Option<bool> JsonOption() => new("--json") { Description = "One JSON object on standard output." };
}

/// <summary>A configuration that is compared or applied, with the values of its secrets.</summary>
internal sealed record ConfigRequest(string Text, Dictionary<string, string> Secrets, bool Apply, string Who)
{
    /// <summary>Whether the next run of each changed dataflow is planned, to be shown.</summary>
    public bool Plan { get; init; }
}

/// <summary>Whether a configuration is applied or only compared, and whether the next runs are planned to be shown.</summary>
internal sealed record ConfigWish(bool Apply, bool Plan);
