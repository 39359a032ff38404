namespace SesamTalk.Web.Components.Layout;

/// <summary>Which kind of installation this is; the badge on every page says it.</summary>
public enum InstallationKind { Demo, Test, Production }

/// <summary>Settings of the frame around every page (configuration section <c>Shell</c>).</summary>
public sealed class ShellOptions
{
    public const string Section = "Shell";

    /// <summary>Demo, Test or Production; unless it is said here, a demo says that it is one, and all others are production.</summary>
    public InstallationKind? Installation { get; set; }
}
