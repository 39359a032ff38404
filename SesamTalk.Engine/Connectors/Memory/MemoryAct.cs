using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Connectors.Memory;

/// <summary>Who changed a record of a memory system.</summary>
public enum MemoryActor
{
    /// <summary>Somebody in the system itself.</summary>
    User,

    /// <summary>The engine, through the connector.</summary>
    Engine,
}

/// <summary>One effective change, as the ground truth has it: the engine cannot see this journal, checkers can.</summary>
/// <param name="Number">Its place in the journal, from 1.</param>
/// <param name="At">When it took effect.</param>
/// <param name="Actor">Who did it.</param>
/// <param name="Kind">What was done.</param>
/// <param name="Entity">The entity.</param>
/// <param name="Id">The record.</param>
/// <param name="Before">The record before; null for a create.</param>
/// <param name="After">The record after; null for a delete.</param>
public sealed record MemoryAct(int Number, DateTimeOffset At, MemoryActor Actor, WriteKind Kind, string Entity, RecordId Id, Record? Before, Record? After);
