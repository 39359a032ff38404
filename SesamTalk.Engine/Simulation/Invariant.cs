using SesamTalk.Engine.Simulation.Checks;

namespace SesamTalk.Engine.Simulation;

/// <summary>One of the promises, and how it is held: by a check over the evidence, or elsewhere.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Name">Its name.</param>
/// <param name="Check">The check over the evidence of one simulation; null where it is held in another way or not yet.</param>
/// <param name="Held">Where it is held, or why it is not yet.</param>
internal sealed record Invariant(string Id, string Name, Func<Evidence, IEnumerable<Violation>>? Check, string Held)
{
    private const string AtRest = "over every seed, when it has come to rest";

    /// <summary>All thirty; none is left out.</summary>
    public static IReadOnlyList<Invariant> All { get; } =
    [
        new("I1", "No lost update", Edits.NoneLost, AtRest),
        new("I2", "No blind overwrite", Writing.SawWhatItOverwrote, "at every effect; where a system has no versions, only in seeds without edits in the last instant"),
        new("I3", "No duplicate create", Creation.Once, AtRest),
        new("I4", "No self-create", Creation.NeverInItsOwnSystem, AtRest + ", also through the chain of three systems"),
        new("I5", "Link is one-to-one", e => Convergence.OneToOne(e).Concat(Convergence.ClaimedOnce(e)).Concat(Convergence.NoneGone(e)).Concat(Convergence.FoundByAKey(e)).Concat(Convergence.NeverGuessed(e)), AtRest),
        new("I6", "Convergence", e => Convergence.InSync(e).Concat(Convergence.EveryRecordCounted(e)), AtRest),
        new("I7", "Rest is silent", null, "three more runs after rest: preview, full, after a restart"),
        new("I8", "No echo", Edits.EveryValueHasASource, AtRest + ", by the values' origin"),
        new("I9", "Every write has a cause", Causes.AreRight, "over every write: its stored input, mapped again by the stored version of the definition"),
        new("I10", "Delete safety", e => Deletes.Caused(e).Concat(Deletes.WithinLimits(e)), AtRest),
        new("I11", "Edit survives delete", Deletes.EditsSurvive, AtRest),
        new("I12", "No ghost", Creation.NoGhost, AtRest),
        new("I13", "Crash equals no crash", null, "every scripted story, killed at each of its moments"),
        new("I14", "Nothing skipped by the cursor", null, "by I1 and I6: settling reads by cursors only, unless a list had left something out unseen"),
        new("I15", "Partial is not complete", EveryRun.PartialDeletesNothing, "over every run"),
        new("I16", "Isolation", null, "its own test: every story with one more record that is always refused"),
        new("I17", "Parents first", e => Writing.ParentsThere(e).Concat(Convergence.NothingWaits(e)), AtRest),
        new("I18", "Stay in scope", Writing.InScope, "at every effect"),
        new("I19", "Preview is true", null, "a preview changes nothing: with I7; every fourth seed makes a plan and carries out exactly that; a world that moved in its own tests"),
        new("I20", "Undo is exact", null, "every fourth seed: its last run that changed something, undone, left to rest, and undone again; undoing at other times in its own tests"),
        new("I21", "Same seed, same trace", null, "its own test: the trace's hash of a seed run twice"),
        new("I22", "Bounded work", e => EveryRun.NoMistakes(e).Concat(EveryRun.BoundedWork(e)), "over every run; the planner's fixed point in the planner cases"),
        new("I23", "Conflict is stable", EveryRun.ConflictsStable, AtRest + "; answers by people in the seeds that have them"),
        new("I24", "Fair within the budget", EveryRun.Patient, "within runs; the shared budget is tested in the connectors"),
        new("I25", "Clocks do not decide", null, "its own test: seeds run again with wrong clocks"),
        new("I26", "History is complete", Journal.Complete, AtRest),
        new("I27", "Order of evidence does not matter", null, "its own test: seeds run again with lists in another order"),
        new("I28", "Config change is safe", null, "definitions change between and in runs; then I1 to I18 are checked as ever"),
        new("I29", "No secrets out", EveryRun.NothingTold, "over every log line"),
        new("I30", "Self-check agrees", null, "every fourth seed: edits that no run has seen, the engine's own look at everything, and what really differs"),
    ];
}
