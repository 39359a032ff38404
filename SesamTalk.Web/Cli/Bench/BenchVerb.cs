using System.CommandLine;
using System.Diagnostics;
using System.Reflection;
using System.Text.Json;

namespace SesamTalk.Web.Cli.Bench;

/// <summary>"bench": how fast the engine is, in multiples of what the same work takes without an engine.</summary>
internal static class BenchVerb
{
    private const string About = """
        Measure the engine on invented systems against the raw commands that do the same work, in this process, in turn. Nothing of the installation is touched. A ratio is how many times the floor's time the engine takes, the median over the rounds; memory is what the work needs above what the process had before, but for scale, where each size has a process of its own. Exit code 0: every target is met; 1: one is not.

        Cases:
        """;

    public static Command Build()
    {
        var options = new BenchOptions();
        var command = new Command("bench", About + string.Concat(BenchCase.All.Select(one => $"{Environment.NewLine}  {one.Name}: {one.What}")));
        foreach (var option in options.All) command.Add(option);
        command.SetAction(async (parse, cancellation) =>
        {
            var (output, error) = (parse.InvocationConfiguration.Output, parse.InvocationConfiguration.Error);
            if (options.Wrong(parse) is { } wrong) return VerbAnswer.BadInput($"{wrong} Nothing was done.").Tell(output, error, asJson: false);
            var ask = options.Ask(parse, cancellation);
            if (options.IsAlone(parse)) return (await ScaleCase.AloneAsync(ask, options.Names(parse)[0])).Tell(output, error, asJson: true);
            if (IsUnoptimised()) await error.WriteLineAsync("This build is not optimised, and its figures say little; measure with dotnet run -c Release.");
            var lines = await MeasureAsync(options.Cases(parse), ask, error);
            return (await AnswerAsync(ask, lines, options.JsonFile(parse))).Tell(output, error, options.IsJson(parse));
        });
        return command;
    }

    private static async Task<List<BenchLine>> MeasureAsync(List<BenchCase> cases, BenchAsk ask, TextWriter progress)
    {
        var lines = new List<BenchLine>();
        foreach (var one in cases)
        {
            await progress.WriteLineAsync($"{one.Name} …");
            lines.AddRange(await one.MeasureAsync(ask));
        }

        return lines;
    }

    private static async Task<VerbAnswer> AnswerAsync(BenchAsk ask, List<BenchLine> lines, string? file)
    {
        var json = BenchText.Json(ask, lines);
        if (file is not null) await File.WriteAllTextAsync(file, JsonSerializer.Serialize(json, VerbJson.Shown), ask.Stop);
        return new VerbAnswer(lines.All(line => line.IsMet != false) ? ExitCode.Done : ExitCode.Failed, BenchText.Of(lines), json);
    }

    private static bool IsUnoptimised() => typeof(BenchVerb).Assembly.GetCustomAttribute<DebuggableAttribute>() is { IsJITOptimizerDisabled: true };
}
