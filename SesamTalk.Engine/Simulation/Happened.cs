namespace SesamTalk.Engine.Simulation;

/// <summary>How often each fault really happened, so that none is silently absent.</summary>
internal sealed class Happened
{
    private readonly int[] _counts = new int[Enum.GetValues<Fault>().Length];

    /// <summary>How often it happened.</summary>
    public int this[Fault fault] => _counts[(int)fault];

    /// <summary>It happened once more.</summary>
    public void Note(Fault fault) => _counts[(int)fault]++;
}
