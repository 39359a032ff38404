using SesamTalk.Engine.Sync;

namespace SesamTalk.Engine.Simulation;

/// <summary>A safety piece taken out, and the seed in which the simulation noticed.</summary>
/// <param name="Piece">The piece.</param>
/// <param name="Seed">The first seed with a violation; null where none had one.</param>
/// <param name="Violation">What was broken.</param>
internal sealed record Caught(string Piece, long? Seed, Violation? Violation)
{
    /// <summary>The case that noticed; null where none did.</summary>
    public SimulationCase? Case { get; init; }
}

/// <summary>One way of doing without a safety piece.</summary>
/// <param name="Without">What is left.</param>
/// <param name="Faults">The faults that the piece is there for.</param>
/// <param name="Shape">The shape that needs it; null for all of them.</param>
internal sealed record Mutation(SafetyPieces Without, Fault[] Faults, Shape? Shape = null)
{
    /// <summary>The case of a seed, with the piece taken out or in its place.</summary>
    public SimulationCase Case(long seed, bool isWhole = false) => SimulationCase.Of(Shape ?? Simulator.ShapeOf(seed), seed, FaultMix.Only(0.25, Faults), isWhole ? null : Without);
}

/// <summary>The mutation check: takes each safety piece out in turn and looks for the seed that notices. It proves the simulation, and not only the engine.</summary>
internal static class Mutations
{
    /// <summary>The most seeds that a piece may go unnoticed.</summary>
    public const int Seeds = 500;

    /// <summary>The pieces: what is left without each, and the faults that it is there for.</summary>
    public static IReadOnlyDictionary<string, Mutation> All { get; } = new Dictionary<string, Mutation>
    {
        ["intent journal"] = new(new() { IntentJournal = false }, [Fault.Crash]),
        ["look-up of unknown writes"] = new(new() { RecoveryLookUp = false }, [Fault.LostAnswer]),
        ["nothing created while a create is unsettled"] = new(new() { UnsettledCreateGuard = false }, [Fault.LateEffect, Fault.LostAnswer, Fault.ReplicaLag]),
        ["look-up before delete"] = new(new() { LookUpBeforeDelete = false }, [Fault.MissingItems]),
        ["baseline on equality"] = new(new() { BaselineOnEquality = false }, []),
        ["accepted form (echo)"] = new(new() { AcceptedForm = false }, [Fault.Rewrites]),
        ["lease"] = new(new() { Lease = false }, [Fault.SecondEngine]),
        ["re-read before write"] = new(new() { ReadBeforeWrite = false }, [Fault.EditAtMoment]),
        ["ambiguous is never guessed"] = new(new() { AmbiguousNeverGuessed = false }, []),
        ["blank never matches"] = new(new() { BlankNeverMatches = false }, []),
        ["partial is never complete"] = new(new() { PartialNeverComplete = false }, [Fault.CutList]),
        ["cursor moves last"] = new(new() { CursorMovesLast = false }, [Fault.Crash, Fault.DatabaseFails]),
        ["cursor overlap"] = new(new() { CursorOverlap = false }, [Fault.LateVisibility]),
        ["conflict stability"] = new(new() { ConflictStability = false }, []),
        ["both changed asks"] = new(new() { BothChangedAsks = false }, []),
        ["edit survives delete"] = new(new() { EditSurvivesDelete = false }, []),
        ["brakes"] = new(new() { Brakes = false }, [Fault.BulkEdit], Shapes.Braked),
        ["parents first"] = new(new() { ParentsFirst = false }, [Fault.Rejects], Shapes.Two[4]),
        ["the same tenant"] = new(new() { SameTenant = false }, [Fault.TenantSwap]),
        ["sibling guard"] = new(new() { SiblingGuard = false }, [], Shapes.Overlapping),
    };

    /// <summary>Takes one piece out and looks for a seed that notices, and that keeps every promise with the piece in its place.</summary>
    public static async Task<Caught> HuntAsync(string piece, CancellationToken cancellation, int seeds = Seeds)
    {
        for (var seed = 0L; seed < seeds; seed++)
        {
            cancellation.ThrowIfCancellationRequested();
            var mutant = All[piece].Case(seed);
            var outcome = await mutant.RunAsync();
            if (outcome.Violations.Count > 0 && (await All[piece].Case(seed, isWhole: true).RunAsync()).Violations.Count == 0) return new Caught(piece, seed, outcome.Violations[0]) { Case = mutant };
        }

        return new Caught(piece, null, null);
    }
}
