using System.CommandLine;
using SesamTalk.Engine.Connectors.Rest;

namespace SesamTalk.Web.Cli;

/// <summary>"connector": what it takes to reach a REST system that nobody has reached before: draft a manifest, try it, and its grammar.</summary>
internal static class ConnectorVerb
{
    public static Command Build() => new("connector", "Make and try the manifest of a REST system; nothing is stored.") { ConnectorDraftVerb.Build(), ConnectorTestVerb.Build(), Schema() };

    private static Command Schema()
    {
        var command = new Command("schema", "Print the JSON Schema of manifests, for editors.");
        command.SetAction(parse =>
        {
            parse.InvocationConfiguration.Output.WriteLine(ShippedManifests.Schema.TrimEnd());
            return (int)ExitCode.Done;
        });
        return command;
    }
}
