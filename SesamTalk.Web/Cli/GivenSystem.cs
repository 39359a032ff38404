using System.Collections.Immutable;
using System.CommandLine;

namespace SesamTalk.Web.Cli;

/// <summary>Settings and secrets of a system as the command line takes them. A secret itself never stands there: it comes from an environment variable or from standard input.</summary>
internal sealed class GivenSystem
{
    public Option<string[]> Settings { get; } = new("--set") { Description = "A setting of the system, as NAME=VALUE; can be given several times.", HelpName = "NAME=VALUE" };

    public Option<string?> Address { get; } = new("--address") { Description = "The setting baseAddress: where the system answers.", HelpName = "URL" };

    public Option<string[]> Secrets { get; } = new("--secret") { Description = "A secret, as NAME=VARIABLE: the name of an environment variable that holds it, or - for a line of standard input.", HelpName = "NAME=VARIABLE" };

    public void AddTo(Command command)
    {
        command.Options.Add(Address);
        command.Options.Add(Settings);
        command.Options.Add(Secrets);
    }

    /// <summary>The settings, or a sentence that says what is wrong.</summary>
    public (ImmutableDictionary<string, string> Settings, string Wrong) ReadSettings(ParseResult parse)
    {
        var read = ImmutableDictionary<string, string>.Empty;
        if (parse.GetValue(Address) is { } address) read = read.SetItem("baseAddress", address);
        foreach (var pair in parse.GetValue(Settings) ?? [])
        {
            if (pair.IndexOf('=') is not (> 0 and var at)) return (read, $"--set {pair}: it must be NAME=VALUE.");
            read = read.SetItem(pair[..at].Trim(), pair[(at + 1)..]);
        }

        return (read, "");
    }

    /// <summary>The secrets, or a sentence that says what is wrong; it never holds a value.</summary>
    public (ImmutableDictionary<string, string> Secrets, string Wrong) ReadSecrets(ParseResult parse, TextReader input)
    {
        var read = ImmutableDictionary<string, string>.Empty;
        foreach (var pair in parse.GetValue(Secrets) ?? [])
        {
            if (pair.IndexOf('=') is not (> 0 and var at)) return (read, "--secret: it must be NAME=VARIABLE, the name of an environment variable; the secret itself is never written on a command line.");
            var (name, variable) = (pair[..at].Trim(), pair[(at + 1)..].Trim());
            var value = variable == "-" ? input.ReadLine() : Environment.GetEnvironmentVariable(variable);
            if (string.IsNullOrEmpty(value)) return (read, variable == "-" ? $"The secret {name} was to come from standard input, and nothing came." : $"The secret {name} was to come from an environment variable, and none of the name given holds anything.");
            read = read.SetItem(name, value);
        }

        return (read, "");
    }

    /// <summary>The manifest as a setting: the text of a file, or the name of a shipped one as it is.</summary>
    public static async Task<(string Text, string Wrong)> ManifestAsync(string file, CancellationToken cancellation)
    {
        const long largest = 4 * 1024 * 1024;
        if (file.StartsWith("shipped:", StringComparison.Ordinal)) return (file, "");
        try
        {
            if (!File.Exists(file)) return ("", $"{file}: there is no such file.");
            if (new FileInfo(file).Length > largest) return ("", $"{file}: it is larger than a manifest may be.");
            return (await File.ReadAllTextAsync(file, cancellation), "");
        }
        catch (Exception bad) when (bad is IOException or UnauthorizedAccessException)
        {
            return ("", $"{file}: {bad.Message}");
        }
    }
}
