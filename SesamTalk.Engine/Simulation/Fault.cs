namespace SesamTalk.Engine.Simulation;

/// <summary>What can go wrong in a simulation; each is drawn with a probability of its own for every seed.</summary>
public enum Fault
{
    /// <summary>The process is killed at a moment of a run.</summary>
    Crash,

    /// <summary>A run is cancelled at a moment.</summary>
    Cancel,

    /// <summary>A write takes effect and its answer is lost.</summary>
    LostAnswer,

    /// <summary>A write takes effect only after a while, and its answer is lost.</summary>
    LateEffect,

    /// <summary>A call fails before it does anything.</summary>
    FailsBefore,

    /// <summary>A request is lost and nobody can tell.</summary>
    LostRequest,

    /// <summary>A list ends in an error after some pages.</summary>
    BrokenList,

    /// <summary>A list stops without its last page.</summary>
    CutList,

    /// <summary>Items are missing from a list that looks complete.</summary>
    MissingItems,

    /// <summary>A list that looks complete is empty.</summary>
    EmptyList,

    /// <summary>A page comes twice.</summary>
    PageTwice,

    /// <summary>A page is shorter than asked for although it is not the last.</summary>
    ShortPage,

    /// <summary>A page cannot be read: a sign-in page with status 200.</summary>
    GarbledPage,

    /// <summary>Reads come from a replica that lags.</summary>
    ReplicaLag,

    /// <summary>Records are listed a while after their stamp.</summary>
    LateVisibility,

    /// <summary>Stamps are cut to seconds, so that many are equal.</summary>
    CoarseStamps,

    /// <summary>A system's clock is wrong.</summary>
    ClockSkew,

    /// <summary>Answers come in another order.</summary>
    Reordered,

    /// <summary>Too many requests.</summary>
    Throttled,

    /// <summary>The right to an entity is gone for a while.</summary>
    NotAllowed,

    /// <summary>The system rewrites values: trims, cuts, changes case, rounds.</summary>
    Rewrites,

    /// <summary>The system fills blanks with defaults.</summary>
    Defaults,

    /// <summary>The system refuses a record.</summary>
    Rejects,

    /// <summary>The system has no versions to lock by.</summary>
    NoVersions,

    /// <summary>Ids of deleted records are given again.</summary>
    IdReuse,

    /// <summary>Somebody edits at the worst moment of a run.</summary>
    EditAtMoment,

    /// <summary>A second engine runs while the first one is paused.</summary>
    SecondEngine,

    /// <summary>Many records are changed at once.</summary>
    BulkEdit,

    /// <summary>The dataflow's definition changes, also in the middle of a run.</summary>
    ConfigChange,

    /// <summary>A transaction of our own database fails.</summary>
    DatabaseFails,

    /// <summary>A side takes no writes for a while.</summary>
    ReadOnly,

    /// <summary>Odd values: other letters, blanks around, zero, negative, 29 February.</summary>
    OddValues,

    /// <summary>From some write of a batch on, the system answers nothing for a while.</summary>
    HalfBatch,

    /// <summary>An edit between two pages moves a record across their border: one is missing, another comes twice.</summary>
    UnstablePaging,

    /// <summary>A system's clock jumps forward or back.</summary>
    ClockJump,

    /// <summary>Edits of one property do not move the record's stamp.</summary>
    StillStamps,

    /// <summary>A notification comes twice, and once more much later.</summary>
    DuplicateEvent,

    /// <summary>A notification is lost.</summary>
    LostEvent,

    /// <summary>A notification comes before what it speaks of can be read.</summary>
    EarlyEvent,

    /// <summary>A notification speaks of something that is not there.</summary>
    ForgedEvent,

    /// <summary>The sign-in ends in the middle of a run and cannot be had again in it.</summary>
    TokenEnds,

    /// <summary>The right to one entity is gone for a while.</summary>
    TypeForbidden,

    /// <summary>The lists of one entity are empty for a whole run, without an error.</summary>
    TypeEmpty,

    /// <summary>The system takes a property without an error and does not store it.</summary>
    Ignores,

    /// <summary>The system keeps nothing and the empty text alike.</summary>
    BlanksAlike,

    /// <summary>The system refuses some values of a property, for good.</summary>
    RefusesValue,

    /// <summary>The system refuses a key that another record has.</summary>
    UniqueTaken,

    /// <summary>Some records take no changes: a locked period, a sent invoice.</summary>
    Locked,

    /// <summary>Another program copies the same records, or puts back what the engine wrote.</summary>
    Bot,

    /// <summary>A property is gone from the schema, or a new one is required.</summary>
    SchemaDrift,

    /// <summary>A transaction of our own database takes effect, and its answer is lost.</summary>
    CommitUnknown,

    /// <summary>Our own disk is full until the run is over.</summary>
    DiskFull,

    /// <summary>Our own database is put back to an earlier copy.</summary>
    PutBack,

    /// <summary>Versions say nothing: always the same, or another at every read.</summary>
    VersionsLie,

    /// <summary>People decide conflicts and deletes: twice, after a third edit, of records that came back.</summary>
    Person,

    /// <summary>Another tenant's data stands behind the address of a system for a while.</summary>
    TenantSwap,
}
