using System.CommandLine;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Simulation;
using Spectre.Console;

namespace SesamTalk.Web.Cli;

/// <summary>"simulate": proves the dataflow of one or two documents before anything is connected. Nothing outside this process is touched.</summary>
internal static class SimulateVerb
{
    /// <summary>More would run for days.</summary>
    private const int MostSeeds = 1_000_000;

    public static Command Build()
    {
        var files = new Argument<string[]>("FILE") { Description = "Dataflow documents; two directed ones between the same systems are one dataflow.", Arity = ArgumentArity.OneOrMore };
        var seed = new Option<long>("--seed") { Description = "The first seed; the same one gives the same again.", HelpName = "N", DefaultValueFactory = _ => 0 };
        var seeds = new Option<int>("--seeds") { Description = "How many seeds, one after the other.", HelpName = "K", DefaultValueFactory = _ => 20 };
        var faults = new Option<string>("--faults") { Description = "How much goes wrong: crashes, lost answers, stale reads, edits at the worst moment …", HelpName = "none|some|all", DefaultValueFactory = _ => "some" };
        faults.AcceptOnlyFromAmong("none", "some", "all");
        var json = new Option<bool>("--json") { Description = "What was seen, as one JSON object on standard output." };
        var command = new Command("simulate", "Prove a dataflow before it is connected: two systems are invented from its pairs and tables, both are edited at random, and they are synchronised. 0: every pair that can run converges and keeps every promise; 1: one does not, and the smallest case is shown; 2: a document was bad.")
        {
            files, seed, seeds, faults, json,
        };
        command.SetAction(async (parse, cancellation) =>
        {
            var (output, error) = (parse.InvocationConfiguration.Output, parse.InvocationConfiguration.Error);
            var request = new ProofRequest(parse.GetValue(seed), parse.GetValue(seeds), Enum.Parse<FaultLevel>(parse.GetValue(faults)!, ignoreCase: true));
            if (request.Seed < 0) return VerbAnswer.BadInput("--seed: give 0 or more. Nothing was done.").Tell(output, error, asJson: false);
            if (request.Seeds is < 1 or > MostSeeds) return VerbAnswer.BadInput($"--seeds: give a number from 1 to {MostSeeds}. Nothing was done.").Tell(output, error, asJson: false);
            return await RunAsync(parse.GetValue(files)!, request, parse.GetValue(json), output, error, cancellation);
        });
        return command;
    }

    private static async Task<int> RunAsync(string[] files, ProofRequest request, bool asJson, TextWriter output, TextWriter error, CancellationToken cancellation)
    {
        try
        {
            if (await SimulateDocuments.ReadAsync(files, error, cancellation) is not { } dataflows) return VerbAnswer.BadInput("Nothing was simulated.").Tell(output, error, asJson: false);
            var proofs = new List<Proof>();
            foreach (var dataflow in dataflows) proofs.Add(await FollowAsync(dataflow, request, cancellation));
            return new VerbAnswer(proofs.All(proof => proof.Holds) ? ExitCode.Done : ExitCode.Failed, SimulateText.Of(proofs), SimulateText.Json(proofs)).Tell(output, error, asJson);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            await error.WriteLineAsync("Stopped. A simulation leaves nothing behind; run it again, with fewer seeds where it takes too long.");
            return (int)ExitCode.Failed;
        }
    }

    // On standard error: standard output is for the answer.
    private static Task<Proof> FollowAsync(Dataflow dataflow, ProofRequest request, CancellationToken cancellation)
    {
        if (Console.IsOutputRedirected || Console.IsErrorRedirected) return Prover.ProveAsync(dataflow, request, null, cancellation);
        return AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) }).Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new ElapsedTimeColumn())
            .StartAsync(context =>
            {
                var task = context.AddTask(Markup.Escape($"{dataflow.Id}: seeds"), maxValue: request.Seeds);
                return Prover.ProveAsync(dataflow, request, new Bar(task), cancellation);
            });
    }

    private sealed class Bar(ProgressTask task) : IProgress<int>
    {
        public void Report(int value) => task.Value = value;
    }
}
