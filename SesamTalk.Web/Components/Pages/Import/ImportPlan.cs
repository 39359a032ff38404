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
