using SesamTalk.Engine.Connectors.Memory;
using SesamTalk.Engine.Dataflows;

namespace SesamTalk.Engine.Simulation;

/// <summary>What a simulation runs: dataflows, and how each of their systems is made.</summary>
/// <param name="Name">A name for reports.</param>
/// <param name="Dataflows">The dataflows; two may share a system.</param>
/// <param name="Systems">The systems by id.</param>
internal sealed record Shape(string Name, IReadOnlyList<Dataflow> Dataflows, IReadOnlyDictionary<string, Func<TimeProvider, MemorySystem>> Systems);
