using System.Globalization;

namespace SesamTalk.Web.Sandbox.Kit;

/// <summary>The clock of one sandbox: the given time, unless a dial stops or shifts it.</summary>
internal sealed class SandboxClock(TimeProvider time)
{
    private SandboxDials _dials = new();

    public DateTimeOffset Now => (_dials.ClockFrozenAt ?? time.GetUtcNow()).AddSeconds(_dials.ClockOffsetSeconds).ToUniversalTime();

    /// <summary>The moment up to which a reader sees writes.</summary>
    public DateTimeOffset Replica => Now.AddSeconds(-_dials.ReplicaLagSeconds);

    public void Turn(SandboxDials dials) => _dials = dials;

    /// <summary>Seven fractional digits and Z.</summary>
    public static string Fine(DateTimeOffset moment) =>
        moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);

    /// <summary>Three fractional digits and Z.</summary>
    public static string Milliseconds(DateTimeOffset moment) =>
        moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>Reads a stamp of any offset; one without a zone is taken for UTC.</summary>
    public static bool TryParse(string? text, out DateTimeOffset moment) => DateTimeOffset.TryParse(
        text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out moment);
}
