using SesamTalk.Engine.Runs;

namespace SesamTalk.Engine.Simulation;

/// <summary>Takes the steps of a simulation in a world: first with faults, and then without until everything rests.</summary>
internal sealed class Story(World world)
{
    /// <summary>The longest chain of things that wait for each other in any shape, and two.</summary>
    public const int RoundsToRest = 6;

    private readonly Operator _operator = new(world);
    private bool _isDiskFull;
    private int _depth;
    private Random _moments = new(0), _tenants = new(0);
    private Func<Task>? _cancel;

    /// <summary>What people do.</summary>
    public Workload Workload { get; } = new(world);

    /// <summary>Rounds that it took to come to rest; -1 where it did not.</summary>
    public int Rounds { get; private set; } = -1;

    /// <summary>Prepares the systems for the faults of the seed and takes the steps.</summary>
    public async Task WorkAsync(IEnumerable<Step> steps)
    {
        SystemTraits.Apply(world);
        world.Between = BetweenAsync;
        var (people, notifications) = (new People(world, Workload), new Notifications(world, Workload));
        foreach (var step in steps)
        {
            (_moments, _tenants) = (Chance.Of(world.Seed, "moments", step.Number), Chance.Of(world.Seed, "tenants", step.Number));
            world.Clock.Advance(TimeSpan.FromMilliseconds(Chance.Of(world.Seed, "pace", step.Number).Next(1, 400)));
            await TakeAsync(step, people, Chance.Of(world.Seed, "step", step.Number));
            await notifications.DeliverAsync(Chance.Of(world.Seed, "notifications", step.Number));
        }

        world.Between = _ => Task.CompletedTask;
        await _operator.ResumeAsync();
    }

    /// <summary>Everything works again and nobody edits: runs until a round writes nothing.</summary>
    public async Task RestAsync(RunKind kind)
    {
        foreach (var system in world.Systems.Values) (system.Faults.IsOn, system.IsReadOnly) = (false, false);
        world.Trace.Add($"faults off; {kind} until all rests");
        world.Clock.Advance(TimeSpan.FromMinutes(10));
        var leftOut = world.Systems.Values.Any(system => system.Lists.LeftOut || system.HasGoneBack);
        Rounds = -1;
        for (var round = 1; round <= RoundsToRest && Rounds < 0; round++)
        {
            var writes = 0;
            foreach (var dataflow in world.Shape.Dataflows)
            {
                var note = await world.RunAsync(dataflow.Id, leftOut ? RunKind.Everything : kind);
                writes += note.Run is { Outcome: RunOutcome.Done or RunOutcome.DoneWithConflicts or RunOutcome.NothingToDo } run ? run.Counts.Writes + run.Counts.Linked : 1;
                world.Clock.Advance(TimeSpan.FromMinutes(3));
            }

            if (writes == 0) Rounds = round;
        }
    }

    private async Task TakeAsync(Step step, People people, Random random)
    {
        switch (step.Kind)
        {
            case StepKind.Insert: Workload.Insert(random); break;
            case StepKind.InsertTwin: Workload.InsertTwin(random); break;
            case StepKind.InsertDuplicate: Workload.InsertDuplicate(random); break;
            case StepKind.Edit: Workload.Edit(random); break;
            case StepKind.Clear: Workload.Clear(random); break;
            case StepKind.EditBoth: await Workload.EditBothAsync(random, sameValue: false); break;
            case StepKind.EditBothAlike: await Workload.EditBothAsync(random, sameValue: true); break;
            case StepKind.Delete: Workload.Delete(random); break;
            case StepKind.DeleteAndEdit: await Workload.DeleteAndEditAsync(random); break;
            case StepKind.EditMany: Bulk(() => Workload.EditMany(random)); break;
            case StepKind.DeleteMany: Bulk(() => Workload.DeleteMany(random)); break;
            case StepKind.TouchMany: Bulk(() => Workload.TouchMany(random)); break;
            case StepKind.Merge: Workload.Merge(random); break;
            case StepKind.JumpClock: JumpClock(random); break;
            case StepKind.Decide: await OutsideAsync(() => people.DecideAsync(random)); break;
            case StepKind.CopyDatabase: world.CopyDatabase(); break;
            case StepKind.PutDatabaseBack: await world.PutDatabaseBackAsync(); break;
            case StepKind.ChangeDefinition: await OutsideAsync(() => _operator.ChangeAsync(random)); break;
            case StepKind.Sync: await SyncAsync(random, RunKind.Changes); break;
            case StepKind.SyncEverything: await SyncAsync(random, RunKind.Everything); break;
            case StepKind.Preview: await SyncAsync(random, RunKind.DryRun); break;
            case StepKind.Wait: world.Clock.Advance(TimeSpan.FromMinutes(random.Next(1, 60))); break;
            case StepKind.Restart: await world.RestartAsync(); break;
            default: throw new System.Diagnostics.UnreachableException();
        }
    }

