using System.Collections.Immutable;
using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;

namespace SesamTalk.Engine.Sync;

/// <summary>
/// Finds the new parts of a plan that go out with their new whole in one request: where the whole's entity has a list of such
/// parts that can be sent with a create (an order with its lines, PowerOffice Go API §4.11). All others wait for their whole.
/// </summary>
internal sealed class PartsAlong(IReadOnlyList<PairCases> cases, SyncPlan plan)
{
    private readonly HashSet<PlanItem> _gone = new(ReferenceEqualityComparer.Instance);

    private readonly ILookup<(Side, string, RecordId), (PairRules Rules, PlanItem Item)> _waiting = plan.Pairs
        .SelectMany((pair, index) => pair.Items.Where(item => item is { Deferred: not null, Case: PlanCase.Alone, Writes: [{ Act: WriteAct.Create }] }).Select(item => (cases[index].Rules, Item: item)))
        .ToLookup(part => (part.Item.Deferred!.From, part.Item.Deferred.Entity, part.Item.Deferred.Id));

    /// <summary>The parts that a create takes along, with their entries for the journal; none for any other write.</summary>
    public ImmutableArray<PartWrite> With(PairRules whole, PlannedWrite create, Func<PairRules, PlannedWrite, WriteEntry> intent)
    {
        if (create.Act != WriteAct.Create) return [];
        var from = create.Side.Other();
        return [.. _waiting[(from, whole.Ready.On(from).Name, create.Source)].Select(part => Part(whole, create, part.Rules, part.Item, intent)).OfType<PartWrite>()];
    }

    /// <summary>Takes note that a part has gone out with its whole, whatever came of it.</summary>
    public void Went(PartWrite part) => _gone.Add(part.Item);

    /// <summary>Whether the item went out with its whole, so that there is nothing left to do for it in this run.</summary>
    public bool HasGone(PlanItem item) => _gone.Contains(item);

    /// <summary>The row by which a part's record names its whole.</summary>
    public static MappedRow? OwnerRow(PairRules part, Side to) =>
        part.Mapper.Rows.FirstOrDefault(row => row.Kind == RowKind.Reference && row.On(to) is { IsRequired: true, IsReference: true });

    private static PartWrite? Part(PairRules whole, PlannedWrite create, PairRules rules, PlanItem item, Func<PairRules, PlannedWrite, WriteEntry> intent)
    {
        var (to, entity) = (create.Side, whole.Ready.On(create.Side));
        if (OwnerRow(rules, to) is not { } owner || !owner.On(to).References.Contains(entity.Name)) return null;
        if (ListOf(entity.Schema, rules.Ready.On(to).Name) is not { } list || create.Values[list.Path] is not Absent) return null;
        var (write, path) = (item.Writes[0], owner.On(to.Other()).Path);
        if (!OnlyLacks(rules, write, path)) return null;
        write = write with { Basis = new ValueMap([.. write.Basis.Pairs, KeyValuePair.Create(path, ((PlanCase.Alone)item.Case!).Record.Record![path])]) };
        return new PartWrite(rules, item, write, intent(rules, write), owner.On(to), list);
    }

    // The list whose elements are the part's entity, or of which the part's entity is made.
    private static SchemaProperty? ListOf(Schema whole, string part) => whole.Properties.FirstOrDefault(property =>
        property is { Type: PropertyType.List, IsReadOnly: false, Element: not null } && (property.Element.Entity == part || $"{whole.Entity}.{property.Path}" == part));

    // Nothing else of the part waits for the whole.
    private static bool OnlyLacks(PairRules rules, PlannedWrite write, string path) => rules.Mapper.Groups
        .Where(group => !group.PathsOn(write.Side.Other()).Any(known => write.Basis.Pairs.Any(said => said.Key == known)))
        .All(group => group.PathsOn(write.Side.Other()).Contains(path));
}
