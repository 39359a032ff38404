using System.Collections.Immutable;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Documents.Importing;
using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Documents;

/// <summary>
/// Makes one two-way dataflow of one or two directed documents. What documents say and what was added here stay apart: an
/// import replaces the first and keeps the second, save where the document now speaks of it itself. Nothing is guessed:
/// whatever was not understood stands in the pair and keeps it from running.
/// </summary>
public static class Importer
{
    /// <summary>The side of the dataflow that the document goes out from; null when its systems are not the dataflow's.</summary>
    public static Side? SideOf(Dataflow dataflow, DataflowDocument document) => KnownNames.SideOf(dataflow, document);

    /// <summary>The dataflow that the document belongs to, and its side; null when there is none yet.</summary>
    public static (Dataflow Dataflow, Side From)? Find(IEnumerable<Dataflow> dataflows, DataflowDocument document)
    {
        var found = dataflows.Select(dataflow => (Dataflow: dataflow, From: SideOf(dataflow, document))).Where(f => f.From is not null).ToList();
        var exact = found.Where(f => FoldedName.Same(f.Dataflow.On(f.From!.Value).DocumentName, document.SourceSystem)
            && FoldedName.Same(f.Dataflow.On(f.From!.Value.Other()).DocumentName, document.TargetSystem));
        return exact.Concat(found).Select(f => ((Dataflow, Side)?)(f.Dataflow, f.From!.Value)).FirstOrDefault();
    }

    /// <summary>A new dataflow of a first document: side A is its source, side B its target.</summary>
    /// <param name="file">The document's file name.</param>
    /// <param name="document">The document.</param>
    /// <param name="takenIds">The ids of the dataflows that are there already.</param>
    public static Dataflow ImportNew(string file, DataflowDocument document, IReadOnlyCollection<string> takenIds)
    {
        var empty = new Dataflow
        {
            Id = KnownNames.NewId(document, takenIds),
            Title = document.Title.Trim(),
            A = new() { DocumentName = document.SourceSystem },
            B = new() { DocumentName = document.TargetSystem },
        };
        return Import(file, document, empty, Side.A);
    }

    /// <summary>The dataflow with this document in place of an older one from the same side; its version is left to whoever stores it.</summary>
    /// <param name="file">The document's file name.</param>
    /// <param name="document">The document.</param>
    /// <param name="current">The definition as it is.</param>
    /// <param name="from">The side that the document goes out from; see <see cref="SideOf"/>.</param>
    public static Dataflow Import(string file, DataflowDocument document, Dataflow current, Side from)
    {
        var source = new SourceDocument(Path.GetFileName(file), document.Generated ?? "", from, RstWriter.Write(document));
        ImmutableArray<SourceDocument> documents = [.. current.Documents.Where(d => d.From != from).Append(source).OrderBy(d => d.From)];
        var said = Said(documents, current);
        var before = PairKey.Number(current.Pairs).ToDictionary(p => p.Key, p => p.Pair);
        var pairs = said.Select(p => before.TryGetValue(p.Key, out var old) ? AddedParts.Onto(LineIds.As(p.Pair, old), old, side => documents.Any(d => d.From != side)) : p.Pair).ToList();
        var keys = said.Select(p => p.Key).ToHashSet();
        pairs.AddRange(before.Where(p => p.Value.Origin == RuleOrigin.Added && !keys.Contains(p.Key)).Select(p => p.Value));
        return current with { Pairs = [.. pairs], Documents = documents };
    }

    /// <summary>
    /// The import with those lines kept that only have another name now: they stay under their ids, with what was chosen for them
    /// here, their history and their results. What was tested with the old name is to be tested again.
    /// </summary>
    /// <param name="before">The definition as it is.</param>
    /// <param name="after">The definition with the document in it.</param>
    /// <param name="same">The lines that a person said are the same, as the comparison names them: see <see cref="LineChangeKind.Renamed"/>.</param>
    public static Dataflow KeepLines(Dataflow before, Dataflow after, IReadOnlySet<(string PairId, string Line)> same)
    {
        var old = before.Pairs.ToDictionary(pair => pair.Id);
        return after with { Pairs = [.. after.Pairs.Select(pair => old.TryGetValue(pair.Id, out var was) ? LineIds.Keep(pair, was, line => same.Contains((pair.Id, line))) : pair)] };
    }

    /// <summary>What the documents alone say; for a definition that came without one for its first side, what it took from it.</summary>
    internal static IReadOnlyList<(PairKey Key, Pair Pair)> Said(ImmutableArray<SourceDocument> documents, Dataflow? definition)
    {
        var said = new SaidPairs();
        if (definition is not null && documents.All(d => d.From != Side.A)) said.AddDefinition(definition.Pairs);
        foreach (var source in documents)
            if (RstReader.Read(source.FileName, source.Text).Document is { } document) said.Add(document, source.From, source.FileName);
        return said.Pairs;
    }
}
