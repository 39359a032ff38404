using System.CommandLine;

namespace SesamTalk.Web.Cli;

/// <summary>"verify": the machine proves a dataflow's checklist, line by line.</summary>
internal static class VerifyVerb
{
    public static Command Build(VerbDoors doors, Option<string?> data)
    {
        var dataflow = new Argument<string>("DATAFLOW") { Description = "The dataflow's id, as status lists it." };
        var pair = new Option<string?>("--pair") { Description = "Only the lines of this pair.", HelpName = "PAIR" };
        var line = new Option<string[]>("--line") { Description = "Only this line, by its id; may be given several times.", HelpName = "ID" };
        var round = new Option<Guid?>("--round") { Description = "Keep the results in this round, and judge its lines.", HelpName = "ID" };
        var json = new Option<string?>("--json") { Description = "Write every line with its evidence to this file as JSON; - is standard output.", HelpName = "FILE" };
        var junit = new Option<string?>("--junit") { Description = "Write the lines to this file as JUnit XML.", HelpName = "FILE" };
        var command = new Command("verify", "Let the machine prove a dataflow's checklist through the systems themselves, and leave them as they were. 0: all passed; 1: a line failed; 2: bad input; 3: some lines could not be tested; 5: a system was not left as it was.")
        {
            dataflow, pair, line, round, json, junit,
        };
        command.SetAction(async (parse, cancellation) =>
        {
            var (output, error) = (parse.InvocationConfiguration.Output, parse.InvocationConfiguration.Error);
            var request = new VerifyRequest(parse.GetValue(dataflow)!, parse.GetValue(pair), parse.GetValue(line) ?? [], parse.GetValue(round), Environment.UserName);
            await using var installation = await doors.EnterAsync(parse.GetValue(data), needsSystems: true, cancellation);
            var answer = await installation.DoAsync(VerbWorks.Verify, VerbJson.Of(request), cancellation);
            if (answer.Json is { } found)
            {
                var verified = VerbJson.Read<Verified>(found);
                if (parse.GetValue(json) is { } file) await WriteAsync(file, verified.Json, output, cancellation);
                if (parse.GetValue(junit) is { } xml) await WriteAsync(xml, JUnitXml.Of(verified), output, cancellation);
            }

            return answer.Tell(parse.GetValue(json) == "-" || parse.GetValue(junit) == "-" ? TextWriter.Null : output, error, asJson: false);
        });
        return command;
    }

    private static async Task WriteAsync(string file, string text, TextWriter output, CancellationToken cancellation)
    {
        if (file == "-") await output.WriteLineAsync(text.AsMemory(), cancellation);
        else await File.WriteAllTextAsync(file, text, cancellation);
    }
}

/// <summary>What is to be proved.</summary>
internal sealed record VerifyRequest(string DataflowId, string? PairId, IReadOnlyList<string> Lines, Guid? Round, string Who);

/// <summary>What was found, line by line, with the whole of it as JSON.</summary>
internal sealed record Verified(string DataflowId, string Tag, double Seconds, IReadOnlyList<VerifiedLine> Lines, IReadOnlyList<string> Left, string Json);

/// <summary>One line.</summary>
internal sealed record VerifiedLine(string Id, string PairId, string Verdict, string Because, double Seconds);
