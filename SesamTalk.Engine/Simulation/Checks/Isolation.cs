namespace SesamTalk.Engine.Simulation.Checks;

/// <summary>I16, I25, I27: two simulations of the same edits end alike, but for what is allowed to be otherwise.</summary>
internal static class Isolation
{
    /// <summary>The lines in which two final states differ; lines with the marked record count for none.</summary>
    public static IEnumerable<string> Differences(string one, string other, string? marked = null)
    {
        var (ones, others) = (Lines(one, marked), Lines(other, marked));
        return Lacking(ones, others).Select(line => $"only once: {line}").Concat(Lacking(others, ones).Select(line => $"only then: {line}"));
    }

    private static List<string> Lines(string state, string? marked) => [.. state.Split('\n').Where(line => marked is null || !line.Contains(marked, StringComparison.Ordinal))];

    // With how often each stands there: two records may look alike.
    private static List<string> Lacking(List<string> from, List<string> others)
    {
        var left = from.ToList();
        foreach (var line in others) left.Remove(line);
        return left;
    }
}
