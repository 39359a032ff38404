namespace SesamTalk.Web.Components.Shared;

/// <summary>How the reader wants the site to look and behave; what is not chosen follows the browser.</summary>
public sealed record ReaderChoices
{
    /// <summary>The themes: the browser's own, and three to choose.</summary>
    public static readonly IReadOnlyList<string> Themes = ["system", "light", "dark", "contrast"];

    /// <summary>One of <see cref="Themes"/>.</summary>
    public string Theme { get; init; } = "system";

    /// <summary>Rows stand closer together.</summary>
    public bool Compact { get; init; }

    /// <summary>Single letters are shortcuts.</summary>
    public bool Shortcuts { get; init; } = true;

    /// <summary>Nothing moves.</summary>
    public bool Calm { get; init; }

    /// <summary>The time zone in which moments are shown, by its name in the time zone database; empty for the installation's.</summary>
    public string Zone { get; init; } = "";

    /// <summary>Moments are shown exactly, not by how long ago they were.</summary>
    public bool ExactTimes { get; init; }

    /// <summary>The first steps through a demo were put away.</summary>
    public bool KnowsFirstSteps { get; init; }
}
