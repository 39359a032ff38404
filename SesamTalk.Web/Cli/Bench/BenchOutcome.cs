namespace SesamTalk.Web.Cli.Bench;

/// <summary>A case, measured: the engine and its floor in turn, each on a world of its own, as often as asked.</summary>
internal sealed record BenchOutcome(BenchCase Case, int Records, IReadOnlyList<Measured> Floor, IReadOnlyList<Measured> Engine)
{
    /// <summary>How many floors the engine took: the median over the rounds; null without a floor.</summary>
    public double? Ratio => Floor.Count == 0 ? null : Median(Floor.Zip(Engine, (floor, engine) => engine.Time / floor.Time));

    public double Seconds => Median(Engine.Select(one => one.Time.TotalSeconds));

    public double? FloorSeconds => Floor.Count == 0 ? null : Median(Floor.Select(one => one.Time.TotalSeconds));

    /// <summary>Slowest less fastest round, as a share of the median.</summary>
    public double Spread => (Engine.Max(one => one.Time) - Engine.Min(one => one.Time)).TotalSeconds / Seconds;

    public double? PeakMegabytes => Engine.Any(one => one.PeakMegabytes is null) ? null : Engine.Max(one => one.PeakMegabytes);

    public double BytesPerRecord => Median(Engine.Select(one => (double)one.Allocated / Records));

    /// <summary>Null where there is no target.</summary>
    public bool? IsMet => Case.Target is { } target && Ratio is { } ratio ? ratio <= target : null;

    public static async Task<BenchOutcome> OfAsync(BenchCase measured, int records, int rounds, CancellationToken cancellation)
    {
        var (floors, engines) = (new List<Measured>(), new List<Measured>());
        for (var round = 0; round < rounds; round++)
        {
            if (measured.Floor is { } floor) floors.Add(await OnceAsync(measured, floor, records, cancellation));
            engines.Add(await OnceAsync(measured, measured.Engine, records, cancellation));
        }

        return new BenchOutcome(measured, records, floors, engines);
    }

    private static async Task<Measured> OnceAsync(BenchCase measured, Func<BenchStage, Task> work, int records, CancellationToken cancellation)
    {
        await using var scene = await BenchScene.MakeAsync(records, measured.InB * records, cancellation);
        var stage = new BenchStage(scene, records, cancellation);
        await measured.Prepare(stage);
        return await Measured.OfAsync(() => work(stage));
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }
}
