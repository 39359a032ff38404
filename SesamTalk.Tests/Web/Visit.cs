namespace SesamTalk.Tests.Web;

/// <summary>How a visitor comes: language, theme and size of the window.</summary>
public sealed record Visit(string Language = "en-GB", string Theme = "light", int Width = 1280, int Height = 900)
{
    /// <summary>
    /// What every page must hold in: both languages, both themes, a wide and a narrow window; each with each only in a full
    /// run, since contrast hangs on the theme, names on the language and room on the width.
    /// </summary>
    public static IReadOnlyList<Visit> All { get; } = Environment.GetEnvironmentVariable("SESAMTALK_FULL") == "1"
        ? [.. from language in new[] { "en-GB", "nb-NO" } from theme in new[] { "light", "dark" } from width in new[] { 1280, Narrow } select new Visit(language, theme, width)]
        : [new("en-GB", "light"), new("nb-NO", "dark", Narrow)];

    /// <summary>The narrowest window in which everything must be reached without scrolling sideways.</summary>
    public const int Narrow = 320;

    /// <summary>A window as wide as a usual phone.</summary>
    public const int Phone = 390;
}
