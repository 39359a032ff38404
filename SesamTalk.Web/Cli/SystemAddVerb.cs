using System.CommandLine;
using SesamTalk.Engine.Connectors;

namespace SesamTalk.Web.Cli;

/// <summary>"system add": a system with its settings and secrets; with --replace, what is given replaces what was there.</summary>
internal static class SystemAddVerb
{
    public static Command Build(VerbDoors doors, Option<string?> data)
    {
        var id = new Argument<string>("SYSTEM") { Description = "Its id: small letters, digits and hyphens." };
        var name = new Option<string?>("--name") { Description = "What people call it; the id unless told." };
        var connector = new Option<string?>("--connector") { Description = "Which connector reaches it; rest where a manifest is given.", HelpName = "KEY" };
        var manifest = new Option<string?>("--manifest") { Description = "The manifest of a REST system, or shipped:NAME.", HelpName = "FILE" };
        var environment = new Option<SystemEnvironment?>("--environment") { Description = "Demo, Test or Production; Production unless told." };
        var replace = new Option<bool>("--replace") { Description = "Change a system that is there already; what is not given stays." };
        var json = new Option<bool>("--json") { Description = "One JSON object on standard output." };
        var command = new Command("add", "Connect a system. It is checked that it can be opened, not that it answers: system test does that.") { id, name, connector, manifest, environment, replace, json };
        var given = new GivenSystem();
        given.AddTo(command);
        command.SetAction(async (parse, cancellation) =>
        {
            var (output, error) = (parse.InvocationConfiguration.Output, parse.InvocationConfiguration.Error);
            var (settings, wrongSetting) = given.ReadSettings(parse);
            var (secrets, wrongSecret) = given.ReadSecrets(parse, Console.In);
            var (text, wrongFile) = parse.GetValue(manifest) is { } file ? await GivenSystem.ManifestAsync(file, cancellation) : ("", "");
            if (new[] { wrongFile, wrongSetting, wrongSecret }.FirstOrDefault(wrong => wrong.Length > 0) is { } bad) return VerbAnswer.BadInput($"{bad} Nothing was done.").Tell(output, error, asJson: false);
            if (text.Length > 0) settings = settings.SetItem("manifest", text);
            var request = new AddSystemRequest(parse.GetValue(id)!, parse.GetValue(name), parse.GetValue(connector) ?? (text.Length > 0 ? "rest" : null), parse.GetValue(environment), settings, secrets, parse.GetValue(replace), Environment.UserName);
            await using var installation = await doors.EnterAsync(parse.GetValue(data), needsSystems: false, cancellation);
            return (await installation.DoAsync(VerbWorks.AddSystem, VerbJson.Of(request), cancellation)).Tell(output, error, parse.GetValue(json));
        });
        return command;
    }
}
