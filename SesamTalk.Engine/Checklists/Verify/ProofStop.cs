using SesamTalk.Engine.Reasons;

namespace SesamTalk.Engine.Checklists.Verify;

/// <summary>Why a proof cannot go on; thrown only within the room, and caught where the lines are that it keeps from being tested.</summary>
internal sealed class ProofStop(Reason reason) : Exception(reason.ToString())
{
    public Reason Reason { get; } = reason;
}
