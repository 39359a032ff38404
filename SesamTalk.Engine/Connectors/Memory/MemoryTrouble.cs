using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Connectors.Memory;

/// <summary>A verb that the engine called.</summary>
public enum MemoryVerb
{
    /// <summary>The test of the connection.</summary>
    Check,

    /// <summary>A page of changes.</summary>
    ReadChanges,

    /// <summary>One record.</summary>
    Read,

    /// <summary>A search.</summary>
    Find,

    /// <summary>A write.</summary>
    Write,
}

/// <summary>A call, as the fault dial sees it.</summary>
/// <param name="Verb">The verb.</param>
/// <param name="Entity">The entity.</param>
/// <param name="Id">The record, where the call names one.</param>
/// <param name="Write">The write, for a write.</param>
public sealed record MemoryCall(MemoryVerb Verb, string Entity, RecordId? Id, Write? Write);

/// <summary>What the fault dial does to a call.</summary>
/// <param name="Error">The answer that the engine gets instead.</param>
/// <param name="TakesEffect">The write is carried out all the same: its answer is lost.</param>
public sealed record MemoryTrouble(ConnectorError Error, bool TakesEffect = false);
