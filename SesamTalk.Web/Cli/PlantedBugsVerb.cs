using System.CommandLine;
using SesamTalk.Engine.Checklists.Planted;

namespace SesamTalk.Web.Cli;

/// <summary>"dev planted-bugs": bugs are planted one by one, and verification has to fail exactly the lines that they are about.</summary>
internal static class PlantedBugsVerb
{
    public static Command Build()
    {
        var json = new Option<bool>("--json") { Description = "The table as one JSON object on standard output." };
        var command = new Command("planted-bugs", "Plant bugs in mappings, connectors and systems in memory, one at a time, and list which checklist lines notice. 0: exactly the right ones every time; 1: not.") { json };
        command.SetAction(async (parse, cancellation) =>
        {
            var results = new List<PlantedResult>();
            foreach (var name in PlantedBugs.Names) results.Add(await PlantedBugs.TryAsync(name, cancellation));
            return Answer(results).Tell(parse.InvocationConfiguration.Output, parse.InvocationConfiguration.Error, parse.GetValue(json));
        });
        return command;
    }

    private static VerbAnswer Answer(List<PlantedResult> results)
    {
        var exact = results.Count(result => result.IsExact);
        var width = results.Max(result => result.Name.Length);
        var lines = new List<string> { $"{"Bug".PadRight(width)}  {"Planted in",-10}  {"Failed",6}  {"Others",6}  Exact" };
        foreach (var result in results)
        {
            lines.Add($"{result.Name.PadRight(width)}  {result.Where,-10}  {result.Failed,6}  {result.Passed,6}  {(result.IsExact ? "yes" : "NO")}");
            lines.AddRange(result.Missed.Select(line => $"    missed: {line}"));
            lines.AddRange(result.Wrong.Select(line => $"    wrong: {line}"));
        }

        lines.Add($"{exact} of {results.Count} bugs failed exactly the right lines.");
        return new VerbAnswer(exact == results.Count ? ExitCode.Done : ExitCode.Failed, string.Join(Environment.NewLine, lines), VerbJson.Of(new { Exact = exact, Bugs = results }));
    }
}
