using System.Collections.Frozen;
using static SesamTalk.Engine.Reasons.ReasonCodes;

namespace SesamTalk.Engine.Reasons;

/// <summary>The sentences of reasons in English. Numbers in braces are the arguments.</summary>
public static class ReasonTexts
{
    /// <summary>What a system is called whose name its document leaves blank.</summary>
    public const string Unnamed = "(unnamed system)";

    /// <summary>A sentence for each code.</summary>
    public static FrozenDictionary<string, string> English { get; } = new Dictionary<string, string>
    {
        // General.
        [Text] = "{0}",

        // Merging and conflicts.
        [BlankWhenMet] = "the other side was blank when they met",
        [OneWayRow] = "the row goes one way only",
        [DifferAtFirst] = "they differ, and the two records meet for the first time",
        [ClearedGetsOlder] = "a cleared value gets its older value back",
        [ChangedAcross] = "changed in the other system",
        [ChangedAlike] = "changed alike in both systems, and what comes from the same follows",
        [BothChanged] = "both sides changed it",
        [RuleTakesA] = "the rule takes A",
        [RuleTakesB] = "the rule takes B",
        [LaterUntimed] = "the later edit should win, but a time is missing",
        [LaterTooClose] = "the later edit should win, but the times are too close",
        [LaterIsA] = "A's edit is later",
        [LaterIsB] = "B's edit is later",
        [OnlyAFilled] = "only A has a value",
        [OnlyBFilled] = "only B has a value",
        [BothFilled] = "the side with a value should win, but both have one",
        [BothAgree] = "both sides agree",
        [AgreeAgain] = "both sides agree again",
        [Refused] = "{0} refused {1}: {2}",
        [Differs] = "{0} in {1} and {2} in {3}: {4}.",
        [RuleDecided] = "{0} in {1} and {2} in {3} differed, and the rule decided: {4}.",
        [EditedAndDeleted] = "{0} was deleted in {1} and edited in {2} since they last agreed.",
        [DecidedBy] = "{0} decided",
        [DecidedThat] = "{0} decided: {1}",
        [ChoiceTakeA] = "A's value counts",
        [ChoiceTakeB] = "B's value counts",
        [ChoiceTakeBase] = "the value that both had counts",
        [ChoiceOwnValues] = "a value of their own",
        [ChoiceDelete] = "delete it on both sides",
        [ChoiceCreateAnew] = "make it anew",
        [ChoiceKeepApart] = "keep what is left, apart",
        [ChoiceUnlink] = "they do not belong together",
        [ChoiceNeverLink] = "never link these two",
        [ChoiceLinkTogether] = "these two belong together",
        [Settled] = "settled: {0}",

        // Values that cannot be carried.
        [WaitsFor] = "{0} refers to {1} {2}, which is not linked yet; it is tried again in the next run",
        [ChangedDifferently] = "several properties that come from one were changed differently",
        [ReadsBackOtherwise] = "the value would not read back as the same",
        [NothingTakesIt] = "no property can take it",
        [MayNotClear] = "{0} would have to be cleared, and may not be",
        [NoTime] = "it is no time",
        [NoTimeOfForm] = "it is no time of the form {0}",
        [NoConversion] = "a {0} cannot become a {1}",
        [CannotBecome] = "it cannot become a {0}",
        [IdDoesNotFit] = "the id {0} does not fit the reference",
        [TypeNotUnderstood] = "its data type {0} is not understood",
        [At] = "{0}: {1}",

        // Records without a partner.
        [KeptApartBy] = "{0} decided to keep it apart",
        [CreateUnsettled] = "an earlier create got no answer, and it cannot be told by looking whether it was made",
        [HasItAlready] = "{0} has it already, through other dataflows, and gets no copy of its own record",
        [OwnSystem] = "a record is not copied into its own system",
        [ConditionFails] = "the condition does not hold",
        [NothingCreated] = "nothing is created this way",
        [LinksWithoutCreating] = "no partner is found, and this pair links without creating",
        [NotReferred] = "nothing that is synchronised refers to it",
        [AsksFor] = "{0} asks for {1}, and the record has none",
        [RefersOutside] = "{0} refers to {1} {2}, which stays out: {3}",
        [CreatedIn] = "created in {0}",
        [NewIn] = "new in {0}",
        [AnewBy] = "{0} decided to make it anew",
        [PartedBy] = "{0} took it apart from {1}; link it, make it anew or leave it",
        [PartnerGiven] = "{0} linked its partner {1} to {2} instead",
        [FitsClaimed] = "{0} fits {1}, which other records claim too",
        [FitsSeveral] = "{0} fits {1} records: {2}",
        [OutsideFilters] = "no pair's filters take it",
        [SharesPartner] = "it shares the partner that {0} finds or creates",
        [CouldBecome] = "it could become any of {0} in {1}; choose one",
        [SaysNotWhat] = "nothing in it says what it should become in {0}; choose",
        [BothFit] = "{0} and {1} both fit {2} in {3} by {4}; nothing was created. Decide which of them it belongs to, or change {4} of the other.",
        [HasAppeared] = "{0} has appeared in {1} with the same {2}; the next run links them",
        [ClaimOver] = "nothing in the other system claims its partner any more",

        // Linked records.
        [UnlinkedBy] = "{0} decided that they do not belong together",
        [LinkedBy] = "linked by {0}",
        [LinkedBecause] = "linked: {0}",
        [SameInAspect] = "the same record in another aspect",
        [MovedAspect] = "the record moved to another aspect",
        [TooFresh] = "it was just written to, and a read may still be older than that",
        [LeftFilters] = "it no longer fits the pair's filters",
        [DeletedInBoth] = "deleted in both systems",
        [PausedBy] = "{0} paused it: {1}",
        [ResumedBy] = "resumed by {0}; the next run looks at it",
        [TriedAgainBy] = "{0} asked for another try; the next run makes it",

        // Deletes.
        [EditAgainstDelete] = "deleted in one system and edited in the other",
        [EditTakenBack] = "the edit was taken back",
        [DeleteWaits] = "deleted in {0}; the delete waits for approval",
        [DeleteKept] = "deleted in {0}; the rule keeps it here",
        [DeletedIn] = "deleted in {0}",
        [DeletedAcross] = "deleted in the other system",
        [DeleteApproved] = "{0}; approved by {1}",
        [Two] = "{0} and {1}",
        [LeftApart] = "deleted in {0}; {1} decided to keep what is left apart",
        [SecondNeeded] = "approved by {0}; {1} of {2} records would be deleted, so a second person must approve too",

        // Writes.
        [RecordGone] = "the record is gone",
        [EditedMeanwhile] = "{0} was edited meanwhile",
        [AcrossThereAgain] = "the record across is there again",
        [EndedBefore] = "the run ended before it was tried",
        [CancelledUnderWay] = "the run was cancelled while the request was under way",
        [NotMade] = "looked up: it was not made",
        [NotMadeButLinked] = "looked up: it was not made, and the record is linked by now",
        [MetByKey] = "met by a key meanwhile, and linked",
        [LinkGone] = "its link is gone",
        [ValuesNotThere] = "looked up: the values are not there",
        [StillThere] = "looked up: it is still there",
        [LookedUp] = "looked up after an interruption",
        [FoundAgain] = "created; its answer was lost, and it was found again by looking",
        [AnswerLost] = "{0}; its answer was lost, and it was found done by looking",
        [WroteCreate] = "created in {0}: {1}",
        [WroteUpdate] = "updated in {0}: {1}",
        [WroteDelete] = "deleted in {0}: {1}",
        [WroteArchive] = "archived in {0}: {1}",
        [TriedCreate] = "not created in {0}: {1} ({2})",
        [TriedUpdate] = "not updated in {0}: {1} ({2})",
        [TriedDelete] = "not deleted in {0}: {1} ({2})",
        [TriedArchive] = "not archived in {0}: {1} ({2})",
        [PartNotSeen] = "it went out with its whole, and it is not to be seen there yet; it is looked for by the next run",
        [NoAnswer] = "no answer: {0}",

        // What groups came to.
        [ToSide] = "to {0}: {1}",
        [ToBoth] = "to both: {0}",
        [Waits] = "waits: {0}",
        [Asks] = "asks: {0}",
        [Undoes] = "undoes run {0}",

        // Undo.
        [UndonePairGone] = "its pair is no longer part of the dataflow, or is not ready",
        [EditedSince] = "it was edited since",
        [EditedSinceMade] = "it was edited since the record was made, so the record stays",
        [NotWritable] = "the system no longer lets it be written",
        [BeforeUnknown] = "what was there before is not known",
        [GoneAlready] = "the record is gone already",
        [NobodyDeletes] = "the system lets nobody delete or archive it",
        [ThereAgain] = "the record is there again",
        [UndoneBy] = "undone by {0}: {1}",
        [Undone] = "undone: {0}",
        [CreationUndone] = "its creation was undone",
        [CreationUndoneBy] = "its creation was undone by {0}",
        [ArchivedByUndoing] = "{0}: archived, and no longer kept equal",
        [Restored] = "restored by undoing",
        [NothingOfRun] = "that run wrote nothing that could be undone",

        // Plans.
        [MovedNothing] = "moved: there is nothing to do for it any more",
        [MovedOther] = "moved: something else would be done now; the next run looks at it",
        [NoPlan] = "There is no such plan. Nothing was written.",
        [PlanHeld] = "The plan is held back; release it first. Nothing was written.",
        [PlanDropped] = "The plan was dropped by {0}. Nothing was written.",
        [PlanCarriedOut] = "The plan has been carried out already. Nothing was written.",
        [PlanTaken] = "The plan has been carried out or dropped in the meantime. Nothing was written.",
        [PlanExpired] = "The dataflow was changed after the plan was made (version {0}, now {1}). Make a new plan. Nothing was written.",

        // Ends of runs.
        [AnotherRun] = "Another run of this dataflow is under way.",
        [Cancelled] = "Cancelled. What was already written stays and is recorded; the next run goes on.",
        [OurMistake] = "SesamTalk made a mistake and stopped. What was done is recorded. Tell whoever runs this installation the reference {0}.",
        [ProcessStopped] = "Its process was stopped. What was done is recorded; the next run went on.",
        [TakenOver] = "Another run took the dataflow over, because this one gave no sign of life for too long.",
        [NeedsPerson] = "{0} records need a person",
        [NoDataflow] = "There is no dataflow {0}.",
        [DataflowPaused] = "The dataflow is paused: {0}",
        [NoPairs] = "The dataflow has no pairs.",
        [NoPairReady] = "No pair is ready: {0}",
        [NotConnected] = "{0} is not connected to a system yet. Connect it, then run again.",
        [NotDescribed] = "{0} could not be asked what it holds: {1}",
        [NotRead] = "{0} could not be read ({1}): {2}",
        [NotAsked] = "{0} could not be asked for {1}: {2}",
        [NotSearched] = "{0} could not be asked for what an interrupted run may have made: {1}",
        [StoppedInMiddle] = "{0} stopped in the middle of {1}; what was read is not used.",
        [SystemSays] = "{0}: {1}",
        [TooManyWrites] = "It would make {0} writes; the limit is {1} a run.",
        [TooManyDeletes] = "It would delete {0} of {1} records in {2}; the limit is {3} %.",
        [TooManyChanges] = "It would change {0} of {1} records in {2}; the limit is {3} %.",
        [CancelledBefore] = "It was cancelled before it began.",
        [NotQueued] = "It could not be queued: {0}",
        [Stopped] = "It was stopped.",
        [MistakeInLog] = "SesamTalk made a mistake of its own; the log has the details.",
    }.ToFrozenDictionary();

    /// <summary>An argument in the language of the two letters: names are names, but for a system that has none.</summary>
    public static string Named(string argument, string language) => language == "nb" ? argument.Replace(Unnamed, ReasonTextsNb.Unnamed, StringComparison.Ordinal) : argument;

    /// <summary>The sentence of a code in the language of the two letters; null for a code that has none.</summary>
    public static string? Of(string code, string language) =>
        (language == "nb" ? ReasonTextsNb.Norwegian.GetValueOrDefault(code) : null) ?? English.GetValueOrDefault(code);
}
