using System.CommandLine;

namespace SesamTalk.Web.Cli;

/// <summary>"serve", and no verb at all: the site, the schedules and, in a demo, the sandboxes.</summary>
internal static class ServeVerb
{
    public static Command Build(VerbDoors doors, Option<string?> data)
    {
        var command = new Command("serve", "Serve the site and run the schedules (the default).");
        Serve(command, doors, data);
        return command;
    }

    /// <summary>Makes a command serve; settings of the web host may follow.</summary>
    public static void Serve(Command command, VerbDoors doors, Option<string?> data)
    {
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction(async (parse, cancellation) =>
        {
            if (HostArguments.FirstMistake(parse.UnmatchedTokens) is not { } mistake)
                return await doors.Serve(parse.GetValue(data), [.. parse.UnmatchedTokens], cancellation);
            await parse.InvocationConfiguration.Error.WriteLineAsync($"'{mistake}' is neither a verb nor a setting of the site (--name value). Nothing was done. The verbs are listed by --help.");
            return (int)ExitCode.BadInput;
        });
    }
}
