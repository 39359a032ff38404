using System.Collections.Immutable;

namespace SesamTalk.Engine.Dataflows.ReadinessRules;

/// <summary>What the rules have found so far.</summary>
internal sealed class ProblemList
{
    private readonly List<ReadinessProblem> _problems = [];
    private readonly List<ReadinessProblem> _notes = [];

    public IReadOnlyList<ReadinessProblem> Problems => _problems;

    public IReadOnlyList<ReadinessProblem> Notes => _notes;

    public void Dataflow(string code, params ImmutableArray<string> arguments) => Add(_problems, ReadinessProblem.Of(null, null, code, arguments));

    public void Pair(PairInQuestion pair, string code, params ImmutableArray<string> arguments) => Add(_problems, ReadinessProblem.Of(pair.Pair.Id, null, code, arguments));

    public void Row(PairInQuestion pair, RowInQuestion row, string code, params ImmutableArray<string> arguments) =>
        Add(_problems, ReadinessProblem.Of(pair.Pair.Id, row.Rule.Id, code, arguments));

    public void Note(PairInQuestion pair, RowInQuestion? row, string code, params ImmutableArray<string> arguments) =>
        Add(_notes, ReadinessProblem.Of(pair.Pair.Id, row?.Rule.Id, code, arguments));

    private static void Add(List<ReadinessProblem> list, ReadinessProblem found)
    {
        if (!list.Exists(known => (known.PairId, known.RowId, known.Sentence) == (found.PairId, found.RowId, found.Sentence))) list.Add(found);
    }
}
