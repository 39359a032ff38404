using System.CommandLine;
using System.Globalization;
using System.Reflection;
using System.Diagnostics;

namespace SesamTalk.Web.Cli.Bench;

/// <summary>"bench": how fast the engine is, in multiples of what the same work takes without an engine.</summary>
internal static class BenchVerb
{
    private const int MostRecords = 10_000_000;

    public static Command Build()
    {
        var records = new Option<int>("--records") { Description = "Records on a side.", HelpName = "N", DefaultValueFactory = _ => 100_000 };
        var rounds = new Option<int>("--rounds") { Description = "How often each case is measured; the median counts.", HelpName = "K", DefaultValueFactory = _ => 3 };
        var cases = new Option<string[]>("--case") { Description = $"Only these: {string.Join(", ", BenchCase.All.Select(one => one.Name))}.", HelpName = "NAME", AllowMultipleArgumentsPerToken = true };
        cases.AcceptOnlyFromAmong([.. BenchCase.All.Select(one => one.Name)]);
        var json = new Option<bool>("--json") { Description = "The table as one JSON object on standard output." };
        var command = new Command("bench", "Measure the engine on two invented databases against raw database commands that write the same rows, in this process, in turn. Nothing of the installation is touched. 0: every target is met; 1: one is not.") { records, rounds, cases, json };
        command.SetAction(async (parse, cancellation) =>
        {
            var (output, error) = (parse.InvocationConfiguration.Output, parse.InvocationConfiguration.Error);
            var (count, times) = (parse.GetValue(records), parse.GetValue(rounds));
            if (count is < 100 or > MostRecords) return VerbAnswer.BadInput($"--records: give 100 to {MostRecords}. Nothing was done.").Tell(output, error, asJson: false);
            if (times is < 1 or > 100) return VerbAnswer.BadInput("--rounds: give 1 to 100. Nothing was done.").Tell(output, error, asJson: false);
            if (IsUnoptimised()) await error.WriteLineAsync("This build is not optimised, and its figures say little; measure with dotnet run -c Release.");
            var asked = parse.GetValue(cases) is { Length: > 0 } names ? BenchCase.All.Where(one => names.Contains(one.Name)) : BenchCase.All;
            return (await MeasureAsync([.. asked], count, times, error, cancellation)).Tell(output, error, parse.GetValue(json));
        });
        return command;
    }

    // The first time warms up: methods are compiled, files are cached.
    private static async Task<VerbAnswer> MeasureAsync(IReadOnlyList<BenchCase> cases, int records, int rounds, TextWriter progress, CancellationToken cancellation)
    {
        var outcomes = new List<BenchOutcome>();
        foreach (var one in cases)
        {
            await progress.WriteLineAsync($"{one.Name} …");
            await BenchOutcome.OfAsync(one, Math.Min(records, 2_000), 2, cancellation);
            outcomes.Add(await BenchOutcome.OfAsync(one, records, rounds, cancellation));
        }

        return new VerbAnswer(outcomes.All(one => one.IsMet != false) ? ExitCode.Done : ExitCode.Failed, BenchText.Of(outcomes), BenchText.Json(outcomes));
    }

    private static bool IsUnoptimised() => typeof(BenchVerb).Assembly.GetCustomAttribute<DebuggableAttribute>() is { IsJITOptimizerDisabled: true };
}

/// <summary>The table of a measurement.</summary>
internal static class BenchText
{
    public static string Of(IReadOnlyList<BenchOutcome> outcomes) => string.Join(Environment.NewLine, outcomes.Select(Line)
        .Prepend($"{"case",-10} {"engine s",9} {"floor s",9} {"ratio",6} {"target",6} {"spread",6} {"records/s",10} {"peak MiB",8} {"bytes/record",12}  work"));

    public static System.Text.Json.JsonElement Json(IReadOnlyList<BenchOutcome> outcomes) => VerbJson.Of(outcomes.Select(one => new
    {
        Case = one.Case.Name, one.Case.What, one.Records, Rounds = one.Engine.Count, one.Seconds, one.FloorSeconds, one.Ratio, one.Case.Target, one.IsMet, one.Spread,
        RecordsPerSecond = one.Records / one.Seconds, one.PeakMegabytes, one.BytesPerRecord,
    }));

    private static string Line(BenchOutcome one) => string.Create(CultureInfo.InvariantCulture,
        $"{one.Case.Name,-10} {one.Seconds,9:0.000} {one.FloorSeconds,9:0.000} {one.Ratio,6:0.00} {one.Case.Target,6:0.0} {one.Spread,6:P0} {one.Records / one.Seconds,10:N0} {one.PeakMegabytes,8:0} {one.BytesPerRecord,12:N0}  {one.Case.What}{(one.IsMet == false ? "  <- missed" : "")}");
}
