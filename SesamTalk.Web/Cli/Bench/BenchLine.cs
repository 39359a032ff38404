namespace SesamTalk.Web.Cli.Bench;

/// <summary>What a case came to: the engine and its floor, measured in turn, as often as asked.</summary>
/// <param name="Case">The case's name.</param>
/// <param name="Variant">Which of several lines of the case this is; empty where there is one.</param>
/// <param name="What">For a person.</param>
/// <param name="Records">How many records, requests or entries one round went through.</param>
/// <param name="Engine">The rounds of the engine.</param>
internal sealed record BenchLine(string Case, string Variant, string What, int Records, IReadOnlyList<Measured> Engine)
{
    /// <summary>The rounds of the floor; none where there is nothing to compare with.</summary>
    public IReadOnlyList<Measured> Floor { get; init; } = [];

    /// <summary>A second floor, told beside the first and judged by nobody; its name says what it does differently.</summary>
    public IReadOnlyList<Measured> Other { get; init; } = [];

    /// <summary>What the second floor is.</summary>
    public string OtherName { get; init; } = "";

    /// <summary>The most floors that the engine may take; null where nothing is promised.</summary>
    public double? MostFloors { get; init; }

    /// <summary>More that was counted, each by a name with its unit.</summary>
    public IReadOnlyList<KeyValuePair<string, double>> Figures { get; init; } = [];

    /// <summary>Promises besides the ratio.</summary>
    public IReadOnlyList<BenchTarget> Others { get; init; } = [];

    /// <summary>How many floors the engine took: the median over the rounds; null without a floor.</summary>
    public double? Ratio => Times(Floor);

    /// <summary>The same against the second floor.</summary>
    public double? OtherRatio => Times(Other);

    public double Seconds => Median(Engine.Select(one => one.Time.TotalSeconds));

    public double? FloorSeconds => Floor.Count == 0 ? null : Median(Floor.Select(one => one.Time.TotalSeconds));

    public double? OtherSeconds => Other.Count == 0 ? null : Median(Other.Select(one => one.Time.TotalSeconds));

    /// <summary>Slowest less fastest round, as a share of the median.</summary>
    public double Spread => (Engine.Max(one => one.Time) - Engine.Min(one => one.Time)).TotalSeconds / Seconds;

    public double RecordsPerSecond => Records / Seconds;

    /// <summary>What the work needed above what the process had before.</summary>
    public double? GrownMegabytes => Engine.Any(one => one.GrownMegabytes is null) ? null : Engine.Max(one => one.GrownMegabytes);

    public double BytesPerRecord => Median(Engine.Select(one => (double)one.Allocated / Records));

    /// <summary>All promises, each with what was seen.</summary>
    public IReadOnlyList<BenchTarget> Targets => [.. MostFloors is { } most ? [new BenchTarget("floors", most, Ratio)] : Enumerable.Empty<BenchTarget>(), .. Others];

    /// <summary>Whether all promises are kept; null where there is none.</summary>
    public bool? IsMet => Targets.Count == 0 ? null : Targets.All(target => target.IsMet);

    /// <summary>The middle of some figures.</summary>
    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }

    private double? Times(IReadOnlyList<Measured> floor) => floor.Count == 0 ? null : Median(floor.Zip(Engine, (one, engine) => engine.Time / one.Time));
}

/// <summary>A promise and what was seen of it.</summary>
/// <param name="Name">What it is about, with its unit.</param>
/// <param name="Limit">The most that it may be; the least where <see cref="IsLeast"/> says so.</param>
/// <param name="Seen">What it was; null where the machine cannot tell, and then it is not met.</param>
internal sealed record BenchTarget(string Name, double Limit, double? Seen)
{
    /// <summary>More is better.</summary>
    public bool IsLeast { get; init; }

    public bool IsMet => Seen is { } seen && (IsLeast ? seen >= Limit : seen <= Limit);
}
