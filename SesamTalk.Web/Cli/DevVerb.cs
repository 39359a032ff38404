using System.Collections.Concurrent;
using System.CommandLine;
using SesamTalk.Engine.Simulation;
using SesamTalk.Engine.Simulation.Failures;

namespace SesamTalk.Web.Cli;

/// <summary>"dev": what those need who work on SesamTalk itself.</summary>
internal static class DevVerb
{
    public static Command Build(VerbDoors doors, Option<string?> data) => new("dev", "For those who work on SesamTalk itself.") { Mutations(), PlantedBugsVerb.Build(), SeedLinksVerb.Build(doors, data), ScreenshotsVerb.Build(doors) };

    private static Command Mutations()
    {
        var seeds = new Option<int>("--seeds") { Description = "The most seeds that a piece may go unnoticed.", HelpName = "K", DefaultValueFactory = _ => Engine.Simulation.Mutations.Seeds };
        var json = new Option<bool>("--json") { Description = "The list as one JSON object on standard output." };
        var command = new Command("mutations", "Take each safety piece out of the engine in turn, in a simulation only, and list the seed that notices. 0: every piece is missed; 1: one is not.") { seeds, json };
        command.SetAction(async (parse, cancellation) =>
        {
            var (output, error) = (parse.InvocationConfiguration.Output, parse.InvocationConfiguration.Error);
            if (parse.GetValue(seeds) < 1) return VerbAnswer.BadInput("--seeds: give 1 or more. Nothing was done.").Tell(output, error, asJson: false);
            try
            {
                var caught = await HuntAsync(parse.GetValue(seeds), Console.IsErrorRedirected ? TextWriter.Null : error, cancellation);
                return Answer(caught).Tell(output, error, parse.GetValue(json));
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                await error.WriteLineAsync("Stopped. Nothing is left behind.");
                return (int)ExitCode.Failed;
            }
        });
        return command;
    }

    private static async Task<List<(Caught Caught, FailureReport? Report)>> HuntAsync(int seeds, TextWriter progress, CancellationToken cancellation)
    {
        var found = new ConcurrentDictionary<string, (Caught, FailureReport?)>();
        await Parallel.ForEachAsync(Engine.Simulation.Mutations.All.Keys, cancellation, async (piece, stop) =>
        {
            var caught = await Engine.Simulation.Mutations.HuntAsync(piece, stop, seeds);
            found[piece] = (caught, caught.Case is { } failing ? await FailureReport.OfAsync(failing, caught.Violation!.Invariant, stop) : null);
            await progress.WriteLineAsync($"{found.Count} of {Engine.Simulation.Mutations.All.Count}: {piece}");
        });
        return [.. Engine.Simulation.Mutations.All.Keys.Select(piece => found[piece])];
    }

    private static VerbAnswer Answer(List<(Caught Caught, FailureReport? Report)> all)
    {
        var missed = all.Count(one => one.Caught.Seed is null);
        var lines = all.SelectMany(one => new[] { Line(one.Caught) }.Concat(one.Report?.Events.Select((happened, at) => $"    {at + 1} {happened}") ?? []))
            .Append(missed == 0 ? $"All {all.Count} pieces are missed when they are taken out." : $"{missed} of {all.Count} pieces can be taken out, and nothing notices.");
        return new VerbAnswer(missed == 0 ? ExitCode.Done : ExitCode.Failed, string.Join(Environment.NewLine, lines), VerbJson.Of(new
        {
            Noticed = all.Count - missed,
            Pieces = all.Select(one => new { one.Caught.Piece, one.Caught.Seed, one.Caught.Violation?.Invariant, one.Caught.Violation?.What, one.Report?.Events }),
        }));
    }

    private static string Line(Caught caught) => caught.Seed is { } seed ? $"{caught.Piece}: seed {seed}, {caught.Violation}" : $"{caught.Piece}: not noticed";
}
