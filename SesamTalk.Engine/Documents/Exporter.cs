using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Documents.Importing;
using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Documents;

/// <summary>
/// Makes a directed document of a dataflow. Sections whose pair has not changed since the import come out as they came in,
/// so that the export of an unchanged import is the same to the byte; the others are written in the fixed form.
/// </summary>
public static class Exporter
{
    /// <summary>The document that goes out from the side.</summary>
    /// <param name="dataflow">The dataflow.</param>
    /// <param name="from">The side to write from.</param>
    /// <param name="generated">The stamp of the document if anything in it is new: "2025-01-02 03:04:05".</param>
    /// <param name="withAdded">Whether pairs, rows, keys and creation that were added here are written too.</param>
    public static DataflowDocument Export(Dataflow dataflow, Side from, string generated, bool withAdded = true)
    {
        var imported = dataflow.Documents.FirstOrDefault(d => d.From == from) is { } source ? RstReader.Read(source.FileName, source.Text).Document : null;
        var sections = Sections(dataflow, from, imported, withAdded);
        if (imported is null) return DataflowDocument.Of(dataflow.On(from).DocumentName, dataflow.On(from.Other()).DocumentName, generated, sections);
        if (sections.SequenceEqual(imported.Sections)) return imported;
        return imported with { Head = imported.Head.Select(block => block is GeneratedBlock ? new GeneratedBlock(generated) { Above = block.Above } : block).ToSequence(), Sections = sections.ToSequence() };
    }

    private static List<DocumentSection> Sections(Dataflow dataflow, Side from, DataflowDocument? imported, bool withAdded)
    {
        var writer = new PairSection(dataflow, from);
        var said = Importer.Said(dataflow.Documents, null).ToDictionary(p => p.Key, p => p.Pair);
        var current = PairKey.Number(dataflow.Pairs.Where(p => withAdded || p.Origin == RuleOrigin.Document).Select(p => withAdded ? p : AddedParts.Without(p))).ToList();
        var byKey = current.ToDictionary(p => p.Key, p => p.Pair);
        List<DocumentSection> sections = [];
        HashSet<PairKey> written = [];
        var inDocument = imported is null ? [] : PairKey.Number(imported.Sections.Select(s => SectionRules.Pair(s, from, ""))).Zip(imported.Sections);
        foreach (var ((key, own), section) in inDocument)
        {
            written.Add(key);
            if (!byKey.TryGetValue(key, out var pair)) continue;
            var (stated, all) = (LineIds.As(own, pair), LineIds.As(said[key], pair));
            sections.Add(PairSaying.Same(pair, all, from) ? section : writer.Of(WithoutOthers(pair, stated, all), section));
        }
        // A pair that creates nothing this way has nothing to say this way.
        sections.AddRange(current.Where(p => !written.Contains(p.Key) && p.Pair.From(from).Creation != CreationRule.Never).Select(p => writer.Of(p.Pair, null)));
        return sections;
    }

    // Rows and keys that only the other direction's document has do not move into this one.
    private static Pair WithoutOthers(Pair pair, Pair own, Pair said)
    {
        var others = said.Properties.Select(r => r.Id).Except(own.Properties.Select(r => r.Id)).ToHashSet();
        return pair with
        {
            Properties = [.. pair.Properties.Where(r => !others.Contains(r.Id))],
            Keys = [.. pair.Keys.Where(k => own.Keys.Any(o => SaidPairs.Same(o, k)) || !said.Keys.Any(s => SaidPairs.Same(s, k)))],
        };
    }
}
