namespace SesamTalk.Engine.Simulation.Failures;

/// <summary>A failing case made as small as it goes.</summary>
/// <param name="Case">The small case.</param>
/// <param name="Tries">How many cases were run to find it.</param>
internal sealed record Shrunk(SimulationCase Case, int Tries);

/// <summary>
/// Makes a failing case small: drops faults, then steps (and with them records), as long as the same promise is still broken.
/// Each step has chance of its own, so the rest stays what it was. Deterministic, and bounded by the number of tries.
/// </summary>
internal sealed class Shrinker(string invariant, int mostTries, CancellationToken cancellation)
{
    /// <summary>Enough for a hundred steps and all faults; a few seconds.</summary>
    public const int UsualTries = 160;

    private int _tries;

    /// <summary>The smallest case found that breaks the promise; the case itself where none smaller does.</summary>
    public static async Task<Shrunk> ShrinkAsync(SimulationCase failing, string invariant, CancellationToken cancellation, int mostTries = UsualTries)
    {
        var shrinker = new Shrinker(invariant, mostTries, cancellation);
        var (small, before) = (failing, (SimulationCase?)null);
        while (!ReferenceEquals(small, before))
        {
            before = small;
            small = await shrinker.WithoutStepsAsync(await shrinker.WithoutFaultsAsync(small));
        }

        return new Shrunk(small, shrinker._tries);
    }

    private async Task<SimulationCase> WithoutFaultsAsync(SimulationCase small)
    {
        if (!small.Mix.Kinds.Any()) return small;
        if (await StillBreaksAsync(small with { Mix = FaultMix.None })) return small with { Mix = FaultMix.None };
        foreach (var kind in small.Mix.Kinds.ToList())
        {
            var less = small with { Mix = small.Mix.Without(kind) };
            if (await StillBreaksAsync(less)) small = less;
        }

        return small;
    }

    // Halves first, then quarters, down to single steps: long tails go in few tries.
    private async Task<SimulationCase> WithoutStepsAsync(SimulationCase small)
    {
        for (var size = Math.Max(1, small.Steps.Count / 2); size > 0; size /= 2)
        {
            for (var from = small.Steps.Count - size; from > -size; from -= size)
            {
                var start = Math.Max(0, from);
                var less = small with { Steps = [.. small.Steps.Where((_, at) => at < start || at >= start + size)] };
                if (less.Steps.Count < small.Steps.Count && await StillBreaksAsync(less)) small = less;
            }
        }

        return small;
    }

    private async Task<bool> StillBreaksAsync(SimulationCase less)
    {
        cancellation.ThrowIfCancellationRequested();
        if (_tries >= mostTries) return false;
        _tries++;
        return (await less.RunAsync()).Violations.Any(violation => violation.Invariant == invariant);
    }
}
