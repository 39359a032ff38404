namespace SesamTalk.Engine.Reasons;

/// <summary>The kinds of reasons; stable, since they are stored, and translations and tests go by them.</summary>
public static class ReasonCodes
{
    /// <summary>Several reasons, one after another.</summary>
    public const string All = "all";

    /// <summary>A sentence in English and the same in Norwegian.</summary>
    public const string Both = "both";

    /// <summary>A sentence that another room wrote: its form, and what fills it.</summary>
    public const string Worded = "worded";

    // General.
    public const string Text = "text";

    // Merging and conflicts.
    public const string BlankWhenMet = "blank-when-met";
    public const string OneWayRow = "one-way-row";
    public const string DifferAtFirst = "differ-at-first";
    public const string ClearedGetsOlder = "cleared-gets-older";
    public const string ChangedAcross = "changed-across";
    public const string ChangedAlike = "changed-alike";
    public const string BothChanged = "both-changed";
    public const string RuleTakesA = "rule-takes-a";
    public const string RuleTakesB = "rule-takes-b";
    public const string LaterUntimed = "later-untimed";
    public const string LaterTooClose = "later-too-close";
    public const string LaterIsA = "later-is-a";
    public const string LaterIsB = "later-is-b";
    public const string OnlyAFilled = "only-a-filled";
    public const string OnlyBFilled = "only-b-filled";
    public const string BothFilled = "both-filled";
    public const string BothAgree = "both-agree";
    public const string AgreeAgain = "agree-again";
    public const string Refused = "refused";
    public const string Differs = "differs";
    public const string RuleDecided = "rule-decided";
    public const string EditedAndDeleted = "edited-and-deleted";
    public const string DecidedBy = "decided-by";
    public const string DecidedThat = "decided-that";
    public const string ChoiceTakeA = "choice-take-a";
    public const string ChoiceTakeB = "choice-take-b";
    public const string ChoiceTakeBase = "choice-take-base";
    public const string ChoiceOwnValues = "choice-own-values";
    public const string ChoiceDelete = "choice-delete";
    public const string ChoiceCreateAnew = "choice-create-anew";
    public const string ChoiceKeepApart = "choice-keep-apart";
    public const string ChoiceUnlink = "choice-unlink";
    public const string ChoiceNeverLink = "choice-never-link";
    public const string ChoiceLinkTogether = "choice-link-together";
    public const string Settled = "settled";

    // Answers to a person who decided.
    public const string SettledAlready = "settled-already";
    public const string ValueMoved = "value-moved";
    public const string OtherClaimed = "other-claimed";
    public const string OthersFit = "others-fit";
    public const string FitsNoLonger = "fits-no-longer";
    public const string NoAnswerToThis = "no-answer-to-this";
    public const string NoValueGiven = "no-value-given";
    public const string NothingToPutBack = "nothing-to-put-back";
    public const string DeleteWaitsNot = "delete-waits-not";
    public const string ApprovedByTwo = "approved-by-two";
    public const string NotLinkedNow = "not-linked-now";
    public const string TakenBack = "taken-back";
    public const string CarriedOutAlready = "carried-out-already";
    public const string CarriedOutNow = "carried-out-now";
    public const string DecisionStored = "decision-stored";
    public const string DecisionWouldBe = "decision-would-be";
    public const string DecidedAlready = "decided-already";

    // Values that cannot be carried.
    public const string WaitsFor = "waits-for";
    public const string ChangedDifferently = "changed-differently";
    public const string ReadsBackOtherwise = "reads-back-otherwise";
    public const string NothingTakesIt = "nothing-takes-it";
    public const string MayNotClear = "may-not-clear";
    public const string FilledOtherwise = "filled-otherwise";
    public const string NoTime = "no-time";
    public const string NoTimeOfForm = "no-time-of-form";
    public const string NoConversion = "no-conversion";
    public const string CannotBecome = "cannot-become";
    public const string IdDoesNotFit = "id-does-not-fit";
    public const string TypeNotUnderstood = "type-not-understood";
    public const string At = "at";

    // Records without a partner.
    public const string KeptApartBy = "kept-apart-by";
    public const string CreateUnsettled = "create-unsettled";
    public const string CreateTooFresh = "create-too-fresh";
    public const string LateTwin = "late-twin";
    public const string HasItAlready = "has-it-already";
    public const string OwnSystem = "own-system";
    public const string ConditionFails = "condition-fails";
    public const string NothingCreated = "nothing-created";
    public const string LinksWithoutCreating = "links-without-creating";
    public const string NotReferred = "not-referred";
    public const string AsksFor = "asks-for";
    public const string RefersOutside = "refers-outside";
    public const string CreatedIn = "created-in";
    public const string NewIn = "new-in";
    public const string AnewBy = "anew-by";
    public const string PartedBy = "parted-by";
    public const string PartnerGiven = "partner-given";
    public const string FitsClaimed = "fits-claimed";
    public const string FitsSeveral = "fits-several";
    public const string SeveralFit = "several-fit";
    public const string SeveralNoLonger = "several-no-longer";
    public const string HasPartner = "has-partner";
    public const string OutsideFilters = "outside-filters";
    public const string SharesPartner = "shares-partner";
    public const string CouldBecome = "could-become";
    public const string SaysNotWhat = "says-not-what";
    public const string BothFit = "both-fit";
    public const string HasAppeared = "has-appeared";
    public const string ClaimOver = "claim-over";

