namespace SesamTalk.Tests.House;

/// <summary>A room and what it may use beside itself: rooms, everything below a door (<c>Engine</c>), or single types of a room.</summary>
internal sealed record Room(string Name, params string[] MayUse)
{
    private static readonly string[] PairParts = ["Engine.Reasons", "Engine.Records", "Engine.Mapping", "Engine.Matching", "Engine.Conflicts"];
    private static readonly string[] Agreement = [.. PairParts, "Engine.Connectors", "Engine.Dataflows"];
    private static readonly string[] History = [.. Agreement, "Engine.Merging", "Engine.Runs"];
    private static readonly string[] Page = ["Engine", "Web.TalkUrls", "Web.SandboxAddress", "Web.PlayedSystems", "Web.DemoEnd", "Web.DemoWish", "Web.Jobs.RunQueue", "Web.Jobs.RunFeed", "Web.Jobs.Schedules", "Web.Jobs.ScheduledTime", "Web.Jobs.ScheduleTimes", "Web.Jobs.CronParts", "Web.Jobs.CronPart", "Web.Jobs.CronProblem", "Web.Auth", "Web.Operations.Chosen", "Web.Components.Shared"];

    /// <summary>The arrows of the house, ground first. They only point down.</summary>
    public static IReadOnlyList<Room> Table { get; } =
    [
        new("Engine.Reasons"),
        new("Engine.Records"),
        new("Engine.Mapping", "Engine.Reasons", "Engine.Records"),
        new("Engine.Matching", "Engine.Reasons", "Engine.Records"),
        new("Engine.Conflicts", "Engine.Reasons", "Engine.Records"),
        new("Engine.Sqlite"),
        new("Engine.Connectors", "Engine.Reasons", "Engine.Records", "Engine.Sqlite"),
        new("Engine.Merging", "Engine.Reasons", "Engine.Records", "Engine.Mapping", "Engine.Conflicts"),
        new("Engine.Dataflows", [.. PairParts, "Engine.Connectors"]),
        new("Engine.Documents", Agreement),
        new("Engine.Runs", "Engine.Reasons", "Engine.Records", "Engine.Conflicts"),
        new("Engine.Checklists", [.. Agreement, "Engine.Documents"]),
        new("Engine.Storage", [.. History, "Engine.Checklists", "Engine.Sqlite"]),
        new("Engine.Sync", [.. History, "Engine.Storage"]),
        new("Engine.Checklists.Verify", [.. History, "Engine.Storage", "Engine.Sync", "Engine.Checklists", "Engine.Documents"]),
        new("Engine.Simulation", [.. History, "Engine.Storage", "Engine.Sync"]),
        new("Engine.Checklists.Planted", [.. History, "Engine.Storage", "Engine.Sync", "Engine.Checklists", "Engine.Checklists.Verify", "Engine.Simulation"]),
        new("Web.Jobs", "Engine"),
        new("Web.Auth", "Engine", "Web.TalkUrls"),
        new("Web.Operations.Chosen", "Engine", "Web.Auth"),
        new("Web.Operations", "Engine", "Web.Auth", "Web.TalkUrls", "Web.Jobs.RunQueue", "Web.Operations.Chosen"),
        new("Web.Cli", "Engine", "Web.SandboxAddress", "Web.PlayedSystems", "Web.Auth", "Web.Operations"),
        new("Web.Sandbox", "Engine", "Web.PlayedSystems"),
        new("Web.Api", "Engine", "Web.Auth", "Web.TalkUrls", "Web.Jobs.RunQueue", "Web.Jobs.RunFeed", "Web.Jobs.HintedRuns", "Web.Operations.IForgets"),
        new("Web.Components.Shared", Page),
        new("Web.Components.Layout", Page),
        new("Web.Components.Pages", [.. Page, "Web.Components.Layout"]),
        new("Web.Components", [.. Page, "Web.Components.Layout", "Web.Components.Pages"]),
    ];

    /// <summary>The front doors: they put rooms together, so they see all below their own roof.</summary>
    public static IReadOnlyList<Room> Doors { get; } = [new("Engine"), new("Web", "Engine")];

    /// <summary>The room of a namespace or qualified name (written without <c>SesamTalk.</c>); null where the table has none.</summary>
    public static Room? Of(string name) => Table.Concat(Doors).Where(room => name == room.Name || Below(name, room.Name)).MaxBy(room => room.Name.Length);

    /// <summary>Whether this room may name a type of another, or, without a type, open its namespace at all.</summary>
    public bool MayName(Room other, string? type = null) => other == this
        || Doors.Contains(this) && Below(other.Name, Name)
        || MayUse.Any(allowed => allowed == other.Name || allowed == "Engine" && Below(other.Name, allowed) || (type is null ? IsTypeOf(allowed, other) : allowed == $"{other.Name}.{type}"));

    /// <summary>The rooms whose names this one can see, and may use only some: those it borrows types of, and the door it stands behind.</summary>
    public IEnumerable<Room> Lenders => Table.Concat(Doors).Where(other => Doors.Contains(other) && Below(Name, other.Name) || MayUse.Any(allowed => IsTypeOf(allowed, other)));

    private static bool IsTypeOf(string allowed, Room room) => Below(allowed, room.Name) && !Table.Any(other => other.Name == allowed);

    private static bool Below(string name, string top) => name.StartsWith(top + ".", StringComparison.Ordinal);
}
