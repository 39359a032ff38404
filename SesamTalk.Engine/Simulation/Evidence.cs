using Microsoft.EntityFrameworkCore;
using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Connectors.Memory;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Simulation.Checks;
using SesamTalk.Engine.Sync;

namespace SesamTalk.Engine.Simulation;

/// <summary>What checkers go by when everything has come to rest: the systems' own journals first, then what the engine wrote down.</summary>
internal sealed class Evidence
{
    private readonly Dictionary<Guid, Run> _runs = [];
    private readonly Dictionary<(string, int), List<PairRules>> _versions = [];

    private Evidence(World world, IReadOnlyList<PairRules> pairs) => (World, Pairs) = (world, pairs);

    public World World { get; }

    /// <summary>The pairs that can run, of all dataflows.</summary>
    public IReadOnlyList<PairRules> Pairs { get; }

    public IReadOnlyList<Link> Links { get; private set; } = [];

    public IReadOnlyList<UnlinkedRecord> Unlinked { get; private set; } = [];

    public IReadOnlyList<OpenConflict> Conflicts { get; private set; } = [];

    public IReadOnlyList<WriteEntry> Entries { get; private set; } = [];

    /// <summary>Every effect that the journal knows of, with its entry and the rules that its run went by.</summary>
    public IReadOnlyList<Written> Written { get; private set; } = [];

    /// <summary>Whether it came to rest.</summary>
    public bool IsAtRest { get; init; }

    /// <summary>The links of all pairs, for translating references.</summary>
    public ReferenceBook Book { get; } = new();

    /// <summary>Every effect of the engine, in order within each system.</summary>
    public IEnumerable<Effect> Effects => World.Systems.Values.SelectMany(system => system.Effects);

    public static async Task<Evidence> GatherAsync(World world, bool isAtRest)
    {
        var pairs = new List<PairRules>();
        foreach (var dataflow in world.Shape.Dataflows) pairs.AddRange(RulesOf(world, (await world.Dataflows.FindAsync(dataflow.Id))!));

        await using var db = await world.Databases.CreateDbContextAsync();
        var evidence = new Evidence(world, pairs)
        {
            IsAtRest = isAtRest,
            Links = await db.Links.AsNoTracking().ToListAsync(),
            Unlinked = await db.UnlinkedRecords.AsNoTracking().ToListAsync(),
            Conflicts = await db.Conflicts.AsNoTracking().ToListAsync(),
            Entries = await db.Writes.AsNoTracking().ToListAsync(),
        };
        foreach (var run in await db.Runs.AsNoTracking().ToListAsync()) evidence._runs[run.Id] = run;
        foreach (var (id, version) in evidence._runs.Values.Select(run => (run.DataflowId, run.DefinitionVersion)).Distinct())
            evidence._versions[(id, version)] = await world.Dataflows.VersionAsync(id, version) is { } definition ? RulesOf(world, definition) : [];
        evidence.Written = Journal.Match(evidence);
        foreach (var rules in pairs)
        {
            foreach (var link in evidence.LinksOf(rules).Where(link => !FormerId.Is(link.A) && !FormerId.Is(link.B))) evidence.Book.Add(rules.Ready.A.Name, link.A, rules.Ready.B.Name, link.B);
        }

        return evidence;
    }

    public IEnumerable<Link> LinksOf(PairRules rules) => Links.Where(link => link.DataflowId == rules.Dataflow.Id && link.PairId == rules.Pair.Id);

    public SimulatedSystem SystemOf(PairRules rules, Side side) => SystemOf(World, rules.Dataflow, side);

    /// <summary>The record of a side of a link as it is now; null where it is gone.</summary>
    public Record? Record(PairRules rules, Link link, Side side) => SystemOf(rules, side).Memory.Record(rules.Ready.On(side).Name, link.On(side));

    /// <summary>What really happened to a record, in order.</summary>
    public IEnumerable<MemoryAct> Acts(PairRules rules, Side side, RecordId id) => SystemOf(rules, side).Memory.Journal.Where(act => act.Entity == rules.Ready.On(side).Name && act.Id == FormerId.Was(id));

    /// <summary>The run as it stands in the database; null where that was put back to before it.</summary>
    public Run? Run(Guid id) => _runs.GetValueOrDefault(id);

    /// <summary>The rules that the run of an entry went by; null where they are not known.</summary>
    public PairRules? RulesOf(WriteEntry entry) => Run(entry.RunId) is { } run ? _versions[(run.DataflowId, run.DefinitionVersion)].FirstOrDefault(rules => rules.Pair.Id == entry.PairId) : null;

    private static List<PairRules> RulesOf(World world, Dataflow dataflow) =>
        [.. Readiness.Check(dataflow, SystemOf(world, dataflow, Side.A).Description, SystemOf(world, dataflow, Side.B).Description).Ready.Select(ready => new PairRules(dataflow, ready))];

    private static SimulatedSystem SystemOf(World world, Dataflow dataflow, Side side) => world.Systems[dataflow.On(side).SystemId!];
}
