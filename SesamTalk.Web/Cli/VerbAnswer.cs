using System.Text.Json;

namespace SesamTalk.Web.Cli;

/// <summary>What a verb has to say when it is done, in both forms; a server that does the work for it sends this back.</summary>
/// <param name="Exit">How the process ends.</param>
/// <param name="Text">For a person, on standard output.</param>
/// <param name="Json">For other programs, on standard output in its place; null where there is nothing to give.</param>
/// <param name="Error">For a person, on standard error.</param>
internal sealed record VerbAnswer(ExitCode Exit, string Text = "", JsonElement? Json = null, string Error = "")
{
    public static VerbAnswer BadInput(string error) => new(ExitCode.BadInput, Error: error);

    /// <summary>Writes it out and gives the exit code.</summary>
    public int Tell(TextWriter output, TextWriter error, bool asJson)
    {
        if (Error.Length > 0) error.WriteLine(Error);
        if (asJson && Json is { } json) output.WriteLine(JsonSerializer.Serialize(json, VerbJson.Shown));
        else if (!asJson && Text.Length > 0) output.WriteLine(Text);
        return (int)Exit;
    }
}
