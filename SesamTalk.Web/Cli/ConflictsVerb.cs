using System.CommandLine;

namespace SesamTalk.Web.Cli;

/// <summary>"conflicts": what waits for a person's decision, and deciding it.</summary>
internal static class ConflictsVerb
{
    public static Command Build(VerbDoors doors, Option<string?> data) => new("conflicts", "List what waits for a decision, look at it, and decide.")
    {
        List(doors, data),
        Show(doors, data),
        Decide(doors, data),
    };

    private static Command List(VerbDoors doors, Option<string?> data)
    {
        var dataflow = new Argument<string?>("DATAFLOW") { Description = "Only this dataflow's.", Arity = ArgumentArity.ZeroOrOne };
        var json = new Option<bool>("--json") { Description = "One JSON object on standard output." };
        var command = new Command("list", "List the open conflicts, oldest first.") { dataflow, json };
        command.SetAction((parse, cancellation) => DecisionDoor.DoAsync(doors, parse, data, VerbWorks.Conflicts, new ConflictRequest("list", parse.GetValue(dataflow) ?? "", Environment.UserName), parse.GetValue(json), needsSystems: false, cancellation));
        return command;
    }

    private static Command Show(VerbDoors doors, Option<string?> data)
    {
        var conflict = new Argument<string>("CONFLICT") { Description = "The conflict's id, as conflicts list says it." };
        var json = new Option<bool>("--json") { Description = "One JSON object on standard output." };
        var command = new Command("show", "Show a conflict with its values, or with the records that fit.") { conflict, json };
        command.SetAction((parse, cancellation) => DecisionDoor.DoAsync(doors, parse, data, VerbWorks.Conflicts, new ConflictRequest("show", parse.GetValue(conflict)!, Environment.UserName), parse.GetValue(json), needsSystems: false, cancellation));
        return command;
    }

    private static Command Decide(VerbDoors doors, Option<string?> data)
    {
        var conflict = new Argument<string>("CONFLICT") { Description = "The conflict's id, as conflicts list says it." };
        var choice = new Argument<string>("CHOICE") { Description = "a, b or base: whose value counts; own: one of your own; delete, anew or apart: what becomes of a record; link: these two belong together." };
        choice.AcceptOnlyFromAmong([.. ConflictWork.Choices.Keys]);
        var a = new Option<string?>("--a") { Description = "With own: the value for the first system; (blank) clears it.", HelpName = "VALUE" };
        var b = new Option<string?>("--b") { Description = "With own: the value for the second system; without it the second follows the first.", HelpName = "VALUE" };
        var with = new Option<string?>("--with") { Description = "With link: which of the records that fit, by its id.", HelpName = "ID" };
        var command = new Command("decide", "Decide a conflict; the next run carries it out. The exit code is 1 where it has moved or is decided already.") { conflict, choice, a, b, with };
        command.SetAction((parse, cancellation) =>
        {
            var request = new ConflictRequest("decide", parse.GetValue(conflict)!, Environment.UserName) { Choice = parse.GetValue(choice)!, A = parse.GetValue(a), B = parse.GetValue(b), With = parse.GetValue(with) };
            return DecisionDoor.DoAsync(doors, parse, data, VerbWorks.Conflicts, request, asJson: false, needsSystems: request.A is not null || request.B is not null, cancellation);
        });
        return command;
    }
}

/// <summary>What is asked about conflicts, as a person writes it.</summary>
internal sealed record ConflictRequest(string What, string Id, string Who)
{
    public string Choice { get; init; } = "";

    public string? A { get; init; }

    public string? B { get; init; }

    public string? With { get; init; }
}
