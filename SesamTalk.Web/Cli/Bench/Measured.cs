using System.Diagnostics;

namespace SesamTalk.Web.Cli.Bench;

/// <summary>What one piece of work took.</summary>
/// <param name="Time">Its time.</param>
/// <param name="PeakMegabytes">The most memory that the process had meanwhile, above what it had before; null where the machine cannot tell.</param>
/// <param name="Allocated">Bytes allocated.</param>
internal sealed record Measured(TimeSpan Time, double? PeakMegabytes, long Allocated)
{
    private const string Forget = "/proc/self/clear_refs", Told = "/proc/self/status";

    public static async Task<Measured> OfAsync(Func<Task> work)
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        ForgetPeak();
        var (before, allocated, started) = (Megabytes("VmRSS:"), GC.GetTotalAllocatedBytes(precise: true), Stopwatch.GetTimestamp());
        await work();
        var time = Stopwatch.GetElapsedTime(started);
        return new Measured(time, Megabytes("VmHWM:") - before, GC.GetTotalAllocatedBytes(precise: true) - allocated);
    }

    // From here on the peak is counted anew (Linux).
    private static void ForgetPeak()
    {
        if (File.Exists(Forget)) File.WriteAllText(Forget, "5");
    }

    private static double? Megabytes(string name) => File.Exists(Told) && Array.Find(File.ReadAllLines(Told), line => line.StartsWith(name, StringComparison.Ordinal)) is { } line
        ? double.Parse(line[name.Length..].Replace("kB", "", StringComparison.Ordinal), System.Globalization.CultureInfo.InvariantCulture) / 1024
        : null;
}
