namespace SesamTalk.Web.Cli;

/// <summary>Arguments of serve that are settings of the web host (<c>--urls http://…</c>, <c>--Logging:LogLevel:Default=Debug</c>), told from mistakes.</summary>
internal static class HostArguments
{
    /// <summary>The first argument that is no setting; null where all are.</summary>
    public static string? FirstMistake(IReadOnlyList<string> arguments)
    {
        for (var i = 0; i < arguments.Count; i++)
        {
            if (!arguments[i].StartsWith("--", StringComparison.Ordinal)) return arguments[i];
            if (arguments[i].Contains('=')) continue;
            if (i + 1 == arguments.Count || arguments[i + 1].StartsWith('-')) return arguments[i];
            i++;
        }
        return null;
    }
}
