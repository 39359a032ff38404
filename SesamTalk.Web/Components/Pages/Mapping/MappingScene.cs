using System.Collections.Immutable;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Dataflows.Editing;
using SesamTalk.Engine.Records;

namespace SesamTalk.Web.Components.Pages.Mapping;

/// <summary>What an edited table is shown over: the definition in force, what both systems say that they hold, and some records.</summary>
/// <param name="Dataflow">The dataflow in force.</param>
/// <param name="Pair">The pair in force.</param>
/// <param name="NameA">What A is called.</param>
/// <param name="NameB">What B is called.</param>
public sealed record MappingScene(Dataflow Dataflow, Pair Pair, string NameA, string NameB)
{
    /// <summary>What A holds; null where it did not say.</summary>
    public SystemDescription? A { get; init; }

    /// <summary>What B holds; null where it did not say.</summary>
    public SystemDescription? B { get; init; }

    /// <summary>The pair with its fields; null while an entity is not known.</summary>
    public EditedPair? Fields { get; init; }

    /// <summary>Some records of the pair.</summary>
    public IReadOnlyList<SamplePair> Samples { get; init; } = [];

    /// <summary>The lines in force.</summary>
    public ImmutableArray<MappingLine> Lines { get; } = MappingLines.Of(Pair);

    /// <summary>With what the same two systems said before, until they have said it anew.</summary>
    public MappingScene Remembering(MappingScene? before) => before?.Fields is not null && (before.Pair.Id, before.Dataflow.Id, before.Dataflow.A.SystemId, before.Dataflow.B.SystemId) == (Pair.Id, Dataflow.Id, Dataflow.A.SystemId, Dataflow.B.SystemId)
        ? this with { A = before.A, B = before.B, Fields = EditedPair.Of(Dataflow, Pair.Id, before.A, before.B), Samples = before.Samples }
        : this;

    /// <summary>What readiness says of the dataflow with other lines in this pair: problems first, then notes, of this pair alone.</summary>
    public IReadOnlyList<ReadinessProblem> Judge(ImmutableArray<MappingLine> lines)
    {
        if (Fields is null) return [];
        var report = Readiness.Check(MappingLines.Onto(Dataflow, Pair.Id, lines), A, B);
        return [.. report.Problems.Concat(report.Notes).Where(problem => problem.PairId == Pair.Id)];
    }

    /// <summary>Values of a field in the samples, each once.</summary>
    public IEnumerable<object> ValuesOf(Side side, string path, int most = 3) =>
        Samples.Select(sample => side == Side.A ? sample.A : sample.B).Where(record => record is not null).SelectMany(record => PathReader.Read(record!, path)).Distinct().Take(most);
}
