namespace SesamTalk.Engine.Simulation;

/// <summary>How much goes wrong.</summary>
public enum FaultLevel
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>A few kinds for each seed, rarely.</summary>
    Some,

    /// <summary>Any kinds: many seeds with a few, a few seeds with many.</summary>
    All,
}

/// <summary>The probability of each fault for one seed: a swarm, so that faults also meet each other alone.</summary>
public sealed class FaultMix
{
    private readonly double[] _probabilities = new double[Enum.GetValues<Fault>().Length];

    /// <summary>Nothing goes wrong.</summary>
    public static FaultMix None => new();

    /// <summary>The probability of a fault at each opportunity.</summary>
    public double this[Fault fault]
    {
        get => _probabilities[(int)fault];
        init => _probabilities[(int)fault] = value;
    }

    /// <summary>The faults that can happen at all.</summary>
    public IEnumerable<Fault> Kinds => Enum.GetValues<Fault>().Where(fault => this[fault] > 0);

    /// <summary>Draws the mix of a seed.</summary>
    public static FaultMix Draw(long seed, FaultLevel level)
    {
        var mix = new FaultMix();
        if (level == FaultLevel.None) return mix;
        var random = Chance.Of(seed, "faults");
        var share = level == FaultLevel.Some ? 0.1 : random.Pick([0.05, 0.1, 0.2, 0.4, 0.7]);
        foreach (var fault in Enum.GetValues<Fault>())
        {
            var intensity = random.Pick([0.03, 0.1, 0.25]);
            if (random.Happens(share)) mix._probabilities[(int)fault] = intensity;
        }

        return mix;
    }

    /// <summary>These faults alone, each with that probability.</summary>
    public static FaultMix Only(double probability, params IEnumerable<Fault> faults)
    {
        var mix = new FaultMix();
        foreach (var fault in faults) mix._probabilities[(int)fault] = probability;
        return mix;
    }

    /// <summary>This mix without some faults.</summary>
    public FaultMix Without(params IEnumerable<Fault> left)
    {
        var mix = new FaultMix();
        foreach (var fault in Kinds.Except(left)) mix._probabilities[(int)fault] = this[fault];
        return mix;
    }
}
