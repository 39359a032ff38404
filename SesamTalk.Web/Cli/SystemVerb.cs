using System.CommandLine;
using SesamTalk.Engine.Connectors;

namespace SesamTalk.Web.Cli;

/// <summary>"system": the connected systems of an installation. Secrets go in and never come out.</summary>
internal static class SystemVerb
{
    public static Command Build(VerbDoors doors, Option<string?> data) => new("system", "Connect systems, try them, and say which dataflow they stand in.")
    {
        One(doors, data, "list", "List the systems.", needsId: false),
        One(doors, data, "show", "Show a system: its settings, and the names of its secrets."),
        One(doors, data, "test", "Try address, TLS, sign-in, rights and one read of each entity; nothing is written.", needsSystems: true),
        One(doors, data, "confirm", "Say that the client or database that the system answers as now is meant; until then its dataflows do not run.", needsSystems: true),
        One(doors, data, "remove", "Remove a system that stands in no dataflow, with its secrets."),
        SystemAddVerb.Build(doors, data),
        Connect(doors, data),
    };

    private static Command One(VerbDoors doors, Option<string?> data, string name, string description, bool needsId = true, bool needsSystems = false)
    {
        var id = new Argument<string>("SYSTEM") { Description = "The system's id, as system list says it." };
        var json = new Option<bool>("--json") { Description = "One JSON object on standard output." };
        var command = new Command(name, description) { json };
        if (needsId) command.Arguments.Add(id);
        command.SetAction(async (parse, cancellation) =>
        {
            await using var installation = await doors.EnterAsync(parse.GetValue(data), needsSystems, cancellation);
            var request = new SystemRequest(name, needsId ? parse.GetValue(id)! : "", Environment.UserName);
            return (await installation.DoAsync(VerbWorks.System, VerbJson.Of(request), cancellation)).Tell(parse.InvocationConfiguration.Output, parse.InvocationConfiguration.Error, parse.GetValue(json));
        });
        return command;
    }

    private static Command Connect(VerbDoors doors, Option<string?> data)
    {
        var dataflow = new Argument<string>("DATAFLOW") { Description = "The dataflow's id, as status lists it." };
        var a = new Argument<string>("A") { Description = "The id of the system that its document names first." };
        var b = new Argument<string>("B") { Description = "The id of the system that its document names second." };
        var command = new Command("connect", "Say which two systems a dataflow joins.") { dataflow, a, b };
        command.SetAction(async (parse, cancellation) =>
        {
            await using var installation = await doors.EnterAsync(parse.GetValue(data), needsSystems: false, cancellation);
            var request = new ConnectRequest(parse.GetValue(dataflow)!, parse.GetValue(a)!, parse.GetValue(b)!, Environment.UserName);
            return (await installation.DoAsync(VerbWorks.Connect, VerbJson.Of(request), cancellation)).Tell(parse.InvocationConfiguration.Output, parse.InvocationConfiguration.Error, asJson: false);
        });
        return command;
    }
}

/// <summary>What is to be done with a system.</summary>
internal sealed record SystemRequest(string What, string Id, string Who);

/// <summary>Two systems for a dataflow.</summary>
internal sealed record ConnectRequest(string DataflowId, string A, string B, string Who);

/// <summary>A system to add or change; its secrets as they were given, on their way to be protected.</summary>
internal sealed record AddSystemRequest(string Id, string? Name, string? Connector, SystemEnvironment? Environment, IReadOnlyDictionary<string, string> Settings, IReadOnlyDictionary<string, string> Secrets, bool Replace, string Who)
{
    public override string ToString() => $"{nameof(AddSystemRequest)} {Id}"; // a record would write its secrets out
}