    // Linked records.
    public const string UnlinkedBy = "unlinked-by";
    public const string LinkedBy = "linked-by";
    public const string LinkedBecause = "linked-because";
    public const string SameInAspect = "same-in-aspect";
    public const string MovedAspect = "moved-aspect";
    public const string RefersToNew = "refers-to-new";
    public const string TooFresh = "too-fresh";
    public const string LeftFilters = "left-filters";
    public const string DeletedInBoth = "deleted-in-both";
    public const string PausedBy = "paused-by";
    public const string ResumedBy = "resumed-by";
    public const string TriedAgainBy = "tried-again-by";
    public const string LinkedOnly = "linked-only";

    // Deletes.
    public const string EditAgainstDelete = "edit-against-delete";
    public const string EditTakenBack = "edit-taken-back";
    public const string IdGivenAgain = "id-given-again";
    public const string HasFormerId = "has-former-id";
    public const string DeleteWaits = "delete-waits";
    public const string DeleteKept = "delete-kept";
    public const string DeletedIn = "deleted-in";
    public const string DeletedAcross = "deleted-across";
    public const string DeleteApproved = "delete-approved";
    public const string Two = "two";
    public const string LeftApart = "left-apart";
    public const string SecondNeeded = "second-needed";
    public const string ManyGone = "many-gone";

    // Writes.
    public const string RecordGone = "record-gone";
    public const string EditedMeanwhile = "edited-meanwhile";
    public const string AcrossThereAgain = "across-there-again";
    public const string EndedBefore = "ended-before";
    public const string CancelledUnderWay = "cancelled-under-way";
    public const string NotMade = "not-made";
    public const string NotMadeButLinked = "not-made-but-linked";
    public const string MetByKey = "met-by-key";
    public const string LinkGone = "link-gone";
    public const string ValuesNotThere = "values-not-there";
    public const string StillThere = "still-there";
    public const string LookedUp = "looked-up";
    public const string FoundAgain = "found-again";
    public const string AnswerLost = "answer-lost";
    public const string WroteCreate = "wrote-create";
    public const string WroteUpdate = "wrote-update";
    public const string WroteDelete = "wrote-delete";
    public const string WroteArchive = "wrote-archive";
    public const string TriedCreate = "tried-create";
    public const string TriedUpdate = "tried-update";
    public const string TriedDelete = "tried-delete";
    public const string TriedArchive = "tried-archive";
    public const string PartNotSeen = "part-not-seen";
    public const string NoAnswer = "no-answer";

    // What groups came to.
    public const string ToSide = "to-side";
    public const string ToBoth = "to-both";
    public const string Waits = "waits";
    public const string Asks = "asks";
    public const string Undoes = "undoes";

    // Undo.
    public const string UndonePairGone = "undone-pair-gone";
    public const string EditedSince = "edited-since";
    public const string EditedSinceMade = "edited-since-made";
    public const string NotWritable = "not-writable";
    public const string BeforeUnknown = "before-unknown";
    public const string GoneAlready = "gone-already";
    public const string NobodyDeletes = "nobody-deletes";
    public const string ThereAgain = "there-again";
    public const string UndoneBy = "undone-by";
    public const string Undone = "undone";
    public const string CreationUndone = "creation-undone";
    public const string CreationUndoneBy = "creation-undone-by";
    public const string ArchivedByUndoing = "archived-by-undoing";
    public const string Restored = "restored";
    public const string NothingOfRun = "nothing-of-run";

    // Plans.
    public const string MovedNothing = "moved-nothing";
    public const string MovedOther = "moved-other";
    public const string NoPlan = "no-plan";
    public const string PlanHeld = "plan-held";
    public const string PlanDropped = "plan-dropped";
    public const string PlanCarriedOut = "plan-carried-out";
    public const string PlanTaken = "plan-taken";
    public const string PlanExpired = "plan-expired";

    // Ends of runs.
    public const string AnotherRun = "another-run";
    public const string Cancelled = "cancelled";
    public const string NotRecorded = "not-recorded";
    public const string OurMistake = "our-mistake";
    public const string ProcessStopped = "process-stopped";
    public const string TakenOver = "taken-over";
    public const string NeedsPerson = "needs-person";
    public const string NoDataflow = "no-dataflow";
    public const string DataflowPaused = "dataflow-paused";
    public const string NoPairs = "no-pairs";
    public const string NoPairReady = "no-pair-ready";
    public const string OtherTenant = "other-tenant";
    public const string NotConnected = "not-connected";
    public const string NotDescribed = "not-described";
    public const string NotRead = "not-read";
    public const string NotAsked = "not-asked";
    public const string NotSearched = "not-searched";
    public const string StoppedInMiddle = "stopped-in-middle";
    public const string SystemSays = "system-says";
    public const string TooManyWrites = "too-many-writes";
    public const string AfterRestore = "after-restore";
    public const string TooManyDeletes = "too-many-deletes";
    public const string TooManyChanges = "too-many-changes";
    public const string CancelledBefore = "cancelled-before";
    public const string NotQueued = "not-queued";
    public const string Stopped = "stopped";
    public const string MistakeInLog = "mistake-in-log";
}
