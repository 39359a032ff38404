namespace SesamTalk.Engine.Dataflows;

/// <summary>The kinds of readiness problems and notes; stable, since translations and tests go by them.</summary>
public static class ReadinessCodes
{
    // The dataflow: nothing runs.
    public const string NotConnected = "not-connected";
    public const string NotDescribed = "not-described";
    public const string PausedDataflow = "paused-dataflow";

    // The pair: it does not run.
    public const string PausedPair = "paused-pair";
    public const string NotUnderstood = "not-understood";
    public const string SelfPair = "self-pair";
    public const string EntityUnresolved = "entity-unresolved";
    public const string EntityAmbiguous = "entity-ambiguous";
    public const string ConditionWithoutPredicate = "condition-without-predicate";
    public const string FilterIncomplete = "filter-incomplete";
    public const string FilterUnresolved = "filter-unresolved";
    public const string FilterValue = "filter-value";
    public const string KeyUnresolved = "key-unresolved";
    public const string NoRows = "no-rows";
    public const string RequiredMissing = "required-missing";
    public const string CreationNotPossible = "creation-not-possible";
    public const string ConnectedUnresolved = "connected-unresolved";
    public const string PartWithoutList = "part-without-list";
    public const string PartWithoutKey = "part-without-key";
    public const string DiscriminatorMissing = "discriminator-missing";

    // A row: its pair does not run.
    public const string PathUnresolved = "path-unresolved";
    public const string DependencyBlank = "dependency-blank";
    public const string DependencyUnresolved = "dependency-unresolved";
    public const string DependencyValue = "dependency-value";
    public const string TypeDamaged = "type-damaged";
    public const string RowWritesNothing = "row-writes-nothing";
    public const string ReferenceOneSided = "reference-one-sided";
    public const string ReferenceWithoutPair = "reference-without-pair";
    public const string ListAgainstSingle = "list-against-single";
    public const string PartOutsideList = "part-outside-list";
    public const string MappedTwice = "mapped-twice";

    // Notes: they stop nothing.
    public const string OneWayOnly = "one-way-only";
    public const string OnlyOnCreate = "only-on-create";
    public const string NoUpdates = "no-updates";
    public const string LinksOnly = "links-only";
    public const string NothingLinks = "nothing-links";
    public const string ConnectedPartly = "connected-partly";
    public const string CreatesInSeveral = "creates-in-several";
    public const string Bends = "bends";
    public const string DoesNotComeBack = "does-not-come-back";
    public const string HasNoCounterpart = "has-no-counterpart";
}
