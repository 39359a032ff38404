using System.Collections.Immutable;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;

namespace SesamTalk.Engine.Sync;

/// <summary>A new part that goes out within the request that makes its whole. It is journalled, linked and recovered like any other create.</summary>
/// <param name="Rules">The part's pair.</param>
/// <param name="Item">Its item in the plan.</param>
/// <param name="Write">Its create, without the reference to the whole, whose id is not known yet.</param>
/// <param name="Entry">Its entry in the journal.</param>
/// <param name="Owner">The part's property that names its whole.</param>
/// <param name="List">The whole's list that takes it along.</param>
internal sealed record PartWrite(PairRules Rules, PlanItem Item, PlannedWrite Write, WriteEntry Entry, SchemaProperty Owner, SchemaProperty List)
{
    /// <summary>A whole's create with its parts in its lists.</summary>
    public static PlannedWrite Onto(PlannedWrite whole, ImmutableArray<PartWrite> parts) => parts.IsEmpty ? whole : whole with
    {
        Values = whole.Values.With(parts.GroupBy(part => part.List.Path).Select(list => KeyValuePair.Create(list.Key, (object?)new ElementList([.. list.Select(part => part.AsElement())])))),
    };

    private Record AsElement()
    {
        var said = Write.Values.Known().Where(value => value.Key != Owner.Path);
        if (Entry.Reference is { } reference && Rules.Ready.On(Write.Side).Capabilities.ReferenceProperty is { } path) said = said.Append(KeyValuePair.Create(path, (object?)reference));
        return Record.Of(List.Element!, null, said.Where(value => List.Element!.SlotOf(value.Key) >= 0));
    }
}
