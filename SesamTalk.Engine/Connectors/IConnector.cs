using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Connectors;

/// <summary>
/// The door to one connected system: six verbs. Trouble comes back as <see cref="ConnectorError"/>; only cancellation and
/// our own mistakes are exceptions. A connector keeps its own rate limit and renews its own sign-in; it never retries a
/// write whose outcome it does not know.
/// </summary>
public interface IConnector : IAsyncDisposable
{
    /// <summary>Tries address, sign-in, rights and one read, in named steps, without writing anything.</summary>
    Task<CheckReport> CheckAsync(CancellationToken cancellation);

    /// <summary>The entities of the system, their schemas and capabilities.</summary>
    Task<Answer<SystemDescription>> DescribeAsync(CancellationToken cancellation);

    /// <summary>
    /// Reads pages of what changed since the cursor, or everything where it is null, each record complete. The read was
    /// complete only if a page with <see cref="ChangePage.IsLast"/> came; an error ends the sequence.
    /// </summary>
    IAsyncEnumerable<Answer<ChangePage>> ReadChangesAsync(string entity, string? since, CancellationToken cancellation);

    /// <summary>Reads one record by its key, fresh; <see cref="Reading.Change"/> is null where the system says that there is none.</summary>
    Task<Answer<Reading>> ReadAsync(string entity, RecordId id, CancellationToken cancellation);

    /// <summary>The records whose property has this value, compared as the system compares; never asked with a blank.</summary>
    Task<Answer<Findings>> FindAsync(string entity, string path, object value, CancellationToken cancellation);

    /// <summary>Carries out one write. Only the known slots of <see cref="Write.Values"/> are sent.</summary>
    Task<Answer<Written>> WriteAsync(Write write, CancellationToken cancellation);
}

/// <summary>A page of changes.</summary>
/// <param name="Changes">In the order given by the system.</param>
/// <param name="IsLast">The system said that there is no more.</param>
/// <param name="Cursor">On the last page: where the next read may begin (with the connector's own overlap taken off); null where it has no cursor.</param>
public sealed record ChangePage(IReadOnlyList<Change> Changes, bool IsLast, string? Cursor);

/// <summary>One record as looked up, or null where the system says that there is none.</summary>
public sealed record Reading(Change? Change);

/// <summary>The records that a search found.</summary>
public sealed record Findings(IReadOnlyList<Change> Changes);

/// <summary>What a write does to a record.</summary>
public enum WriteKind
{
    /// <summary>Makes a new record.</summary>
    Create,

    /// <summary>Changes some properties of a record.</summary>
    Update,

    /// <summary>Removes a record.</summary>
    Delete,

    /// <summary>Puts a record out of use where it cannot or must not be removed.</summary>
    Archive,
}

/// <summary>One write to one record.</summary>
/// <param name="Entity">The entity as its system writes it.</param>
/// <param name="Kind">What is done.</param>
/// <param name="Id">The record; null for a create, unless the system takes ids from its clients.</param>
/// <param name="Values">The values to send: known slots only.</param>
/// <param name="Current">The record as it was read just before; null for a create.</param>
/// <param name="Expected">The version that the record must still have, where the system locks by version.</param>
/// <param name="Reference">Our unique reference of this create, for the entity's reference property.</param>
public sealed record Write(string Entity, WriteKind Kind, RecordId? Id, Record Values, Record? Current, RecordVersion Expected, string? Reference);

/// <summary>A write that took effect.</summary>
/// <param name="Id">The record's key; new for a create.</param>
/// <param name="After">The record as the system answered it, in the form it accepted; null where it answered nothing.</param>
/// <param name="Version">The version after the write.</param>
public sealed record Written(RecordId Id, Record? After, RecordVersion Version);
