using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Checklists.Reports;

/// <summary>What the systems of a round's dataflows are called, for every place that says which way a line goes.</summary>
public sealed class RoundNames(IEnumerable<Dataflow> dataflows, string language)
{
    private readonly Dictionary<string, Dataflow> _dataflows = dataflows.DistinctBy(flow => flow.Id).ToDictionary(flow => flow.Id);

    /// <summary>A system: the name given here, the document's, or that it has none; the side's letter where the dataflow is gone.</summary>
    public string Of(string dataflowId, Side side) => _dataflows.TryGetValue(dataflowId, out var flow)
        ? flow.On(side).GivenName ?? (string.IsNullOrWhiteSpace(flow.On(side).DocumentName) ? ReportWords.Pick(language, "(unnamed system)", "(system uten navn)") : flow.On(side).DocumentName)
        : side.ToString();

    /// <summary>The way that a line goes: from the system that is edited to the one that is looked at.</summary>
    public string Way(ChecklistLine line) => Way(line.DataflowId, line.From);

    /// <summary>A way of a dataflow.</summary>
    public string Way(string dataflowId, Side from) => $"{Of(dataflowId, from)} → {Of(dataflowId, from.Other())}";
}
