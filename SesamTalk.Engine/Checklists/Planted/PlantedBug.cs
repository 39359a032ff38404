using SesamTalk.Engine.Connectors.Memory;
using SesamTalk.Engine.Dataflows;

namespace SesamTalk.Engine.Checklists.Planted;

/// <summary>A bug, where it is planted, and the lines that have to notice it: these and no others.</summary>
/// <param name="Name">What it is, in plain words.</param>
/// <param name="Where">Mapping, connector or system.</param>
/// <param name="Fails">The lines that have to fail.</param>
internal sealed record PlantedBug(string Name, string Where, Func<ChecklistLine, bool> Fails)
{
    /// <summary>Changes the definition after the round was made from it.</summary>
    public Func<Dataflow, Dataflow>? Mapping { get; init; }

    /// <summary>What A's door does wrong.</summary>
    public Bug? InA { get; init; }

    /// <summary>What B's door does wrong.</summary>
    public Bug? InB { get; init; }

    /// <summary>What B itself does wrong.</summary>
    public Action<MemorySystem>? System { get; init; }

    /// <summary>Lines that cannot be tested any more because of it.</summary>
    public Func<ChecklistLine, bool> Blocks { get; init; } = _ => false;
}

/// <summary>What a planted bug led to.</summary>
/// <param name="Name">The bug.</param>
/// <param name="Where">Where it was planted.</param>
/// <param name="Failed">How many lines failed that had to.</param>
/// <param name="Passed">How many of the others did not.</param>
/// <param name="Missed">Lines that had to fail and did not.</param>
/// <param name="Wrong">Lines that failed, or could not be tested, and had no part in it.</param>
public sealed record PlantedResult(string Name, string Where, int Failed, int Passed, IReadOnlyList<string> Missed, IReadOnlyList<string> Wrong)
{
    /// <summary>Exactly the right lines failed.</summary>
    public bool IsExact => Failed > 0 && Missed.Count == 0 && Wrong.Count == 0;
}
