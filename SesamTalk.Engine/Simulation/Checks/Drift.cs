using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Simulation.Checks;

/// <summary>I30: the engine's own look at everything names exactly the links that really differ.</summary>
internal static class Drift
{
    // What a system makes of values, or that it keeps the old ones, is no difference to the one and may be an edit to the other.
    private static readonly Fault[] Blurring = [Fault.Rewrites, Fault.Defaults, Fault.BlanksAlike, Fault.Ignores, Fault.ConfigChange];

    /// <summary>Edits here and there without a run, and compares what the engine finds with what is.</summary>
    public static async Task<List<Violation>> CheckAsync(World world, Workload workload)
    {
        var random = Chance.Of(world.Seed, "drift");
        if (!Blurring.Any(fault => world.Mix[fault] > 0))
        {
            for (var edit = 0; edit < 3; edit++) workload.Edit(random);
            workload.Clear(random);
            if (random.Next(3) == 0) workload.Delete(random);
        }

        world.Clock.Advance(TimeSpan.FromMinutes(10));
        var found = new List<Violation>();
        var evidence = await Evidence.GatherAsync(world, isAtRest: false);
        foreach (var dataflow in world.Shape.Dataflows)
        {
            var report = await world.Process.Drift.OfAsync(dataflow.Id);
            if (report.Reason is { } reason) found.Add(new("I30", $"{dataflow.Id} could not be looked at: {reason}"));
            found.AddRange(Compare(evidence, dataflow.Id, [.. report.Drifted.Select(looked => looked.Link.Id)]));
        }

        return found;
    }

    /// <summary>What was named and is not so, and what is so and was not named.</summary>
    public static IEnumerable<Violation> Compare(Evidence evidence, string dataflowId, HashSet<Guid> named) =>
        from rules in evidence.Pairs.Where(pair => pair.Dataflow.Id == dataflowId)
        from link in evidence.LinksOf(rules).Where(link => link.State == Population.InSync)
        let differs = Differs(evidence, rules, link)
        where differs != named.Contains(link.Id)
        select new Violation("I30", $"{rules.Pair.Id} {link.A} = {link.B} {(differs ? "differs, and the engine's own look does not say so" : "does not differ, and the engine's own look says so")}");

    private static bool Differs(Evidence evidence, Sync.PairRules rules, Link link) =>
        evidence.Record(rules, link, Side.A) is not { } a || evidence.Record(rules, link, Side.B) is not { } b
        || Equality.Differences(evidence, rules, a, b).Any(difference => !Convergence.RefersToAnIdGivenAgain(evidence, rules, difference.Group, a, b));
}
