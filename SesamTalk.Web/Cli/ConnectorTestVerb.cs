using System.CommandLine;
using Microsoft.Extensions.DependencyInjection.Extensions;
using SesamTalk.Engine;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Connectors.Rest;

namespace SesamTalk.Web.Cli;

/// <summary>"connector test": tries a manifest against the live system, step by step, without writing and without an installation.</summary>
internal static class ConnectorTestVerb
{
    public static Command Build()
    {
        var file = new Argument<string>("MANIFEST") { Description = "The manifest, or shipped:NAME for one that comes with SesamTalk." };
        var json = new Option<bool>("--json") { Description = "The steps as one JSON object on standard output." };
        var command = new Command("test", "Try address, TLS, sign-in, rights and one read of each entity; nothing is written. 0: all well; 1: a step failed; 2: the manifest or what was given with it cannot work.") { file, json };
        var given = new GivenSystem();
        given.AddTo(command);
        command.SetAction(async (parse, cancellation) =>
        {
            var (output, error) = (parse.InvocationConfiguration.Output, parse.InvocationConfiguration.Error);
            var path = parse.GetValue(file)!;
            var manifest = await GivenSystem.ManifestAsync(path, cancellation);
            var (settings, wrongSetting) = given.ReadSettings(parse);
            var (secrets, wrongSecret) = given.ReadSecrets(parse, Console.In);
            if (new[] { manifest.Wrong, wrongSetting, wrongSecret }.FirstOrDefault(wrong => wrong.Length > 0) is { } bad) return VerbAnswer.BadInput(bad).Tell(output, error, asJson: false);
            if (Line(path, manifest.Text) is { } line) return VerbAnswer.BadInput(line).Tell(output, error, asJson: false);
            var system = new ConnectedSystem { Id = "tried", Name = Path.GetFileName(path), Connector = "rest", Settings = settings.SetItem("manifest", manifest.Text), ProtectedSecrets = secrets };
            return (await TryAsync(path, system, cancellation)).Tell(output, error, parse.GetValue(json));
        });
        return command;
    }

    private static async Task<VerbAnswer> TryAsync(string path, ConnectedSystem system, CancellationToken cancellation)
    {
        await using var services = new ServiceCollection()
            .AddLogging().AddSingleton<ISecretProtector, GivenSecrets>().AddSesamTalkEngine()
            .RemoveAll<ISecretKeeper>().BuildServiceProvider();
        try
        {
            await using var connector = services.GetRequiredService<ConnectorCatalog>().Open(system);
            return CheckText.Answer(path, await connector.CheckAsync(cancellation));
        }
        catch (SettingsException wrong)
        {
            return VerbAnswer.BadInput($"{wrong.Message} Settings are given with --set NAME=VALUE or --address, secrets with --secret NAME=VARIABLE.");
        }
    }

    // "file:line: error:", as editors follow it; null for a manifest that can be read.
    private static string? Line(string path, string text)
    {
        if (text.StartsWith("shipped:", StringComparison.Ordinal)) return null;
        try
        {
            var manifest = ManifestReader.Read(text);
            return manifest.Auth.Kind == RestAuthKind.Oauth2AuthorizationCode
                ? "This system gives a new refresh token at each sign-in, and a test without an installation could not keep it. Add the system, and test it there: system add, then system test."
                : null;
        }
        catch (ManifestException wrong)
        {
            return $"{path}:{wrong.Line}: error: {wrong.Message}";
        }
    }

    /// <summary>The secrets were just given and are kept nowhere.</summary>
    private sealed class GivenSecrets : ISecretProtector
    {
        public string Protect(string secret) => secret;

        public string Reveal(string protectedSecret) => protectedSecret;
    }
}
