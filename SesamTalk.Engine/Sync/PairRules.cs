using System.Collections.Immutable;
using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Merging;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Storage;

namespace SesamTalk.Engine.Sync;

/// <summary>A ready pair with its property table compiled: what planning, writing and recovery of one pair go by.</summary>
internal sealed class PairRules
{
    private readonly IReadOnlyList<(string Path, KeyForm Form)> _keysA, _keysB;
    private readonly int[] _slotsA, _slotsB;

    public PairRules(Dataflow dataflow, ReadyPair ready)
    {
        (Dataflow, Ready) = (dataflow, KeysInForce.Of(dataflow, ready));
        Mapper = new PropertyMapper(MappedRows.Of(ready));
        DependsA = Mapper.Rows.Any(row => row.Carries(Side.A) && !row.DependenciesOn(Side.A).IsDefaultOrEmpty);
        DependsB = Mapper.Rows.Any(row => row.Carries(Side.B) && !row.DependenciesOn(Side.B).IsDefaultOrEmpty);
        Policies = new MergePolicies(PolicyOf, ready.Pair.FirstMeeting ?? dataflow.FirstMeeting);
        (_keysA, _keysB) = (LinkWords.KeyFields(ready.A.Schema), LinkWords.KeyFields(ready.B.Schema));
        WatchedA = Watched(Side.A);
        WatchedB = Watched(Side.B);
        _slotsA = Slots(ready.A.Schema, WatchedA);
        _slotsB = Slots(ready.B.Schema, WatchedB);
    }

    public Dataflow Dataflow { get; }

    public ReadyPair Ready { get; }

    public Pair Pair => Ready.Pair;

    public PropertyMapper Mapper { get; }

    public MergePolicies Policies { get; }

    /// <summary>The paths that a baseline of A holds: those of the groups.</summary>
    public ImmutableArray<string> WatchedA { get; }

    /// <summary>The paths that a baseline of B holds.</summary>
    public ImmutableArray<string> WatchedB { get; }

    private bool DependsA { get; }

    private bool DependsB { get; }

    /// <summary>What is written to a side is meant only where another of its properties says so: the record must be looked at first.</summary>
    public bool DependsOn(Side side) => side == Side.A ? DependsA : DependsB;

    /// <summary>The paths that a side's baseline holds.</summary>
    public ImmutableArray<string> WatchedOn(Side side) => side == Side.A ? WatchedA : WatchedB;

    /// <summary>The slots of those paths, in the order of the schema.</summary>
    public ReadOnlySpan<int> WatchedSlots(Side side) => side == Side.A ? _slotsA : _slotsB;

    /// <summary>Whether a record says what was agreed, on every path that a baseline may hold; what neither of them knows nobody has said anything about.</summary>
    public bool IsAsAgreed(Side side, Record record, Record? agreed)
    {
        if (agreed is null) return false;
        foreach (var path in WatchedOn(side))
        {
            var (now, then) = (record[path], agreed[path]);
            if (then is Absent ? now is not Absent : !Values.Same(now, then)) return false;
        }

        return true;
    }

    /// <summary>What a person calls a record of a side.</summary>
    public string LabelOf(Side side, Record? record)
    {
        if (record is null) return "";
        var label = "";
        foreach (var path in Ready.On(side).Label)
        {
            if (record[path] is var value && Values.IsBlank(value)) continue;
            label = label.Length == 0 ? value!.ToString() ?? "" : $"{label} {value}";
        }

        return label.Length > 0 ? label : record.Id?.Text ?? "";
    }

    /// <summary>The keys of a record that people search by.</summary>
    public IEnumerable<string> SearchKeys(Side side, Record? record) =>
        record is null ? [] : (side == Side.A ? _keysA : _keysB).Select(field => LinkWords.Key(field.Form, record[field.Path])).OfType<string>();

    /// <summary>A change as planning sees it: of lists only what the rows speak of.</summary>
    public Change? View(Side side, Change? change) => change?.Record is { } record ? change with { Record = Mapper.View(record, side) } : change;

    /// <summary>Whether a record belongs to the pair: all filters of its side hold.</summary>
    public bool IsInScope(Side side, Record record) => DependencyMeaning.All(record, Pair.On(side).Filters);

    // The rows of a group share one policy: that of the first row which has its own, else the pair's or the dataflow's.
    private ConflictPolicy PolicyOf(string group)
    {
        var rows = Mapper.Groups.First(g => g.Key == group).Rows.Select(row => Mapper.Rows[row].Rule.Id).ToList();
        return Pair.PolicyOf(rows.Find(Pair.RowPolicies.ContainsKey) ?? group, Dataflow.Policy);
    }

    private static int[] Slots(Schema schema, ImmutableArray<string> paths) => [.. paths.Select(schema.Resolve).Where(slot => slot >= 0).Distinct().Order()];

    private ImmutableArray<string> Watched(Side side) => [.. Mapper.Groups.SelectMany(group => group.PathsOn(side)).Distinct()];
}
