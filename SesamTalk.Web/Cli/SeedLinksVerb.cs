using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace SesamTalk.Web.Cli;

/// <summary>"dev seed-links": fills the store with invented links, so that lists and searches can be measured.</summary>
internal static class SeedLinksVerb
{
    public static Command Build(VerbDoors doors, Option<string?> data)
    {
        var links = new Option<int>("--links") { Description = "How many links.", HelpName = "N", DefaultValueFactory = _ => 1_000_000 };
        var command = new Command("seed-links", "Fill a data folder's store with invented links, without any system. For measuring only: no run knows their records.") { links };
        command.SetAction(async (parse, cancellation) =>
        {
            var (output, error) = (parse.InvocationConfiguration.Output, parse.InvocationConfiguration.Error);
            if (parse.GetValue(links) is < 1 or > 20_000_000) return VerbAnswer.BadInput("--links: give 1 to 20000000. Nothing was done.").Tell(output, error, asJson: false);
            await using var installation = await doors.EnterAsync(parse.GetValue(data), needsSystems: false, cancellation);
            var started = Stopwatch.GetTimestamp();
            var answer = await installation.DoAsync(VerbWorks.SeedLinks, JsonSerializer.SerializeToElement(parse.GetValue(links)), cancellation);
            await error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} seconds."));
            return answer.Tell(output, error, asJson: false);
        });
        return command;
    }
}
