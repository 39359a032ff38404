using System.CommandLine;

namespace SesamTalk.Web.Cli;

/// <summary>"status": the dataflows, how they stand and how they last ran.</summary>
internal static class StatusVerb
{
    public static Command Build(VerbDoors doors, Option<string?> data)
    {
        var json = new Option<bool>("--json") { Description = "One JSON object on standard output." };
        var command = new Command("status", "List the dataflows with their counts and last runs.") { json };
        command.SetAction(async (parse, cancellation) =>
        {
            await using var installation = await doors.EnterAsync(parse.GetValue(data), needsSystems: false, cancellation);
            var answer = await installation.DoAsync(VerbWorks.Status, VerbJson.Of(new { }), cancellation);
            return answer.Tell(parse.InvocationConfiguration.Output, parse.InvocationConfiguration.Error, parse.GetValue(json));
        });
        return command;
    }
}
