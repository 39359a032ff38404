using System.Collections.Immutable;
using System.Text.Json.Nodes;
using YamlDotNet.Core;

namespace SesamTalk.Engine.Connectors.Rest.Drafting;

/// <summary>A manifest made from a description of another kind: a beginning for a person, never a finished one.</summary>
/// <param name="Yaml">The manifest's text; what was not understood is left out of it.</param>
/// <param name="Notes">One for each part that a person must look at.</param>
public sealed record ManifestDraft(string Yaml, ImmutableArray<DraftNote> Notes)
{
    /// <summary>
    /// Makes a draft of an OpenAPI description (version 2 or 3, JSON or YAML). Throws <see cref="InvalidDataException"/> with a
    /// sentence for a person where the text is none.
    /// </summary>
    /// <param name="text">The description.</param>
    /// <param name="only">The entities that are wanted, by the names that a draft of all gives them; empty for all.</param>
    public static ManifestDraft FromOpenApi(string text, IReadOnlyCollection<string> only) => new OpenApiDraft(new OpenApiFile(Parsed(text)), only).Make();

    /// <summary>Makes a draft of a Sesam connector's folder. Throws <see cref="InvalidDataException"/> where it is none.</summary>
    /// <param name="manifest">The text of its <c>manifest.json</c>.</param>
    /// <param name="template">Gives the text of one of its templates (<c>templates/system.json</c>); null where there is none.</param>
    public static ManifestDraft FromSesam(string manifest, Func<string, string?> template) => new SesamDraft(Parsed(manifest), template).Make();

    /// <summary>Whether a text looks like an OpenAPI description.</summary>
    public static bool IsOpenApi(string text) => Parsed(text) is var whole && (whole.ContainsKey("openapi") || whole.ContainsKey("swagger"));

    private static JsonObject Parsed(string text)
    {
        try
        {
            return YamlJson.Parse(text) as JsonObject ?? throw new InvalidDataException("The file holds no description: it is not an object.");
        }
        catch (YamlException unreadable)
        {
            throw new InvalidDataException($"The file is neither JSON nor YAML (line {unreadable.Start.Line}: {unreadable.InnerException?.Message ?? unreadable.Message}).", unreadable);
        }
    }
}

/// <summary>A part of a draft that a person must look at.</summary>
/// <param name="Place">Where: a part of the description, or of the draft.</param>
/// <param name="What">What was not understood, or was guessed.</param>
/// <param name="ToDo">What to do about it.</param>
public sealed record DraftNote(string Place, string What, string ToDo);
