using System.CommandLine;

namespace SesamTalk.Web.Cli;

/// <summary>"drift": reads both systems of a dataflow whole, and lists the links that count as in sync and differ.</summary>
internal static class DriftVerb
{
    public static Command Build(VerbDoors doors, Option<string?> data)
    {
        var dataflow = new Argument<string?>("DATAFLOW") { Description = "Only this dataflow.", Arity = ArgumentArity.ZeroOrOne };
        var json = new Option<bool>("--json") { Description = "One JSON object on standard output." };
        var command = new Command("drift", "Read both systems whole and list the records that count as in sync and differ. Nothing is written. The exit code is 1 where one differs or a system could not be read.") { dataflow, json };
        command.SetAction((parse, cancellation) => DecisionDoor.DoAsync(doors, parse, data, VerbWorks.Drift, parse.GetValue(dataflow) ?? "", parse.GetValue(json), needsSystems: true, cancellation));
        return command;
    }
}
