using System.Collections.Immutable;
using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;

namespace SesamTalk.Engine.Sync;

/// <summary>What every step of one run has at hand. One definition version serves the whole run.</summary>
internal sealed class OpenRun(Run run, Dataflow dataflow, IConnector a, IConnector b, ImmutableArray<PairRules> pairs, IProgress<RunProgress>? progress, TimeProvider clock, SafetyPieces pieces)
{
    public Run Run { get; } = run;

    public Dataflow Dataflow { get; } = dataflow;

    /// <summary>All of them, but in a simulation that takes one out to see that it notices.</summary>
    public SafetyPieces Pieces { get; } = pieces;

    /// <summary>Links with a write whose outcome could not be told yet: nothing is read into them and nothing is written to them until it is.</summary>
    public HashSet<Guid> UnsettledLinks { get; } = [];

    /// <summary>Records that we wrote to so lately that a read may still show them as they were before.</summary>
    public IReadOnlyDictionary<(Guid LinkId, Side Side), DateTimeOffset> JustWritten { get; set; } = new Dictionary<(Guid, Side), DateTimeOffset>();

    /// <summary>The links whose sides agreed on something so recently that a read may still show what was before.</summary>
    public IReadOnlyDictionary<Guid, DateTimeOffset> JustAgreed { get; set; } = new Dictionary<Guid, DateTimeOffset>();

    /// <summary>The pairs that may run, parents first.</summary>
    public ImmutableArray<PairRules> Pairs { get; } = pairs;

    /// <summary>Records whose create, or whose first write by a new link, has an outcome that could not be told yet: nothing is created for them until it is.</summary>
    public HashSet<(string PairId, Side From, RecordId Source)> Unsettled { get; } = [];

    /// <summary>Those of them that were looked for, and could not be told: a person must see to it.</summary>
    public HashSet<(string PairId, Side From, RecordId Source)> Untellable { get; } = [];

    /// <summary>The entries of those creates: what they made may show up although nobody knows yet that they did.</summary>
    public List<WriteEntry> UnsettledCreates { get; } = [];

    /// <summary>What persons decided and no run has carried out yet.</summary>
    public IReadOnlyList<PersonDecision> Decisions { get; set; } = [];

    /// <summary>Pairs that say something else than at the last run, with the paths on which nothing is agreed any more.</summary>
    public Dictionary<string, (ImmutableArray<string> A, ImmutableArray<string> B)> Renewed { get; } = [];

    /// <summary>Every entity is read whole, whatever its cursor says.</summary>
    public bool ReadsAll { get; set; }

    /// <summary>Everything that is read is kept, also what is as it was agreed: somebody wants to compare it all.</summary>
    public bool KeepsAllRead { get; set; }

    /// <summary>The plan is compared with another one, item by item: nothing of it is made only when its turn comes.</summary>
    public bool WantsWholePlan { get; set; }

    /// <summary>All dataflows that there are, as they stood when the run began.</summary>
    public IReadOnlyList<Dataflow> AllDataflows { get; set; } = [];

    /// <summary>What other dataflows join in the same two systems, and may be referred to.</summary>
    public ImmutableArray<JoinedElsewhere> Elsewhere { get; set; } = [];

    /// <summary>Records that were erased here: they are not taken up.</summary>
    public ErasedRecords Erased { get; set; } = ErasedRecords.None;

    /// <summary>Only these links are looked at; null for all.</summary>
    public IReadOnlyList<Guid>? Only { get; set; }

    /// <summary>Records that are read afresh where only some links are looked at.</summary>
    public IReadOnlyList<OnlyRecord> OnlyRecords { get; init; } = [];

    /// <summary>Whoever asked for some links only has seen that reads of them are current.</summary>
    public bool ReadsAreCurrent { get; init; }

    /// <summary>The links are looked at as the next run of the whole dataflow will: what changed rows agreed on before is forgotten.</summary>
    public bool LooksAhead { get; set; }

    /// <summary>The items whose writes were not done, by pair and key, with the reason.</summary>
    public Dictionary<(string PairId, string Key), Reason> LeftOut { get; } = [];

    /// <summary>The records that this run has made, by pair and side.</summary>
    public HashSet<(string PairId, Side Side, RecordId Id)> Made { get; } = [];

    /// <summary>Creates that this run looked for and took for not made.</summary>
    public List<WriteEntry> NotMadeNow { get; } = [];

    /// <summary>The references of creates that runs before it took for not made; null until they are asked for.</summary>
    public ILookup<(string PairId, Side Side, RecordId Source), string>? NotMade { get; set; }

    /// <summary>The links of deleted records whose ids this run has seen given again, as they are from then on.</summary>
    public Dictionary<Guid, Link> Former { get; } = [];

    public RunCounts Counts { get; set; } = new();

    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>The create with an outcome that is not known which may have made a record: it bears its reference, or says all that was sent. Null for none.</summary>
    public WriteEntry? MayBeUnsettled(PairRules rules, Side side, Record record) => UnsettledCreates.Find(entry => entry.Side == side
        && Pairs.FirstOrDefault(pair => pair.Pair.Id == entry.PairId)?.Ready.On(side).Name == rules.Ready.On(side).Name
        && (entry.Reference is { } reference && rules.Ready.On(side).Capabilities.ReferenceProperty is { } property
            ? Values.Same(record[property], reference)
            : entry.Sent.Pairs.All(sent => Values.Agree(record[sent.Key], sent.Value))));

    public IConnector On(Side side) => side == Side.A ? a : b;

    /// <summary>Tells whoever watches what is happening.</summary>
    public void Tell(RunStep step, string pair = "", int done = 0, int? total = null, Side? side = null) =>
        progress?.Report(new RunProgress(Run.Id, Dataflow.Id, step, pair, done, total, Counts, Now, Side: side));
}
