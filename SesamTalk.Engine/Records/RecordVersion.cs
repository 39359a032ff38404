namespace SesamTalk.Engine.Records;

/// <summary>
/// A system's own stamp of a record's state, opaque to the engine: handed back where the system locks by version,
/// and kept to tell two reads apart. <see cref="None"/> where the system has no such thing.
/// </summary>
public readonly record struct RecordVersion(string? Text)
{
    /// <summary>No stamp is known.</summary>
    public static readonly RecordVersion None;

    /// <inheritdoc/>
    public override string ToString() => Text ?? "";
}
