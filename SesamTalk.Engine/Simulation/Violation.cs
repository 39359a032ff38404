namespace SesamTalk.Engine.Simulation;

/// <summary>A promise that was broken, by the number of its invariant, with what was seen.</summary>
/// <param name="Invariant">Its number (<c>I3</c>).</param>
/// <param name="What">What was seen.</param>
public sealed record Violation(string Invariant, string What)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Invariant}: {What}";
}
