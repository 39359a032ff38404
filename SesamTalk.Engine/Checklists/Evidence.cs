namespace SesamTalk.Engine.Checklists;

/// <summary>Something that shows a line's result: values of both records frozen, a picture, a file.</summary>
public sealed record Evidence
{
    /// <summary>What the names of the machine's own pieces begin with: the tag of their values.</summary>
    public const string MachinePrefix = "ST-";

    /// <summary>Its id; time-ordered.</summary>
    public required Guid Id { get; init; }

    /// <summary>The round.</summary>
    public required Guid RoundId { get; init; }

    /// <summary>The line.</summary>
    public required string LineId { get; init; }

    /// <summary>Its name, as a file's.</summary>
    public required string Name { get; init; }

    /// <summary>What it shows, for those who do not see it.</summary>
    public string Alt { get; init; } = "";

    /// <summary>What it is: <c>image/png</c>, <c>application/json</c>.</summary>
    public required string MediaType { get; init; }

    /// <summary>The thing itself.</summary>
    public required byte[] Content { get; init; }

    /// <summary>Who attached it.</summary>
    public required string By { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }
}
