using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Simulation;

/// <summary>A write of the engine that really took effect in a system, with what the engine sent.</summary>
/// <param name="System">The system.</param>
/// <param name="Act">Its number in the system's journal.</param>
/// <param name="At">When, by the right clock.</param>
/// <param name="Write">What the engine sent.</param>
/// <param name="Id">The record.</param>
/// <param name="Before">The record before; null for a create.</param>
/// <param name="After">The record after; null for a delete.</param>
/// <param name="Run">The number of the run that sent it.</param>
internal sealed record Effect(string System, int Act, DateTimeOffset At, Write Write, RecordId Id, Record? Before, Record? After, int Run);

/// <summary>A list that a run read.</summary>
/// <param name="System">The system.</param>
/// <param name="Entity">The entity.</param>
/// <param name="Run">The number of the run.</param>
/// <param name="IsWhole">Its last page came.</param>
internal sealed record ListRead(string System, string Entity, int Run, bool IsWhole);
