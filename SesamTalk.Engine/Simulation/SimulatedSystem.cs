using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Connectors.Memory;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Simulation;

/// <summary>A system of a simulation: its records and journal, its clock, its faults, and what the engine did to it.</summary>
internal sealed class SimulatedSystem
{
    private readonly List<(int From, TimeSpan Skew)> _skews = [];
    private readonly SimulationClock _right;

    public SimulatedSystem(string id, Func<TimeProvider, MemorySystem> make, SimulationClock right, SystemFaults faults, int pageSize)
    {
        (Id, Faults, _right, Clock) = (id, faults, right, new SkewedClock(right));
        Memory = make(Clock);
        Lists = new SimulatedLists(faults, pageSize);
    }

    public string Id { get; }

    public SkewedClock Clock { get; }

    public MemorySystem Memory { get; }

    public SystemFaults Faults { get; }

    public SimulatedLists Lists { get; }

    /// <summary>Everything the engine did to it.</summary>
    public List<Effect> Effects { get; } = [];

    /// <summary>Every list that was read from it.</summary>
    public List<ListRead> Reads { get; } = [];

    /// <summary>How many calls it was asked.</summary>
    public int Calls { get; set; }

    /// <summary>Calls that came before the system had said that it may be asked again, within one run.</summary>
    public List<string> TooEarly { get; } = [];

    /// <summary>Entities that take no writes now.</summary>
    public bool IsReadOnly { get; set; }

    /// <summary>Another tenant's data stands behind its address now: nothing of what was known is there.</summary>
    public bool IsSwapped { get; set; }

    /// <summary>Whose data it says that it holds.</summary>
    public SystemIdentity Identity => IsSwapped ? new("another", "another tenant") : new(Id, Id);

    /// <summary>How much of the past a list is asked for again; without it, records that show up late are missed.</summary>
    public TimeSpan Overlap { get; set; } = SystemFaults.Visibility + SystemFaults.Coarseness + SystemFaults.Lag;

    /// <summary>The number of the run that is under way.</summary>
    public int Run { get; set; }

    /// <summary>What it refuses for good.</summary>
    public Refusals Refusals { get; set; } = Refusals.None;

    /// <summary>The properties whose edits move no stamp, by entity.</summary>
    public Dictionary<string, string> StillPaths { get; } = [];

    /// <summary>Its clock has gone back, so its stamps do not tell the order of things any more.</summary>
    public bool HasGoneBack { get; private set; }

    /// <summary>What the system says of itself, with the lag that it declares.</summary>
    public SystemDescription Description => new([.. Memory.Description.Entities.Select(entity => entity with
    {
        Capabilities = entity.Capabilities with
        {
            ReadLag = Faults.Has(Fault.ReplicaLag) || Faults.Has(Fault.LateEffect) || Faults.Has(Fault.EarlyEvent) ? SystemFaults.Lag : TimeSpan.Zero,
            LocksByVersion = entity.Capabilities.LocksByVersion && !Faults.Has(Fault.NoVersions) && !Faults.Has(Fault.VersionsLie),
            Unstamped = StillPaths.TryGetValue(entity.Name, out var still) ? [still] : [],
        },
    })]);

    /// <summary>Sets the clock on its wall.</summary>
    public void SetSkew(TimeSpan skew)
    {
        HasGoneBack |= skew < Clock.Skew && Memory.Journal.Count > 0;
        Clock.Skew = skew;
        _skews.Add((Memory.Journal.Count + 1, skew));
    }

    /// <summary>When an act really happened, whatever the clock on the wall said.</summary>
    public DateTimeOffset RightTime(MemoryAct act) => act.At - _skews.LastOrDefault(s => s.From <= act.Number).Skew;

    /// <summary>Carries out a write and notes its effect.</summary>
    public async Task<Answer<Written>> CarryOutAsync(MemoryConnector connector, Write write, int run, CancellationToken cancellation)
    {
        var before = write.Id is { } id ? Memory.Record(write.Entity, id) : null;
        var acts = Memory.Journal.Count;
        var answer = await connector.WriteAsync(write, cancellation);
        if (Memory.Journal.Count > acts)
        {
            var act = Memory.Journal[^1];
            Effects.Add(new Effect(Id, act.Number, _right.GetUtcNow(), write, act.Id, before, act.After, run));
        }

        return answer;
    }

    /// <summary>Something takes effect later, at its own time.</summary>
    public void Later(TimeSpan wait, Action carry) => _right.At(_right.GetUtcNow() + wait, carry);
}
