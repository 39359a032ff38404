namespace SesamTalk.Engine.Records;

/// <summary>What a system says happened to a record.</summary>
public enum ChangeKind
{
    /// <summary>It exists and looks like this now.</summary>
    Upsert,

    /// <summary>The system itself says that it was deleted.</summary>
    Deletion,
}

/// <summary>One change as a system reports it.</summary>
/// <param name="Kind">Whether the record exists.</param>
/// <param name="Id">The record's key.</param>
/// <param name="Record">The record as read; null for a deletion.</param>
/// <param name="Version">The system's stamp of this state, if it has one.</param>
/// <param name="At">When the system says that it happened; null where it does not say.</param>
public sealed record Change(ChangeKind Kind, RecordId Id, Record? Record, RecordVersion Version, DateTimeOffset? At);
