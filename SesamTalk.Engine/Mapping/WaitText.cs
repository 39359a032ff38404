using SesamTalk.Engine.Reasons;

namespace SesamTalk.Engine.Mapping;

/// <summary>Says what a pending reference waits for.</summary>
public static class WaitText
{
    /// <summary>One sentence for a person.</summary>
    public static Reason Of(PendingReference reference) =>
        Reason.Of(ReasonCodes.WaitsFor, reference.Path, reference.Entity, reference.Id);
}
