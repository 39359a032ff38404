using SesamTalk.Web.Cli;

namespace SesamTalk.Tests.Web.Cli;

/// <summary>Doors for tests of the command line by itself.</summary>
internal static class TestDoors
{
    /// <summary>Nothing behind them: for verbs and mistakes that must not open an installation.</summary>
    public static VerbDoors Shut { get; } = new(
        _ => throw new InvalidOperationException("A data folder was asked for."),
        (_, _, _) => throw new InvalidOperationException("The site was asked for."),
        (_, _, _) => throw new InvalidOperationException("An installation was asked for."));
}
