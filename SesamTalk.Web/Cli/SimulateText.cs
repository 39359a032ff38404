using System.Text;
using System.Text.Json;
using SesamTalk.Engine.Simulation;

namespace SesamTalk.Web.Cli;

/// <summary>What simulating showed, in words and as JSON.</summary>
internal static class SimulateText
{
    public static string Of(IReadOnlyList<Proof> proofs) => string.Join(Environment.NewLine, proofs.Select(Of));

    public static JsonElement Json(IReadOnlyList<Proof> proofs) => VerbJson.Of(new
    {
        proofs[0].Request.Seed,
        proofs[0].Request.Seeds,
        proofs[0].Request.Faults,
        Converged = proofs.All(proof => proof.Holds),
        Dataflows = proofs.Select(proof => new
        {
            Dataflow = proof.Dataflow.Id,
            proof.Dataflow.Title,
            Documents = proof.Dataflow.Documents.Select(document => document.FileName),
            Converged = proof.Holds,
            Violations = Broken(proof.General),
            Pairs = proof.Pairs.Select(pair => new
            {
                Pair = pair.PairId,
                pair.A,
                pair.B,
                Runnable = pair.IsRunnable,
                Why = pair.WhyNot,
                Converged = pair.IsRunnable ? pair.Converged == proof.Request.Seeds : (bool?)null,
                ConvergedSeeds = pair.Converged,
                pair.Rounds,
                pair.Links,
                pair.Writes,
                pair.Conflicts,
                Violations = Broken(pair.Violations),
            }),
            Failures = proof.Failures.Select(failure => new
            {
                failure.Seed,
                failure.Violation.Invariant,
                failure.Violation.What,
                failure.Configuration,
                failure.Events,
                failure.Timeline,
            }),
        }),
    });

    private static string Of(Proof proof)
    {
        var text = new StringBuilder();
        text.Append(proof.Dataflow.Id).Append(": ").AppendLine(Verdict(proof));
        Tell(text, "  ", proof.General);
        foreach (var pair in proof.Pairs)
        {
            text.Append("  ").Append(pair.A).Append(" ↔ ").Append(pair.B).Append(": ").AppendLine(pair.IsRunnable ? Numbers(pair, proof.Request.Seeds) : "cannot run");
            foreach (var why in pair.WhyNot) text.Append("    ").AppendLine(why);
            Tell(text, "    ", pair.Violations);
        }

        foreach (var failure in proof.Failures) text.AppendLine().AppendLine(failure.ToString());
        return text.ToString().TrimEnd();
    }

    private static IEnumerable<object> Broken(IEnumerable<SeedViolation> violations) => violations.Select(found => new { found.Seed, found.Violation.Invariant, found.Violation.What });

    // Of each promise the first seed: the others say the same.
    private static void Tell(StringBuilder text, string indent, IEnumerable<SeedViolation> violations)
    {
        foreach (var found in violations.DistinctBy(found => found.Violation.Invariant)) text.Append(indent).Append("seed ").Append(found.Seed).Append(": ").AppendLine(found.Violation.ToString());
    }

    private static string Verdict(Proof proof) => (proof.Pairs.Count(pair => pair.IsRunnable), proof.Holds) switch
    {
        (0, _) => "no pair can run",
        (var runnable, true) => $"{runnable} of {proof.Pairs.Length} pairs can run, and they converge in all of {proof.Request.Seeds} seeds",
        (var runnable, false) => $"{runnable} of {proof.Pairs.Length} pairs can run, and not all converge",
    };

    private static string Numbers(PairProof pair, int seeds) =>
        $"converged in {pair.Converged} of {seeds} seeds, {pair.Rounds} rounds at the most, {pair.Links} links, {pair.Writes} writes, {pair.Conflicts} conflicts for a person, {pair.Violations.Length} violations";
}
