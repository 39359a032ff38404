using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Documents;
using SesamTalk.Engine.Documents.Importing;
using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Checklists;

/// <summary>Where a dataflow's documents say a pair or a row: the document that goes out from the side, else the other one. Pure.</summary>
internal sealed class DocumentPlaces
{
    private readonly Dictionary<(Side From, string PairId, string? RowId), (string Document, int Line)> _places = [];

    public DocumentPlaces(Dataflow dataflow)
    {
        var pairs = PairKey.Number(dataflow.Pairs.Where(pair => pair.Origin == RuleOrigin.Document)).ToDictionary(pair => pair.Key, pair => pair.Pair);
        foreach (var document in dataflow.Documents)
        {
            if (RstReader.Read(document.FileName, document.Text).Document?.Sections is not { } sections) continue;
            var said = PairKey.Number(sections.Select(section => SectionRules.Pair(section, document.From, "")));
            foreach (var ((key, own), section) in said.Zip(sections))
                if (pairs.TryGetValue(key, out var pair)) Note(document, pair, LineIds.As(own, pair), section);
        }
    }

    /// <summary>The document's name and the line, from 1; empty and 0 where none says it.</summary>
    public (string Document, int Line) Of(Side from, string pairId, string? rowId) =>
        _places.TryGetValue((from, pairId, rowId), out var place) || _places.TryGetValue((from.Other(), pairId, rowId), out place) ? place : ("", 0);

    private void Note(SourceDocument document, Pair pair, Pair own, DocumentSection section)
    {
        _places.TryAdd((document.From, pair.Id, null), (document.FileName, section.Heading.Line.Number));
        foreach (var (rule, row) in own.Properties.Zip(section.Properties)) _places.TryAdd((document.From, pair.Id, rule.Id), (document.FileName, row.Line.Number));
    }
}
