namespace SesamTalk.Engine.Mapping;

/// <summary>Says what a pending reference waits for.</summary>
public static class WaitText
{
    /// <summary>One sentence for a person.</summary>
    public static string Of(PendingReference reference) =>
        $"{reference.Path} refers to {reference.Entity} {reference.Id}, which is not linked yet; it is tried again in the next run";
}
