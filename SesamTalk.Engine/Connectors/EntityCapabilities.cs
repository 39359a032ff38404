using System.Collections.Immutable;

namespace SesamTalk.Engine.Connectors;

/// <summary>What a connector can do with one entity. The engine trusts it, and the conformance suite checks it.</summary>
public sealed record EntityCapabilities
{
    /// <summary>Can list what changed since a cursor; without it every read is a full one.</summary>
    public bool ChangeCursor { get; init; }

    /// <summary>Reports deletions itself; without it only a complete full read and a look-up can tell.</summary>
    public bool SeesDeletions { get; init; }

    /// <summary>Refuses a write when the version handed along is no longer the record's.</summary>
    public bool LocksByVersion { get; init; }

    /// <summary>Records can be created.</summary>
    public bool CanCreate { get; init; }

    /// <summary>Records can be changed.</summary>
    public bool CanUpdate { get; init; }

    /// <summary>Records can be deleted.</summary>
    public bool CanDelete { get; init; }

    /// <summary>The new record's id is ours to choose.</summary>
    public bool ClientAssignedIds { get; init; }

    /// <summary>A text property that is unique and ours to fill on create, by which a create whose answer was lost is found again; null where there is none.</summary>
    public string? ReferenceProperty { get; init; }

    /// <summary>The paths that <see cref="IConnector.FindAsync"/> can ask the system for; any other path costs a full read.</summary>
    public ImmutableArray<string> SearchableBy { get; init; } = [];

    /// <summary>The property whose value archives a record where deleting is refused, with that value; null where there is none.</summary>
    public (string Path, object Value)? Archive { get; init; }

    /// <summary>The paths whose edits alone do not show in <see cref="ChangeCursor"/>: now and then a full read must look for them.</summary>
    public ImmutableArray<string> Unstamped { get; init; } = [];

    /// <summary>A read may be older than our last write, by this much at the most.</summary>
    public TimeSpan ReadLag { get; init; }
}
