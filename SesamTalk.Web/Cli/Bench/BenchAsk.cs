namespace SesamTalk.Web.Cli.Bench;

/// <summary>What is to be measured, and how much of it.</summary>
/// <param name="Records">Records on a side.</param>
/// <param name="Rounds">How often each case is measured.</param>
/// <param name="Stop">Breaks it off.</param>
internal sealed record BenchAsk(int Records, int Rounds, CancellationToken Stop)
{
    /// <summary>Links that are searched, and entries of the history.</summary>
    public int Entries { get; init; } = 1_000_000;

    /// <summary>Simulated runs of a small world: a week of one every five minutes.</summary>
    public int Runs { get; init; } = 7 * 24 * 12;

    /// <summary>A PostgreSQL server in whose databases the engine keeps its state; null for files.</summary>
    public string? Connection { get; init; }

    /// <summary>So few records say nothing about time: they only prove that the work is done, and nothing is warmed up for them.</summary>
    public bool IsTrial => Records < 1_000;

    /// <summary>The same of a smaller world, once around: methods are compiled, files are cached.</summary>
    public BenchAsk WarmingUp => this with { Records = Math.Min(Records, 2_000), Rounds = 2 };
}
