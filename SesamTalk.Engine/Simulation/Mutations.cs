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

/// <summary>The mutation check: takes each safety piece out in turn and looks for the seed that notices. It proves the simulation, and not only the engine.</summary>
internal static class Mutations
{
    /// <summary>The most seeds that a piece may go unnoticed.</summary>
    public const int Seeds = 500;

    /// <summary>The pieces: what is left without each, and the faults that it is there for.</summary>
    public static IReadOnlyDictionary<string, (SafetyPieces Without, Fault[] Faults)> All { get; } = new Dictionary<string, (SafetyPieces, Fault[])>
    {
        ["intent journal"] = (new() { IntentJournal = false }, [Fault.Crash]),
        ["look-up of unknown writes"] = (new() { RecoveryLookUp = false }, [Fault.LostAnswer]),
        ["nothing created while a create is unsettled"] = (new() { UnsettledCreateGuard = false }, [Fault.LateEffect, Fault.LostAnswer, Fault.ReplicaLag]),
        ["look-up before delete"] = (new() { LookUpBeforeDelete = false }, [Fault.MissingItems]),
        ["baseline on equality"] = (new() { BaselineOnEquality = false }, []),
        ["accepted form (echo)"] = (new() { AcceptedForm = false }, [Fault.Rewrites]),
        ["lease"] = (new() { Lease = false }, [Fault.SecondEngine]),
        ["re-read before write"] = (new() { ReadBeforeWrite = false }, [Fault.EditAtMoment]),
        ["ambiguous is never guessed"] = (new() { AmbiguousNeverGuessed = false }, []),
        ["blank never matches"] = (new() { BlankNeverMatches = false }, []),
        ["partial is never complete"] = (new() { PartialNeverComplete = false }, [Fault.CutList]),
        ["cursor moves last"] = (new() { CursorMovesLast = false }, [Fault.Crash, Fault.DatabaseFails]),
        ["cursor overlap"] = (new() { CursorOverlap = false }, [Fault.LateVisibility]),
        ["conflict stability"] = (new() { ConflictStability = false }, []),
        ["both changed asks"] = (new() { BothChangedAsks = false }, []),
        ["edit survives delete"] = (new() { EditSurvivesDelete = false }, []),
    };

    /// <summary>Takes one piece out and looks for a seed that notices, and that keeps every promise with the piece in its place.</summary>
    public static async Task<Caught> HuntAsync(string piece, CancellationToken cancellation, int seeds = Seeds)
    {
        var (without, faults) = All[piece];
        var mix = FaultMix.Only(0.25, faults);
        for (var seed = 0L; seed < seeds; seed++)
        {
            cancellation.ThrowIfCancellationRequested();
            var shape = Simulator.ShapeOf(seed);
            var outcome = await Simulator.RunAsync(shape, seed, mix, Step.Draw(seed, mix), without);
            if (outcome.Violations.Count == 0) continue;
            var whole = await Simulator.RunAsync(shape, seed, mix, Step.Draw(seed, mix));
            if (whole.Violations.Count == 0) return new Caught(piece, seed, outcome.Violations[0]) { Case = SimulationCase.Of(shape, seed, mix, without) };
        }

        return new Caught(piece, null, null);
    }
}
