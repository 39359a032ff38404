namespace SesamTalk.Engine.Simulation;

/// <summary>What is left to chance, one stream for each concern, so that dropping something of one does not reshuffle the others.</summary>
internal static class Chance
{
    /// <summary>A stream of its own for a concern of a seed.</summary>
    public static Random Of(long seed, string concern, int number = 0)
    {
        var hash = 14695981039346656037UL;
        foreach (var c in concern) hash = (hash ^ c) * 1099511628211UL;
        foreach (var part in new[] { (ulong)seed, (ulong)number }) hash = Mixed(hash ^ part);
        return new Random((int)(hash & 0x7FFFFFFF));
    }

    /// <summary>Whether something of this probability happens now.</summary>
    public static bool Happens(this Random random, double probability) => probability > 0 && random.NextDouble() < probability;

    /// <summary>One of them.</summary>
    public static T Pick<T>(this Random random, IReadOnlyList<T> from) => from[random.Next(from.Count)];

    private static ulong Mixed(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9UL;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EBUL;
        return value ^ (value >> 31);
    }
}
