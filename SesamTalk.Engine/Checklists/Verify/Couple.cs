using SesamTalk.Engine.Records;
using SesamTalk.Engine.Sync;

namespace SesamTalk.Engine.Checklists.Verify;

/// <summary>Two linked records that are tested with.</summary>
/// <param name="Pair">The pair that links them.</param>
/// <param name="LinkId">Their link.</param>
/// <param name="A">The record in A.</param>
/// <param name="B">The record in B.</param>
internal sealed record Couple(PairRules Pair, Guid LinkId, RecordId A, RecordId B)
{
    public RecordId On(Side side) => side == Side.A ? A : B;

    /// <summary>Both records, for a person.</summary>
    public string Text => $"{Pair.Ready.A.Name} {A} ↔ {Pair.Ready.B.Name} {B}";
}
