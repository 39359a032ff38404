namespace SesamTalk.Engine.Records;

/// <summary>
/// Where new ids come from: time-ordered (so that indexes grow at their end) and, given a seed, the same in every run
/// of a simulation.
/// </summary>
public sealed class Identifiers(TimeProvider clock, Random random)
{
    private readonly Lock _gate = new();

    /// <summary>Ids for production, from a seed of their own.</summary>
    public static Identifiers Fresh(TimeProvider clock) => new(clock, new Random());

    /// <summary>A new id; ids made later sort later, to the millisecond.</summary>
    public Guid New()
    {
        Span<byte> bytes = stackalloc byte[16];
        lock (_gate) random.NextBytes(bytes);
        var milliseconds = clock.GetUtcNow().ToUnixTimeMilliseconds();
        for (var i = 0; i < 6; i++) bytes[i] = (byte)(milliseconds >> (8 * (5 - i)));
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x70);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
