using System.Collections.Immutable;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Dataflows.ReadinessRules;
using SesamTalk.Engine.Records;
using static SesamTalk.Engine.Dataflows.ReadinessCodes;

namespace SesamTalk.Engine.Dataflows;

/// <summary>
/// Says what a dataflow still lacks before it can run, in plain words, and which of its pairs can run. Pure: it looks at the
/// definition and at what the two systems say that they hold.
/// </summary>
public static class Readiness
{
    /// <summary>
    /// Checks a dataflow against its systems; a description is null where the system is not connected or did not answer. What other
    /// dataflows join (<see cref="JoinedElsewhere"/>) can be referred to; left out where nobody knows of any.
    /// </summary>
    public static ReadinessReport Check(Dataflow dataflow, SystemDescription? a, SystemDescription? b, ImmutableArray<JoinedElsewhere> elsewhere = default)
    {
        var found = new ProblemList();
        if (dataflow.PausedBecause is { } paused) found.Dataflow(PausedDataflow, DocumentRule.Sentence(paused));
        System(dataflow, Side.A, a, found);
        System(dataflow, Side.B, b, found);
        ImmutableArray<PairInQuestion> pairs = [.. dataflow.Pairs.Select(pair => new PairInQuestion(dataflow, pair, a, b))];
        foreach (var pair in pairs)
        {
            DocumentRule.Look(pair, found);
            EntityRule.Look(pair, found);
            PathRule.Look(pair, found);
            WriteRule.Look(pair, found);
            ReferenceRule.Look(pair, pairs, elsewhere.IsDefault ? [] : elsewhere, found);
            ListRule.Look(pair, pairs, found);
            CreationRules.Look(pair, pairs, found);
        }

        SiblingRule.Look(pairs, found);
        return new ReadinessReport(InOrder(found.Problems, dataflow), Ready(pairs, found)) { Notes = InOrder(found.Notes, dataflow) };
    }

    private static void System(Dataflow dataflow, Side side, SystemDescription? description, ProblemList found)
    {
        if (description is not null) return;
        if (dataflow.On(side).SystemId is { } id) found.Dataflow(NotDescribed, dataflow.On(side).Name, id);
        else found.Dataflow(NotConnected, dataflow.On(side).Name);
    }

    private static ImmutableArray<ReadyPair> Ready(ImmutableArray<PairInQuestion> pairs, ProblemList found)
    {
        var stopped = found.Problems.Select(problem => problem.PairId).ToHashSet();
        return stopped.Contains(null) ? [] : ReadyOrder.ParentsFirst([.. pairs.Where(pair => pair.TakesPart && !stopped.Contains(pair.Pair.Id))]);
    }

    private static ImmutableArray<ReadinessProblem> InOrder(IReadOnlyList<ReadinessProblem> found, Dataflow dataflow)
    {
        var order = dataflow.Pairs.Select((pair, at) => (pair.Id, at)).DistinctBy(pair => pair.Id).ToDictionary(pair => pair.Id, pair => pair.at);
        return [.. found.OrderBy(problem => problem.PairId is { } id ? order[id] : -1)];
    }
}
