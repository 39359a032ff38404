using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Connectors;

/// <summary>
/// A connector that serves many records in one call for much less than one by one: a database that commits them together.
/// Each verb means the same as its single form in <see cref="IConnector"/>, record by record.
/// </summary>
public interface IManyAtOnce
{
    /// <summary>The most records of one call.</summary>
    int Most { get; }

    /// <summary>Those of the records that are there, fresh, in any order.</summary>
    Task<Answer<Findings>> ReadManyAsync(string entity, IReadOnlyCollection<RecordId> ids, CancellationToken cancellation);

    /// <summary>The records whose property has one of these values, in any order; never asked with a blank.</summary>
    Task<Answer<Findings>> FindManyAsync(string entity, string path, IReadOnlyCollection<object> values, CancellationToken cancellation);

    /// <summary>
    /// Carries out writes to different records, in their order, and answers each: one that is refused does not hold the others.
    /// What may have been broken off on the way is answered <see cref="ConnectorError.Unknown"/>.
    /// </summary>
    /// <param name="writes">The writes.</param>
    /// <param name="stillOurs">Asked right before anything takes effect: after a long pause another may be writing. It throws, and then nothing more does.</param>
    /// <param name="cancellation">Breaks the call off.</param>
    Task<IReadOnlyList<Answer<Written>>> WriteManyAsync(IReadOnlyList<Write> writes, Func<Task> stillOurs, CancellationToken cancellation);
}
