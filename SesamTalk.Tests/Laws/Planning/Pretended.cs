using System.Collections.Immutable;
using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Merging;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Simulation;
using SesamTalk.Engine.Sync;
using Record = SesamTalk.Engine.Records.Record;

namespace SesamTalk.Tests.Laws.Planning;

/// <summary>
/// Two systems and what is remembered of them, as plain values: plans are made by the engine's own planner, every write is taken
/// to have succeeded, and what follows from it is taken from the engine's own batch record. No connector, no database.
/// </summary>
internal sealed class Pretended
{
    private static readonly Run Run = new() { Id = Guid.Empty, DataflowId = "law", DefinitionVersion = 1, Kind = RunKind.Everything, Trigger = RunTrigger.CommandLine, StartedBy = "", StartedAt = DateTimeOffset.UnixEpoch };

    private readonly Dictionary<Guid, Baseline> _baselines = [];
    private readonly Dictionary<(Side, RecordId), UnlinkedRecord> _unlinked = [];
    private readonly Identifiers _ids;
    private readonly OpenRun _run;
    private int _given;

    public Pretended(PlannerRules rules, int seed, SafetyPieces pieces)
    {
        Rules = rules;
        var clock = new SimulationClock();
        _ids = new Identifiers(clock, new Random(seed));
        _run = new OpenRun(Run, rules.Rules.Dataflow, null!, null!, [rules.Rules], null, clock, pieces);
    }

    public PlannerRules Rules { get; }

    public Dictionary<(Side Side, RecordId Id), Change> Records { get; } = [];

    public Dictionary<Guid, Link> Links { get; } = [];

    public Dictionary<Guid, OpenConflict> Conflicts { get; } = [];

    /// <summary>Whatever was done that must not be: a write of what is there already, for example.</summary>
    public List<string> Wrong { get; } = [];

    /// <summary>Records that the plans removed.</summary>
    public List<(Side Side, RecordId Id, Guid LinkId)> Removed { get; } = [];

    /// <summary>Somebody adds a record.</summary>
    public RecordId Add(Side side, Record values, DateTimeOffset at)
    {
        var id = new RecordId($"{++_given}");
        Put(side, id, Record.Of(values.Schema, id, values.Schema.Properties.Select(p => KeyValuePair.Create(p.Path, values[p.Path] is Absent ? null : values[p.Path]))), at);
        return id;
    }

    /// <summary>Somebody changes a record.</summary>
    public void Put(Side side, RecordId id, Record record, DateTimeOffset at) => Records[(side, id)] = new Change(ChangeKind.Upsert, id, record, new RecordVersion($"{++_given}"), at);

    /// <summary>Plans, shuffles, pretends success and plans again, until a plan says nothing; the number of plans that said something, or -1 where there is no end.</summary>
    public int Settle(Random shuffle, int most)
    {
        for (var round = 0; round <= most; round++)
        {
            var book = new ReferenceBook();
            var planner = new Planner(_run, book, _ids);
            var plan = planner.Plan(new PairCases(Rules.Rules, Cases(), Links.Count, []));
            if (plan.Items.IsEmpty) return round;
            var items = plan.Items.ToArray();
            shuffle.Shuffle(items);
            foreach (var item in items) CarryOut(item);
        }

        return -1;
    }

    public Record? Of(Link link, Side side) => Records.GetValueOrDefault((side, link.On(side)))?.Record;

    public IEnumerable<(RecordId Id, Record Record)> On(Side side) => Records.Where(r => r.Key.Side == side).Select(r => (r.Key.Id, r.Value.Record!)).OrderBy(r => int.Parse(r.Id.Text, System.Globalization.CultureInfo.InvariantCulture));

