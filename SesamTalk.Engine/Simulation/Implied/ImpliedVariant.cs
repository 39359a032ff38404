namespace SesamTalk.Engine.Simulation.Implied;

/// <summary>What the implied systems of a seed can do: documents do not say, so seeds take turns.</summary>
/// <param name="HasCursor">They list what changed since a cursor.</param>
/// <param name="HasReference">They keep a reference of ours, by which a lost create is found again.</param>
internal sealed record ImpliedVariant(bool HasCursor, bool HasReference)
{
    /// <summary>The variant of a seed: most can do both.</summary>
    public static ImpliedVariant Of(long seed) => (seed % 4) switch
    {
        1 => new(HasCursor: false, HasReference: true),
        2 => new(HasCursor: true, HasReference: false),
        _ => new(HasCursor: true, HasReference: true),
    };
}
