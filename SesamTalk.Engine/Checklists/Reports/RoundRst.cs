using System.Globalization;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Documents;
using SesamTalk.Engine.Documents.Reading;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Checklists.Reports;

/// <summary>
/// A round written into the document that it tests: two more columns in every property table, one for each way, and behind the
/// last section a comment with the pairs' own results and the totals. The document reader leaves both out
/// (<see cref="ResultColumns"/>), and so reads the very document that was tested.
/// </summary>
public static class RoundRst
{
    /// <summary>The document that goes out from a side with its results, or null where it says nothing.</summary>
    /// <param name="state">The round.</param>
    /// <param name="dataflow">The dataflow as it was tested.</param>
    /// <param name="from">The side that the document goes out from.</param>
    /// <param name="language">The language of the results; the document keeps its own.</param>
    public static string Of(RoundState state, Dataflow dataflow, Side from, string language)
    {
        var text = Source(dataflow, from);
        var lines = state.Lines.Where(line => line.Line.DataflowId == dataflow.Id).ToList();
        var written = dataflow with { Pairs = [.. dataflow.Pairs.Select(pair => pair with { Origin = Mapping.RuleOrigin.Document })], Documents = [new SourceDocument("document", "", from, text)] };
        var places = new DocumentPlaces(written);
        var byPlace = lines.Where(line => line.Line.RowId is not null).GroupBy(line => places.Of(from, line.Line.PairId, line.Line.RowId).Line).ToDictionary(rows => rows.Key, rows => rows.ToList());
        var behind = Behind(state, lines, new RoundNames([dataflow], language), language).Prepend(text.EndsWith('\n') ? ResultColumns.Mark : ResultColumns.MarkInLine);
        var ending = text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
        return Join(text, byPlace, from, language) + ending + string.Join(ending, behind) + ending;
    }

    /// <summary>The document without results: the one that was imported, or one made of the definition.</summary>
    public static string Source(Dataflow dataflow, Side from) =>
        dataflow.Documents.FirstOrDefault(document => document.From == from)?.Text ?? RstWriter.Write(Exporter.Export(dataflow, from, "2000-01-01 00:00:00"));

    private static string Join(string text, Dictionary<int, List<LineState>> byPlace, Side from, string language)
    {
        var lines = text.Split('\n');
        var bare = lines.Select(line => line.TrimEnd('\r')).ToArray();
        var document = RstReader.Read("document", text).Document;
        var rows = document?.Sections.SelectMany(section => section.Blocks.OfType<PropertyRow>()).Select(row => row.Line.Number).ToHashSet() ?? [];
        var heads = document?.Sections.SelectMany(section => section.Blocks.OfType<PropertyTableHead>()).Select(head => head.Line.Number).ToHashSet() ?? [];
        var after = new Dictionary<int, string[]>();
        foreach (var head in heads)
            if (Enumerable.Range(head, bare.Length - head).Cast<int?>().FirstOrDefault(at => TableRows.IsRow(bare[at!.Value])) is { } row) after[TableRows.Read(bare, row, bare.Length).End] = [ResultColumns.Head(from, from), ResultColumns.Head(from, from.Other())];
        foreach (var row in rows)
            after[TableRows.Read(bare, row - 1, bare.Length).End] = [ResultColumns.Cell(Cell(byPlace.GetValueOrDefault(row), from, language)), ResultColumns.Cell(Cell(byPlace.GetValueOrDefault(row), from.Other(), language))];
        var joined = lines.SelectMany((line, at) => after.TryGetValue(at, out var cells) ? cells.Select(cell => cell + (lines[at - 1].EndsWith('\r') ? "\r" : "")).Append(line) : [line]);
        return string.Join('\n', joined.Concat(after.GetValueOrDefault(lines.Length, [])));
    }

    // The worst result of the row's cases that way, with how many have it.
    private static string Cell(List<LineState>? lines, Side from, string language)
    {
        var own = lines?.Where(line => line.Line.From == from).ToList() ?? [];
        if (own.Count == 0) return "-";
        var words = own.GroupBy(line => ReportWords.Verdict(line, language)).OrderBy(group => group.Min(line => Weight(line))).Select(group => $"{group.Key} {group.Count().ToString(CultureInfo.InvariantCulture)}");
        return string.Join(", ", words);
    }

    private static int Weight(LineState line) => line.IsRetest ? 2 : line.Verdict switch { LineVerdict.Fail => 0, LineVerdict.Blocked => 1, LineVerdict.NotTested => 3, LineVerdict.Pass => 4, LineVerdict.NotRelevant => 5 };

    private static List<string> Behind(RoundState state, List<LineState> lines, RoundNames names, string language)
    {
        var said = new List<string> { $"   {state.Round.Name.ReplaceLineEndings(" ")}: {ReportWords.Sentence(state, language)}" };
        said.AddRange(ReportWords.Totals(RoundTotals.Of(lines), language).Select(total => $"   {total.Word}: {total.Count.ToString(CultureInfo.InvariantCulture)}"));
        if (state.Round.Hash is { } hash) said.Add($"   {state.Round.SignedBy}: {hash}");
        said.AddRange(lines.Where(line => line.Line.RowId is null).Select(line => $"   {line.Line.PairId}, {names.Way(line.Line)}, {ReportWords.Case(line.Line.Case, language)}: {ReportWords.Verdict(line, language)}"));
        return said;
    }
}
