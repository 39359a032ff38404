using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;

namespace SesamTalk.Engine.Simulation;

/// <summary>
/// What systems push: "look at this record". Each notification starts a run that looks at the record's links alone; some are
/// lost, come twice, come before the record can be read, or speak of nothing.
/// </summary>
internal sealed class Notifications(World world, Workload workload)
{
    private readonly List<(Spot Spot, RecordId Id)> _again = [];

    private bool IsOn => new[] { Fault.DuplicateEvent, Fault.LostEvent, Fault.EarlyEvent, Fault.ForgedEvent }.Any(fault => world.Mix[fault] > 0);

    /// <summary>Delivers what the last step brought about.</summary>
    public async Task DeliverAsync(Random random)
    {
        var events = workload.Events.TakeLast(2).ToList();
        workload.Events.Clear();
        if (!IsOn) return;
        if (random.Happens(world.Mix[Fault.ForgedEvent])) await ForgedAsync(random);
        if (_again.Count > 0 && random.Next(4) == 0) events.Add(_again[0]);
        foreach (var one in events) await DeliverAsync(one, random);
    }

    private async Task DeliverAsync((Spot Spot, RecordId Id) one, Random random)
    {
        if (random.Happens(world.Mix[Fault.LostEvent] * 2))
        {
            world.Happened.Note(Fault.LostEvent);
            return;
        }

        var isEarly = random.Happens(world.Mix[Fault.EarlyEvent] * 2);
        await LookAsync(one, isEarly);
        if (!random.Happens(world.Mix[Fault.DuplicateEvent] * 2)) return;
        world.Happened.Note(Fault.DuplicateEvent);
        await LookAsync(one, false);
        _again.Insert(0, one);
    }

    private async Task LookAsync((Spot Spot, RecordId Id) one, bool isEarly)
    {
        var links = await world.Memory.LinksAsync(one.Spot.Dataflow.Id, one.Spot.Pair.Id, one.Spot.Side, [one.Id]);
        if (links.Count == 0) return;
        if (isEarly) world.Happened.Note(Fault.EarlyEvent);
        one.Spot.System.Faults.ShowsOld = isEarly;
        world.Trace.Add($"{one.Spot.System.Id} says that {one.Id} changed{(isEarly ? ", before it can be read" : "")}");
        await world.RunAsync(one.Spot.Dataflow.Id, RunKind.Changes, only: [.. links.Values.Select(link => link.Id)]);
        one.Spot.System.Faults.ShowsOld = false;
    }

    private async Task ForgedAsync(Random random)
    {
        world.Happened.Note(Fault.ForgedEvent);
        world.Trace.Add("somebody says that a record changed which is not there");
        var forged = new byte[16];
        random.NextBytes(forged);
        await world.RunAsync(random.Pick(world.Shape.Dataflows).Id, RunKind.Changes, only: [new Guid(forged)]);
    }
}
