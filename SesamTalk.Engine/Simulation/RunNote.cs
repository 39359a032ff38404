using SesamTalk.Engine.Runs;

namespace SesamTalk.Engine.Simulation;

/// <summary>One run of the engine as the simulation saw it from outside.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Id">The id that it has in the engine.</param>
/// <param name="DataflowId">The dataflow.</param>
/// <param name="Kind">What it was asked to do.</param>
/// <param name="From">When it started, by the right clock.</param>
/// <param name="To">When it ended.</param>
/// <param name="Run">How it ended; null where the process was killed.</param>
/// <param name="Calls">How many calls it made.</param>
/// <param name="Mistake">What the engine said of a mistake of its own; null for none.</param>
internal sealed record RunNote(int Number, Guid Id, string DataflowId, RunKind Kind, DateTimeOffset From, DateTimeOffset To, Run? Run, int Calls, string? Mistake)
{
    /// <summary>The links that it was to look at alone; null for all.</summary>
    public IReadOnlyList<Guid>? Only { get; init; }

    /// <summary>The writes that took effect, as the engine counted them.</summary>
    public int Writes => Run?.Counts.Writes ?? 0;
}
