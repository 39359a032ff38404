using System.Collections.Immutable;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Documents;
using SesamTalk.Engine.Records;

namespace SesamTalk.Web.Components.Pages.Import;

/// <summary>What an import would do to one dataflow; nothing is stored before it is applied.</summary>
/// <param name="Before">The stored definition; null for a new dataflow.</param>
/// <param name="After">The definition with the documents in it.</param>
/// <param name="Files">The documents' names, in the order they were brought.</param>
/// <param name="Changes">The differences.</param>
public sealed record ImportPlan(Dataflow? Before, Dataflow After, ImmutableArray<string> Files, ImmutableArray<LineChange> Changes)
{
    /// <summary>Rows that do not bring every value back, as far as both systems are connected and answer.</summary>
    public ImmutableArray<ReadinessProblem> Warnings { get; init; } = [];

    /// <summary>What a person said of each line that seems to have another name now: that it is the same line, or that it is not.</summary>
    public ImmutableDictionary<(string PairId, string Line), bool> SameLines { get; init; } = ImmutableDictionary<(string, string), bool>.Empty;

    /// <summary>The lines that a person has to be asked about: is it the old one under another name?</summary>
    public IEnumerable<LineChange> Questions => Changes.Where(change => change is { Kind: LineChangeKind.Renamed, Part: LinePart.Property } && Before!.Pairs.Any(pair => pair.Id == change.PairId));

    /// <summary>How many of them nobody has answered yet.</summary>
    public int Unanswered => Questions.Count(change => !SameLines.ContainsKey((change.PairId, change.Line)));

    /// <summary>What is stored when it is applied: lines that are the same keep their ids, and with them their history and their results.</summary>
    public Dataflow ToStore => Before is null ? After : Importer.KeepLines(Before, After, SameLines.Where(said => said.Value).Select(said => said.Key).ToHashSet());

    /// <summary>Whether applying it would change anything: a document that says the same as before does not.</summary>
    public bool IsSame => Before is not null && Changes.IsEmpty && Said(Before).SequenceEqual(Said(After));

    // A document under another file name says nothing else.
    private static IEnumerable<(Side, string)> Said(Dataflow dataflow) => dataflow.Documents.Select(document => (document.From, document.Text));

    /// <summary>The plans for some documents, one for each dataflow; two documents of one dataflow meet in one plan.</summary>
    public static ImmutableArray<ImportPlan> Of(IEnumerable<ImportFile> files, IReadOnlyList<Dataflow> stored)
    {
        var plans = new List<ImportPlan>();
        foreach (var file in files)
        {
            if (file.Read.Document is not { } document) continue;
            var present = stored.Where(flow => plans.All(plan => plan.After.Id != flow.Id)).Concat(plans.Select(plan => plan.After)).ToList();
            var found = Importer.Find(present, document);
            var after = found is { } match
                ? Importer.Import(file.Name, document, match.Dataflow, match.From)
                : Importer.ImportNew(file.Name, document, [.. present.Select(flow => flow.Id)]);
            var earlier = plans.FirstOrDefault(plan => plan.After.Id == after.Id);
            if (earlier is not null) plans.Remove(earlier);
            var before = stored.FirstOrDefault(flow => flow.Id == after.Id);
            plans.Add(new(before, after, [.. earlier?.Files ?? [], file.Name], ImportComparison.Of(before, after)));
        }
        return [.. plans];
    }
}