    private ImmutableArray<PlanCase> Cases()
    {
        var open = Conflicts.Values.Where(conflict => conflict is { SettledAt: null, LinkId: not null }).ToLookup(conflict => conflict.LinkId!.Value);
        var linked = Links.Values.Where(link => link.State != Population.Deleted || link.AsksPerson || Records.ContainsKey((Side.A, link.A)) || Records.ContainsKey((Side.B, link.B)))
            .Select(link => (PlanCase)new PlanCase.Linked(link, false, Records.GetValueOrDefault((Side.A, link.A)), Records.GetValueOrDefault((Side.B, link.B)), _baselines.GetValueOrDefault(link.Id), [.. open[link.Id]])).ToList();
        var (a, b) = (Alone(Side.A), Alone(Side.B));
        var matches = Matcher.Match([.. a.Select(Candidate)], [.. b.Select(Candidate)]);
        foreach (var (id, match) in matches.A.Where(m => m.Value is Match.Found).Select(m => (m.Key, (Match.Found)m.Value))) linked.Add(Found(Records[(Side.A, id)], Records[(Side.B, match.Partner.Id)]));
        var lonely = a.Concat(b).Select(one => (one, Match: matches.On(one.Side)[one.Id])).Where(one => one.Match is not Match.Found)
            .Select(one => new PlanCase.Alone(one.one.Side, Records[one.one], _unlinked.GetValueOrDefault(one.one), one.Match, _ids.New(), null, false));
        return [.. linked, .. lonely];
    }

    private List<(Side Side, RecordId Id)> Alone(Side side)
    {
        var linked = Links.Values.Select(link => link.On(side)).ToHashSet();
        return [.. On(side).Where(record => !linked.Contains(record.Id)).Select(record => (side, record.Id))];
    }

    private Candidate Candidate((Side Side, RecordId Id) one) => new(one.Id, "", MatchKey.Of(Records[one].Record!, one.Side, Rules.Rules.Pair.Keys));

    private PlanCase.Linked Found(Change a, Change b) => new(new Link
    {
        Id = _ids.New(), DataflowId = "law", PairId = Rules.Rules.Pair.Id, A = a.Id, B = b.Id, Origin = LinkOrigin.Found, LinkedAt = _run.Now, ChangedAt = _run.Now,
    }, true, a, b, null, []);

    private void CarryOut(PlanItem item)
    {
        var results = item.Writes.Select(write => (write, Entry(write), CarryOut(write))).ToList();
        var record = new BatchRecord(_run, Rules.Rules, _ids, GivenAgain.None);
        record.Add(item, results);
        var batch = record.Build([]);
        foreach (var link in batch.Links) Links[link.Id] = link;
        foreach (var baseline in batch.Baselines) _baselines[baseline.LinkId] = baseline;
        foreach (var conflict in batch.Conflicts) Conflicts[conflict.Id] = conflict;
        foreach (var alone in batch.Unlinked) _unlinked[(alone.Side, alone.Id)] = alone;
        foreach (var key in batch.NoLongerUnlinked) _unlinked.Remove((key.Side, key.Id));
    }

    private WriteResult CarryOut(PlannedWrite write)
    {
        if (write.Act == WriteAct.Create)
        {
            var made = Add(write.Side, write.Values, DateTimeOffset.UnixEpoch);
            return new WriteResult(WriteState.Done, null, made, Records[(write.Side, made)].Record, Records[(write.Side, made)].Version);
        }

        var (id, present) = (write.Target!.Value, Records[(write.Side, write.Target.Value)]);
        if (write.Act == WriteAct.Delete)
        {
            Records.Remove((write.Side, id));
            Removed.Add((write.Side, id, write.LinkId));
            return new WriteResult(WriteState.Done, null, id);
        }

        if (write.Values.Known().Any(value => Values.Agree(value.Value, present.Record![value.Key]))) Wrong.Add($"{write.Side} {id} is written what is there already: {string.Join(", ", write.Values.Known())}");
        Put(write.Side, id, present.Record!.OverlaidBy(write.Values), present.At!.Value);
        return new WriteResult(WriteState.Done, null, id, Records[(write.Side, id)].Record, Records[(write.Side, id)].Version);
    }

    private WriteEntry Entry(PlannedWrite write) => new()
    {
        Id = _ids.New(), RunId = Guid.Empty, DataflowId = "law", PairId = write.PairId, LinkId = write.LinkId, Side = write.Side, Act = write.Act, Target = write.Target,
        Source = write.Source, Label = "", Because = write.Because, Sent = ValueMap.Of(write.Values), Basis = write.Basis, Before = ValueMap.Empty, IntendedAt = _run.Now,
    };
}
