using System.Globalization;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Simulation;

/// <summary>What a system refuses for good, whoever asks and however often: values, keys that are taken, records that are locked.</summary>
internal sealed class Refusals(Func<SimulatedSystem, Write, ConnectorError.Rejected?> rule)
{
    /// <summary>Nothing.</summary>
    public static readonly Refusals None = new((_, _) => null);

    /// <summary>Why the write is refused; null where it is not.</summary>
    public ConnectorError.Rejected? Of(SimulatedSystem system, Write write) => rule(system, write);

    /// <summary>What the system of a seed refuses; keys are the paths that its records are known by.</summary>
    public static Refusals Draw(FaultMix mix, IReadOnlySet<string> keys) => new((system, write) =>
        (mix[Fault.RefusesValue] > 0 ? Value(system, write) : null) ?? (mix[Fault.UniqueTaken] > 0 ? Taken(system, write, keys) : null) ?? (mix[Fault.Locked] > 0 ? Locked(system, write) : null));

    private static ConnectorError.Rejected? Value(SimulatedSystem system, Write write)
    {
        var refused = write.Values.Known().FirstOrDefault(v => v.Value is string text && v.Key != "Ref" && text.TrimEnd().EndsWith('7'));
        return refused.Key is null ? null : No(system, Fault.RefusesValue, refused.Key, "it may not end so");
    }

    private static ConnectorError.Rejected? Taken(SimulatedSystem system, Write write, IReadOnlySet<string> keys)
    {
        if (write.Kind is not (WriteKind.Create or WriteKind.Update)) return null;
        var taken = write.Values.Known().FirstOrDefault(v => keys.Contains(v.Key) && !Records.Values.IsBlank(v.Value)
            && system.Memory.Records(write.Entity).Any(other => other.Id != write.Id && Records.Values.Same(other[v.Key], v.Value)));
        return taken.Key is null ? null : No(system, Fault.UniqueTaken, taken.Key, "it is taken");
    }

    private static ConnectorError.Rejected? Locked(SimulatedSystem system, Write write) =>
        write.Id is { } id && int.TryParse(id.Text, CultureInfo.InvariantCulture, out var number) && number % 4 == 0 ? No(system, Fault.Locked, "", "the record is locked") : null;

    private static ConnectorError.Rejected No(SimulatedSystem system, Fault fault, string path, string why)
    {
        system.Faults.Shows(fault);
        return new([new RejectedProperty(path, why)], $"simulated: {path} {why}".Replace("  ", " ", StringComparison.Ordinal));
    }
}