    private async Task SyncAsync(Random random, RunKind kind)
    {
        foreach (var system in world.Systems.Values) system.IsReadOnly = random.Happens(world.Mix[Fault.ReadOnly]);
        var dataflow = random.Pick(world.Shape.Dataflows);
        int? killAt = random.Happens(world.Mix[Fault.Crash] * 2) ? random.Next(1, 60) : null;
        using var cancel = new CancellationTokenSource();
        _cancel = cancel.CancelAsync;
        var swapped = await SwapAsync();
        var note = await world.RunAsync(dataflow.Id, kind, killAt, cancellation: cancel.Token);
        SwapBack(swapped, note);
        (_cancel, _isDiskFull) = (null, false);
        world.Clock.Advance(random.Next(3) == 0 ? TimeSpan.FromSeconds(random.Next(1, 10)) : TimeSpan.FromMinutes(3));
    }

    // A connection is pointed to another tenant's data. Before the first run nobody can know better.
    private async Task<List<SimulatedSystem>> SwapAsync()
    {
        var swapped = new List<SimulatedSystem>();
        foreach (var system in world.Systems.Values.Where(_ => _tenants.Happens(world.Mix[Fault.TenantSwap])).ToList())
            if (await world.Process.Known.IdentityAsync(system.Id) is not null) swapped.Add(system);
        foreach (var system in swapped) system.IsSwapped = true;
        return swapped;
    }

    // Whatever else befell the run: it did not go on.
    private void SwapBack(List<SimulatedSystem> swapped, RunNote note)
    {
        foreach (var system in swapped)
        {
            system.IsSwapped = false;
            if (!world.Shape.Dataflows.Any(dataflow => dataflow.Id == note.DataflowId && (dataflow.A.SystemId == system.Id || dataflow.B.SystemId == system.Id))) continue;
            world.Happened.Note(Fault.TenantSwap);
            if (note.Run is { Outcome: not (RunOutcome.Failed or RunOutcome.Interrupted) } run) world.Broken.Add(new Violation("I18", $"run {note.Number} ended {run.Outcome} although {system.Id} answered as another tenant"));
        }
    }

    // What others do while a run is at one of its moments.
    private async Task BetweenAsync(Moment moment)
    {
        if (_depth > 0) return;
        if (Happens(Fault.EditAtMoment, 1)) Workload.Edit(_moments);
        if (moment == Moment.AfterWrite && Happens(Fault.Bot, 1)) Workload.Bot(_moments);
        if (moment is Moment.BeforeCommit or Moment.AfterCommit) Store(moment);
        if (_cancel is not null && Happens(Fault.Cancel, 4)) await _cancel();
        if (moment == Moment.BeforeRead && Happens(Fault.ConfigChange, 8)) await OutsideAsync(() => _operator.ChangeAsync(_moments));
        if (moment is not (Moment.BeforeRead or Moment.AfterRead or Moment.AfterWrite) || !Happens(Fault.SecondEngine, 4)) return;
        world.Trace.Add("the process is paused for long, and another one runs");
        if (_moments.Next(2) == 0) world.Clock.Advance(TimeSpan.FromMinutes(3));
        await OutsideAsync(() => world.RunAsync(_moments.Pick(world.Shape.Dataflows).Id, RunKind.Changes));
    }

    private bool Happens(Fault fault, int rarer)
    {
        if (!_moments.Happens(world.Mix[fault] / rarer)) return false;
        if (fault != Fault.ConfigChange) world.Happened.Note(fault);
        return true;
    }

    // A full disk stays full until the run is over; a commit whose answer is lost has taken effect.
    private void Store(Moment moment)
    {
        if (moment == Moment.BeforeCommit && (_isDiskFull |= Happens(Fault.DiskFull, 12))) throw Failed();
        if (moment == Moment.BeforeCommit && Happens(Fault.DatabaseFails, 3)) throw Failed();
        if (moment == Moment.AfterCommit && Happens(Fault.CommitUnknown, 3)) throw Failed();
    }

    private SimulatedDatabaseException Failed()
    {
        world.Trace.Add("the database fails");
        return new SimulatedDatabaseException();
    }

    private async Task OutsideAsync(Func<Task> act)
    {
        _depth++;
        try
        {
            await act();
        }
        finally
        {
            _depth--;
        }
    }

    private void Bulk(Action act)
    {
        world.Happened.Note(Fault.BulkEdit);
        act();
    }

    private void JumpClock(Random random)
    {
        var system = random.Pick(world.Systems.Values.ToList());
        system.SetSkew(system.Clock.Skew + TimeSpan.FromMinutes(random.Next(-180, 180)));
        world.Happened.Note(Fault.ClockJump);
        world.Trace.Add($"the clock of {system.Id} jumps; it is {system.Clock.Skew} ahead now");
    }
}
