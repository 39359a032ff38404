namespace SesamTalk.Engine.Simulation;

/// <summary>One fault of the list that the simulation must inject, and the kinds that it is injected by.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Name">Its name.</param>
/// <param name="Kinds">The kinds; each must really happen over the usual seeds.</param>
internal sealed record KnownFault(string Id, string Name, params Fault[] Kinds)
{
    /// <summary>All thirty.</summary>
    public static IReadOnlyList<KnownFault> All { get; } =
    [
        new("F1", "Crash", Fault.Crash),
        new("F2", "Timeout after effect", Fault.LostAnswer, Fault.LateEffect),
        new("F3", "Timeout before effect", Fault.FailsBefore, Fault.LostRequest),
        new("F4", "Half a batch applied", Fault.HalfBatch),
        new("F5", "Partial page", Fault.BrokenList, Fault.CutList, Fault.MissingItems, Fault.PageTwice, Fault.ShortPage),
        new("F6", "Unstable paging", Fault.UnstablePaging),
        new("F7", "Sporadic empty", Fault.EmptyList, Fault.GarbledPage),
        new("F8", "Stale reads", Fault.ReplicaLag),
        new("F9", "Clocks", Fault.ClockSkew, Fault.ClockJump, Fault.CoarseStamps),
        new("F10", "Late visibility", Fault.LateVisibility, Fault.StillStamps),
        new("F11", "Reordered answers", Fault.Reordered),
        new("F12", "Duplicate webhook", Fault.DuplicateEvent),
        new("F13", "Lost, early or forged webhook", Fault.LostEvent, Fault.EarlyEvent, Fault.ForgedEvent),
        new("F14", "Rate limit", Fault.Throttled),
        new("F15", "Token and permissions", Fault.TokenEnds, Fault.NotAllowed, Fault.TypeForbidden, Fault.TypeEmpty),
        new("F16", "Target rewrites", Fault.Rewrites),
        new("F17", "Target ignores, fills, confuses blanks", Fault.Ignores, Fault.Defaults, Fault.BlanksAlike),
        new("F18", "Refused: value, unique, locked", Fault.Rejects, Fault.RefusesValue, Fault.UniqueTaken, Fault.Locked),
        new("F19", "Id surprises", Fault.IdReuse),
        new("F20", "Edits at the worst moment", Fault.EditAtMoment),
        new("F21", "Two engines", Fault.SecondEngine),
        new("F22", "Another integration", Fault.Bot),
        new("F23", "Bulk acts", Fault.BulkEdit),
        new("F24", "Config edited, tenant swapped", Fault.ConfigChange, Fault.TenantSwap),
        new("F25", "Schema drift", Fault.SchemaDrift),
        new("F26", "Own store", Fault.DatabaseFails, Fault.CommitUnknown, Fault.DiskFull, Fault.PutBack),
        new("F27", "Version tag lies", Fault.NoVersions, Fault.VersionsLie),
        new("F28", "Cancel and odd values", Fault.Cancel, Fault.OddValues),
        new("F29", "Read-only, or effects later", Fault.ReadOnly, Fault.LateEffect),
        new("F30", "People decide", Fault.Person),
    ];
}
