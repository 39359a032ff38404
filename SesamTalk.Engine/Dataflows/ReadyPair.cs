using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Dataflows;

/// <summary>A pair that readiness found nothing wrong with, joined to the entities that its names mean in the two systems.</summary>
/// <param name="Pair">The pair.</param>
/// <param name="A">The entity in A.</param>
/// <param name="B">The entity in B.</param>
public sealed record ReadyPair(Pair Pair, EntityDescription A, EntityDescription B)
{
    /// <summary>The entity of a side.</summary>
    public EntityDescription On(Side side) => side == Side.A ? A : B;
}
