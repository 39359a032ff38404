namespace SesamTalk.Web.Cli.Bench;

/// <summary>A table of the engine's, with the columns that a row of it needs.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Columns">The columns, in the order in which values are given.</param>
internal sealed record FloorTable(string Name, params string[] Columns)
{
    public static readonly FloorTable Links = new("Links", "Id", "DataflowId", "PairId", "A", "B", "LabelA", "LabelB", "Origin", "Because", "State", "Reason", "AsksPerson", "LinkedAt", "ChangedAt", "Search", "Tries");
    public static readonly FloorTable Baselines = new("Baselines", "LinkId", "A", "B", "AgreedAt");
    public static readonly FloorTable Writes = new("Writes", "Id", "RunId", "DataflowId", "PairId", "LinkId", "Side", "Act", "Target", "Source", "Label", "Because", "Before", "Sent", "Basis", "Accepted", "State", "Message", "IntendedAt", "AnsweredAt");
    public static readonly FloorTable History = new("History", "Id", "DataflowId", "PairId", "LinkId", "RunId", "DefinitionVersion", "At", "Because", "Rules", "SeenA", "SeenB", "WrittenA", "WrittenB");
    public static readonly FloorTable Conflicts = new("Conflicts", "Id", "DataflowId", "PairId", "LinkId", "Subject", "Kind", "Base", "A", "B", "Sentence", "OpenedAt", "ChangedAt", "ValuesA", "ValuesB");
    public static readonly FloorTable Words = new("LinkWords", "Word", "LinkId");

    /// <summary>What both sides of a link agree on now: not a row more, but one that changes.</summary>
    public static readonly FloorTable Agreed = new("Baselines", "A", "B", "AgreedAt", "LinkId");

    /// <summary>Where a link stands now, likewise.</summary>
    public static readonly FloorTable Moved = new("Links", "State", "Reason", "AsksPerson", "ChangedAt", "Id");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<FloorTable> All { get; } = [Links, Baselines, Writes, History, Conflicts, Words, Agreed, Moved];

    /// <summary>Whether rows change here instead of being added; the last column then says which.</summary>
    public bool IsChange => this == Agreed || this == Moved;

    /// <summary>The command that puts a row there.</summary>
    public string Sql(Func<int, string> place) => IsChange
        ? $"UPDATE \"{Name}\" SET {string.Join(", ", Columns.SkipLast(1).Select((column, at) => $"\"{column}\" = {place(at)}"))} WHERE \"{Columns[^1]}\" = {place(Columns.Length - 1)}"
        : $"INSERT INTO \"{Name}\" ({List}) VALUES ({string.Join(", ", Columns.Select((_, at) => place(at)))}){(this == Words ? " ON CONFLICT DO NOTHING" : "")}";

    /// <summary>The columns, as SQL lists them.</summary>
    public string List => string.Join(", ", Columns.Select(column => $"\"{column}\""));
}
