namespace SesamTalk.Engine.Simulation;

/// <summary>A thing that happens in a simulation: somebody works in a system, or the engine runs.</summary>
internal enum StepKind
{
    Insert,
    InsertTwin,
    InsertDuplicate,
    Edit,
    Clear,
    EditBoth,
    EditBothAlike,
    Delete,
    DeleteAndEdit,
    EditMany,
    DeleteMany,
    ChangeDefinition,
    TouchMany,
    Merge,
    JumpClock,
    Decide,
    CopyDatabase,
    PutDatabaseBack,
    Sync,
    SyncEverything,
    Preview,
    Wait,
    Restart,
}

/// <summary>One step with its number, from which it takes its own chance: dropping a step leaves the others as they were.</summary>
internal sealed record Step(int Number, StepKind Kind)
{
    private static readonly (StepKind Kind, int Weight)[] Usual =
    [
        (StepKind.Insert, 10), (StepKind.InsertTwin, 4), (StepKind.InsertDuplicate, 1), (StepKind.Edit, 16), (StepKind.Clear, 2), (StepKind.EditBoth, 4), (StepKind.EditBothAlike, 1),
        (StepKind.Delete, 2), (StepKind.DeleteAndEdit, 1), (StepKind.Sync, 10), (StepKind.SyncEverything, 2), (StepKind.Preview, 1), (StepKind.Wait, 2), (StepKind.Restart, 1),
    ];

    /// <summary>The steps of a seed: a few records first, then anything.</summary>
    public static List<Step> Draw(long seed, FaultMix mix)
    {
        var random = Chance.Of(seed, "workload");
        var steps = Enumerable.Range(0, random.Next(2, 7)).Select(_ => random.Next(4) == 0 ? StepKind.InsertTwin : StepKind.Insert).ToList();
        var weights = Usual.ToList();
        if (mix[Fault.BulkEdit] > 0) weights.AddRange([(StepKind.EditMany, 2), (StepKind.DeleteMany, 1), (StepKind.TouchMany, 1)]);
        if (mix[Fault.ConfigChange] > 0) weights.Add((StepKind.ChangeDefinition, 3));
        if (mix[Fault.IdReuse] > 0) weights.Add((StepKind.Merge, 2));
        if (mix[Fault.ClockJump] > 0) weights.Add((StepKind.JumpClock, 3));
        if (mix[Fault.Person] > 0) weights.Add((StepKind.Decide, 8));
        if (mix[Fault.PutBack] > 0) weights.AddRange([(StepKind.CopyDatabase, 4), (StepKind.PutDatabaseBack, 4)]);
        var (total, count) = (weights.Sum(w => w.Weight), random.Next(6, 22));
        for (var i = 0; i < count; i++) steps.Add(At(weights, random.Next(total)));
        return [.. steps.Select((kind, number) => new Step(number, kind))];
    }

    private static StepKind At(List<(StepKind Kind, int Weight)> weights, int at)
    {
        foreach (var (kind, weight) in weights)
        {
            if ((at -= weight) < 0) return kind;
        }

        return StepKind.Sync;
    }
}
