using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Dataflows.Shipped;
using SesamTalk.Engine.Documents.Importing;
using SesamTalk.Engine.Mapping;

namespace SesamTalk.Engine.Documents;

/// <summary>Finds lines of documents that were edited here: what is in force is not what the document says.</summary>
public static class ChangedLines
{
    /// <summary>Such lines, by pair and row. Of a dataflow that came without documents, those that differ from how it was shipped.</summary>
    public static IReadOnlySet<(string PairId, string RowId)> Of(Dataflow dataflow)
    {
        var said = Said(dataflow);
        return dataflow.Pairs.Where(pair => said.ContainsKey(pair.Id)).SelectMany(pair => pair.Properties
            .Where(rule => rule.Origin == RuleOrigin.Document && said[pair.Id].Properties.FirstOrDefault(one => one.Id == rule.Id) is { } written && Differs(rule, written))
            .Select(rule => (pair.Id, rule.Id))).ToHashSet();
    }

    private static Dictionary<string, Pair> Said(Dataflow dataflow)
    {
        if (dataflow.Documents.IsEmpty) return ShippedDataflows.All.FirstOrDefault(one => one.Id == dataflow.Id)?.Pairs.ToDictionary(pair => pair.Id) ?? [];
        var by = Importer.Said(dataflow.Documents, dataflow).ToDictionary(one => one.Key, one => one.Pair);
        return PairKey.Number(dataflow.Pairs).Where(one => by.ContainsKey(one.Key)).ToDictionary(one => one.Pair.Id, one => LineIds.As(by[one.Key], one.Pair));
    }

    private static bool Differs(PropertyRule now, PropertyRule written) =>
        (now.Flow, now.TypeToA, now.TypeToB, now.BlankToA, now.BlankToB, now.DefaultToA, now.DefaultToB) != (written.Flow, written.TypeToA, written.TypeToB, written.BlankToA, written.BlankToB, written.DefaultToA, written.DefaultToB);
}
