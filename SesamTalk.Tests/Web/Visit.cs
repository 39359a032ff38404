namespace SesamTalk.Tests.Web;

/// <summary>How a visitor comes: language, theme and size of the window.</summary>
public sealed record Visit(string Language = "en-GB", string Theme = "light", int Width = 1280, int Height = 900)
{
    /// <summary>
    /// What every page must hold in: both languages and both themes; each with each only in a full run, since contrast hangs
    /// on the theme and names on the language.
    /// </summary>
    public static IReadOnlyList<Visit> All { get; } = Environment.GetEnvironmentVariable("SESAMTALK_FULL") == "1"
        ? [new("en-GB", "light"), new("en-GB", "dark"), new("nb-NO", "light"), new("nb-NO", "dark")]
        : [new("en-GB", "light"), new("nb-NO", "dark")];
}
