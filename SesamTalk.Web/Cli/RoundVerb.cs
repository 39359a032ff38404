using System.CommandLine;
using SesamTalk.Engine.Checklists;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Records;

namespace SesamTalk.Web.Cli;

/// <summary>"round": rounds of testing: made, listed, exported, signed.</summary>
internal static class RoundVerb
{
    public static Command Build(VerbDoors doors, Option<string?> data) =>
        new("round", "Rounds of testing over the lines of dataflows; verify fills them.") { List(doors, data), New(doors, data), Consent(doors, data), Sign(doors, data), Export(doors, data) };

    private static Command List(VerbDoors doors, Option<string?> data)
    {
        var json = new Option<bool>("--json") { Description = "One JSON object on standard output." };
        var command = new Command("list", "List the rounds, newest first, with their totals.") { json };
        command.SetAction((parse, cancellation) => DoAsync(doors, parse, data, new RoundRequest("list"), parse.GetValue(json), needsSystems: false, cancellation));
        return command;
    }

    private static Command New(VerbDoors doors, Option<string?> data)
    {
        var name = new Argument<string>("NAME") { Description = "What the round is called." };
        var dataflows = new Argument<string[]>("DATAFLOW") { Description = "The dataflows, by id.", Arity = ArgumentArity.OneOrMore };
        var scope = new Option<RoundScope>("--lines") { Description = "all, changed since the last signed round, or failed last time.", DefaultValueFactory = _ => RoundScope.All };
        var pairs = new Option<string[]>("--pair") { Description = "Only this pair, as DATAFLOW/PAIR; can be repeated.", HelpName = "PAIR" };
        var from = new Option<Side[]>("--from") { Description = "Only lines where this side is edited: A or B.", HelpName = "SIDE" };
        var environment = new Option<SystemEnvironment>("--environment") { Description = "Where it is tested: demo, test or production.", DefaultValueFactory = _ => SystemEnvironment.Demo };
        var testers = new Option<string>("--testers") { Description = "Who tests, as written.", DefaultValueFactory = _ => "" };
        var due = new Option<DateTimeOffset?>("--due") { Description = "When it should be done.", HelpName = "DATE" };
        var command = new Command("new", "Make a round of the definitions as they are, and print its id.") { name, dataflows, scope, pairs, from, environment, testers, due };
        command.SetAction((parse, cancellation) => DoAsync(doors, parse, data, new RoundRequest("new")
        {
            Name = parse.GetValue(name)!, Dataflows = parse.GetValue(dataflows)!, Scope = parse.GetValue(scope), Pairs = parse.GetValue(pairs) ?? [], From = parse.GetValue(from) ?? [],
            Environment = parse.GetValue(environment), Testers = parse.GetValue(testers)!, Due = parse.GetValue(due),
        }, false, needsSystems: true, cancellation));
        return command;
    }

    private static Command Consent(VerbDoors doors, Option<string?> data)
    {
        var id = Id();
        var command = new Command("consent", "Let the machine write test values into production systems for this round. They are taken out again.") { id };
        command.SetAction((parse, cancellation) => DoAsync(doors, parse, data, new RoundRequest("consent") { Round = parse.GetValue(id) }, false, needsSystems: false, cancellation));
        return command;
    }

    private static Command Sign(VerbDoors doors, Option<string?> data)
    {
        var (id, statement) = (Id(), new Option<string>("--statement") { Description = "What is said with the signature.", DefaultValueFactory = _ => "" });
        var command = new Command("sign", "Sign a round: it is locked, and its hash is printed.") { id, statement };
        command.SetAction((parse, cancellation) => DoAsync(doors, parse, data, new RoundRequest("sign") { Round = parse.GetValue(id), Statement = parse.GetValue(statement)! }, false, needsSystems: false, cancellation));
        return command;
    }

    private static Command Export(VerbDoors doors, Option<string?> data)
    {
        var id = Id();
        var format = new Option<string>("--format") { Description = "csv, json, or rst: the documents with result columns.", DefaultValueFactory = _ => "csv" }.AcceptOnlyFromAmong("csv", "json", "rst");
        var language = new Option<string>("--language") { Description = "en or nb.", DefaultValueFactory = _ => "en" }.AcceptOnlyFromAmong("en", "nb");
        var to = new Option<string>("--to") { Description = "The folder to write into.", HelpName = "DIR", DefaultValueFactory = _ => "." };
        var command = new Command("export", "Write a round's results as files: one, or for rst one for each document.") { id, format, language, to };
        command.SetAction(async (parse, cancellation) =>
        {
            await using var installation = await doors.EnterAsync(parse.GetValue(data), needsSystems: true, cancellation);
            var request = new RoundRequest("export") { Round = parse.GetValue(id), Format = parse.GetValue(format)!, Language = parse.GetValue(language)! };
            var answer = await installation.DoAsync(VerbWorks.Rounds, VerbJson.Of(request), cancellation);
            foreach (var file in answer.Json is { } files ? VerbJson.Read<ExportedFile[]>(files) : [])
            {
                var path = Path.Combine(parse.GetValue(to)!, file.Name);
                await File.WriteAllBytesAsync(path, file.Content, cancellation);
                await parse.InvocationConfiguration.Output.WriteLineAsync(path);
            }

            return answer.Tell(parse.InvocationConfiguration.Output, parse.InvocationConfiguration.Error, asJson: false);
        });
        return command;
    }

    private static Argument<Guid> Id() => new("ROUND") { Description = "The round's id, as round list shows it." };

    private static async Task<int> DoAsync(VerbDoors doors, ParseResult parse, Option<string?> data, RoundRequest request, bool asJson, bool needsSystems, CancellationToken cancellation)
    {
        await using var installation = await doors.EnterAsync(parse.GetValue(data), needsSystems, cancellation);
        var answer = await installation.DoAsync(VerbWorks.Rounds, VerbJson.Of(request with { Who = Environment.UserName }), cancellation);
        return answer.Tell(parse.InvocationConfiguration.Output, parse.InvocationConfiguration.Error, asJson);
    }
}

/// <summary>What is asked about rounds.</summary>
internal sealed record RoundRequest(string Act)
{
    public string Who { get; init; } = "";

    public Guid Round { get; init; }

    public string Name { get; init; } = "";

    public IReadOnlyList<string> Dataflows { get; init; } = [];

    public RoundScope Scope { get; init; }

    /// <summary>Pairs, each as dataflow/pair; empty for all.</summary>
    public IReadOnlyList<string> Pairs { get; init; } = [];

    public IReadOnlyList<Side> From { get; init; } = [];

    public SystemEnvironment Environment { get; init; } = SystemEnvironment.Demo;

    public string Testers { get; init; } = "";

    public DateTimeOffset? Due { get; init; }

    public string Statement { get; init; } = "";

    public string Format { get; init; } = "csv";

    public string Language { get; init; } = "en";
}

/// <summary>A file that an export gives.</summary>
internal sealed record ExportedFile(string Name, byte[] Content);
