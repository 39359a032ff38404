using System.Collections.Frozen;
using static SesamTalk.Engine.Dataflows.ReadinessCodes;

namespace SesamTalk.Engine.Dataflows;

/// <summary>The sentences of readiness in English: what, why, and the next step. Numbers in braces are the arguments.</summary>
public static class ReadinessTexts
{
    /// <summary>A sentence for each code.</summary>
    public static FrozenDictionary<string, string> English { get; } = new Dictionary<string, string>
    {
        [NotConnected] = "No connected system stands for {0}. Nothing of this dataflow runs. Connect one with the command `system`, or choose one that is there.",
        [NotDescribed] = "What {0} holds is not known: no system “{1}” is connected, or it has not answered yet. Nothing of this dataflow runs. Connect it with the command `system`, or see that it answers.",
        [PausedDataflow] = "The dataflow is paused: {0} Resume it when that is settled.",
        [PausedPair] = "The pair is paused: {0} Resume it when that is settled.",
        [NotUnderstood] = "This was not understood in the document: {0} Look at the line and say what it means, or remove it.",
        [SelfPair] = "This joins {0} in {1} with itself: it says by which keys duplicates are recognised, and no record is copied. There is nothing to run.",
        [EntityUnresolved] = "{1} has nothing called {0}. It has: {2}. Choose the entity that is meant.",
        [EntityAmbiguous] = "{0} fits several entities of {1}: {2}. Choose the one that is meant.",
        [ConditionWithoutPredicate] = "{1} is carried over only under a condition: “{0}”. Say which property and value it means; without that it does not run.",
        [FilterIncomplete] = "A filter on {0} in {1} lacks its property or its value. Complete it or remove it.",
        [FilterUnresolved] = "A filter asks for {0}, but {1} in {2} has no such property. Choose another property.",
        [FilterValue] = "A filter asks for “{0}” in {1}, which is no value of that property in {2}. Give a value that it can have.",
        [KeyUnresolved] = "A merge key names {0}, but {1} in {2} has no such property. Choose another property or remove the key.",
        [NoRows] = "There are no property rows, so nothing can be created, and no merge keys, so nothing can be linked. A new {0} in {1} needs: {2}. Add rows or merge keys.",
        [RequiredMissing] = "A new {0} in {1} needs {2}, and no row or constant gives it. Add a row, give a default, or set creation in {1} to never.",
        [CreationNotPossible] = "{1} takes no new {0} from outside. Set creation in {1} to never; linked records then still follow.",
        [ConnectedUnresolved] = "A {0} is created only when something connected to it is, but {1} has none of: {2}. Choose the entities that are meant.",
        [PartWithoutList] = "{0} are parts of {1} in {2}, but no row names a property inside a list of {1}. Add rows such as “lines.quantity”.",
        [PartWithoutKey] = "{0} are parts of {1} in {2}, but nothing tells the elements of {3} apart, so they could not be found again. Add a merge key between a property of {0} and one inside {3}.",
        [DiscriminatorMissing] = "A {0} in {1} could belong to this pair or to {2}, so a new one would not be created anywhere. Add a filter to both pairs that tells them apart (for example type = …).",
        [PathUnresolved] = "{1} in {2} has no property {0}. Choose the property that is meant, or remove the row.",
        [DependencyBlank] = "The row depends on another property, but the document leaves it blank: “having {0} in {1}”. Say which property and value are meant, or remove the dependency.",
        [DependencyUnresolved] = "The row depends on {0}, but {1} in {2} has no such property. Choose another property.",
        [DependencyValue] = "The row depends on “{0}” in {1}, which is no value of that property in {2}. Give a value that it can have.",
        [TypeDamaged] = "The data type {0} is not understood, so the value cannot be converted. Choose a data type for the row.",
        [RowWritesNothing] = "The row {0} → {1} can write nothing: {2} computes the value itself. Change the row's direction or remove it.",
        [ReferenceOneSided] = "{0} in {1} holds the id of another record ({2}), but {3} in {4} is not known to refer to anything, and an id of one system means nothing in the other. Say what {3} refers to, or remove the row.",
        [ReferenceWithoutPair] = "{0} refers to {1} in {2}, but no pair joins those with what {3} refers to, here or in another dataflow over the same two systems, so the reference could never be carried. Add such a pair, or remove the row.",
        [ListAgainstSingle] = "{0} in {1} stands inside a list and {2} in {3} does not stand in one that matches it, so several values would have to become one. Choose two properties inside lists, or two outside.",
        [PartOutsideList] = "{0} belongs to a part, but {1} in {2} is no property inside {3}, where the parts are kept. Choose a property inside {3}, or remove the row.",
        [MappedTwice] = "{0} of {1} in {2} is also mapped by the pair {3}, and both could be linked to the same record. Add filters that tell the pairs apart, remove one of the rows, or pause one pair.",
        [OneWayOnly] = "{0} is computed by {1}: edits in {2} are not carried to it.",
        [OnlyOnCreate] = "{0} can be set in {1} only when a record is created: later edits in {2} are not carried to it.",
        [NoUpdates] = "{0} in {1} cannot be changed from outside: edits in {2} are not carried to it.",
        [LinksOnly] = "There are no property rows: records are linked by the merge keys, and nothing is created or changed.",
        [NothingLinks] = "There are no merge keys and nothing is created: only a person can link records.",
        [ConnectedPartly] = "{1} has no {0}; that part of the creation rule is passed over.",
        [CreatesInSeveral] = "A new {0} in {1} also belongs to {2}: both documents say that every one is created. Such a record waits for a person to choose, unless filters tell the pairs apart.",
        [Bends] = "{0} in {1} and {2} in {3} do not carry every value both ways: “{4}” becomes “{5}” in {3} and comes back as “{6}”. Choose conversions that undo each other, or carry the row one way only.",
        [DoesNotComeBack] = "{0} in {1} and {2} in {3} do not carry every value both ways: “{4}” becomes “{5}” in {3} and cannot come back. Choose conversions that undo each other, or carry the row one way only.",
        [HasNoCounterpart] = "{0} in {1} has values that {2} in {3} cannot hold, such as “{4}”. Choose a conversion for them, or carry the row one way only.",
    }.ToFrozenDictionary();
}
