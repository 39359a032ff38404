namespace SesamTalk.Engine.Runs;

/// <summary>What a run counted; records unless said otherwise.</summary>
public sealed record RunCounts
{
    /// <summary>Changes read from A.</summary>
    public int ReadA { get; init; }

    /// <summary>Changes read from B.</summary>
    public int ReadB { get; init; }

    /// <summary>Linked by a key or a person, without creating.</summary>
    public int Linked { get; init; }

    /// <summary>Created in A.</summary>
    public int CreatedA { get; init; }

    /// <summary>Created in B.</summary>
    public int CreatedB { get; init; }

    /// <summary>Updated in A.</summary>
    public int UpdatedA { get; init; }

    /// <summary>Updated in B.</summary>
    public int UpdatedB { get; init; }

    /// <summary>Deleted or archived in A.</summary>
    public int DeletedA { get; init; }

    /// <summary>Deleted or archived in B.</summary>
    public int DeletedB { get; init; }

    /// <summary>New or changed conflicts.</summary>
    public int Conflicts { get; init; }

    /// <summary>Writes that were refused, stale or unknown.</summary>
    public int Failed { get; init; }

    /// <summary>Records that wait for another record or another run.</summary>
    public int Waiting { get; init; }

    /// <summary>All writes that took effect.</summary>
    public int Writes => CreatedA + CreatedB + UpdatedA + UpdatedB + DeletedA + DeletedB;
}
