using System.Diagnostics;

namespace SesamTalk.Web.Cli.Bench;

/// <summary>What one piece of work took.</summary>
/// <param name="Time">Its time.</param>
/// <param name="GrownMegabytes">The most memory that the process had meanwhile, above what it had before; null where the machine cannot tell.</param>
/// <param name="PeakMegabytes">The most memory that the process had meanwhile, all in all.</param>
/// <param name="Allocated">Bytes allocated.</param>
internal sealed record Measured(TimeSpan Time, double? GrownMegabytes, double? PeakMegabytes, long Allocated)
{
    private const string Forget = "/proc/self/clear_refs", Told = "/proc/self/status";

    public static async Task<Measured> OfAsync(Func<Task> work)
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        ForgetPeak();
        var (before, allocated, started) = (Megabytes("VmRSS:"), GC.GetTotalAllocatedBytes(), Stopwatch.GetTimestamp());
        await work();
        var time = Stopwatch.GetElapsedTime(started);
        var peak = Megabytes("VmHWM:");
        return new Measured(time, peak - before, peak, GC.GetTotalAllocatedBytes() - allocated);
    }

    /// <summary>The same of work that waits for nothing.</summary>
    public static Measured Of(Action work)
    {
        GC.Collect();
        var (before, allocated, started) = (Megabytes("VmRSS:"), GC.GetAllocatedBytesForCurrentThread(), Stopwatch.GetTimestamp());
        work();
        var time = Stopwatch.GetElapsedTime(started);
        return new Measured(time, Megabytes("VmRSS:") - before, Megabytes("VmRSS:"), GC.GetAllocatedBytesForCurrentThread() - allocated);
    }

    /// <summary>What the process has now, in MiB; null where the machine cannot tell.</summary>
    public static double? Present() => Megabytes("VmRSS:");

    // From here on the peak is counted anew (Linux).
    private static void ForgetPeak()
    {
        if (File.Exists(Forget)) File.WriteAllText(Forget, "5");
    }

    private static double? Megabytes(string name) => File.Exists(Told) && Array.Find(File.ReadAllLines(Told), line => line.StartsWith(name, StringComparison.Ordinal)) is { } line
        ? double.Parse(line[name.Length..].Replace("kB", "", StringComparison.Ordinal), System.Globalization.CultureInfo.InvariantCulture) / 1024
        : null;
}
