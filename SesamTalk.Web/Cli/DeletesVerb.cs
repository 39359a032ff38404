using System.CommandLine;

namespace SesamTalk.Web.Cli;

/// <summary>"deletes": records that were deleted in one system and wait for a person before anything happens to their partners.</summary>
internal static class DeletesVerb
{
    public static Command Build(VerbDoors doors, Option<string?> data)
    {
        var dataflow = new Argument<string?>("DATAFLOW") { Description = "Only this dataflow's.", Arity = ArgumentArity.ZeroOrOne };
        var json = new Option<bool>("--json") { Description = "One JSON object on standard output." };
        var list = new Command("list", "List the deletes that wait for approval.") { dataflow, json };
        list.SetAction((parse, cancellation) => DecisionDoor.DoAsync(doors, parse, data, VerbWorks.Deletes, new DeleteRequest("list", [parse.GetValue(dataflow) ?? ""], Environment.UserName), parse.GetValue(json), needsSystems: false, cancellation));
        var anew = new Option<bool>("--anew") { Description = "Make the record anew where it was deleted; else the one that is left is kept apart from now on." };
        return new("deletes", "List deletes that wait, approve them, or keep what is left.")
        {
            list,
            One(doors, data, "approve", "Approve deletes: the partners are deleted by the next run, unless they are edited before.", null),
            One(doors, data, "reject", "Keep what is left.", anew),
        };
    }

    private static Command One(VerbDoors doors, Option<string?> data, string name, string description, Option<bool>? anew)
    {
        var links = new Argument<string[]>("LINK") { Description = "The links' ids, as deletes list says them.", Arity = ArgumentArity.OneOrMore };
        var command = new Command(name, description) { links };
        if (anew is not null) command.Options.Add(anew);
        command.SetAction((parse, cancellation) => DecisionDoor.DoAsync(
            doors, parse, data, VerbWorks.Deletes, new DeleteRequest(name, parse.GetValue(links)!, Environment.UserName) { Anew = anew is not null && parse.GetValue(anew) }, asJson: false, needsSystems: false, cancellation));
        return command;
    }
}

/// <summary>What is asked about deletes, as a person writes it.</summary>
internal sealed record DeleteRequest(string What, string[] Ids, string Who)
{
    public bool Anew { get; init; }
}
