using System.Collections.Immutable;
using SesamTalk.Engine.Dataflows.Editing;

namespace SesamTalk.Engine.Storage;

/// <summary>A table that somebody edits and has not applied: kept on the server, so that neither a lost connection nor a restart loses it.</summary>
public sealed record MappingDraft
{
    /// <summary>The dataflow.</summary>
    public required string DataflowId { get; init; }

    /// <summary>The pair.</summary>
    public required string PairId { get; init; }

    /// <summary>Whose it is.</summary>
    public required string Who { get; init; }

    /// <summary>When it was begun.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>The version of the dataflow that it starts from.</summary>
    public required int BaseVersion { get; init; }

    /// <summary>The table as it would be.</summary>
    public required ImmutableArray<MappingLine> Lines { get; init; }

    /// <summary>What is typed for a conversion and is no expression yet, by line and direction; it is kept, and never in force.</summary>
    public ImmutableDictionary<string, string> Unfinished { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Lines that somebody else changed otherwise meanwhile; a person must choose before the draft can be applied.</summary>
    public ImmutableArray<LineClash> Clashes { get; init; } = [];

    /// <summary>The draft with one clash decided: this editor's line, or the one that is in force.</summary>
    public MappingDraft Decide(LineClash clash, bool mine)
    {
        var rest = this with { Clashes = [.. Clashes.Where(other => other.Id != clash.Id)] };
        if (!mine) return rest;
        var at = Lines.ToList().FindIndex(line => line.Id == clash.Id);
        if (clash.Mine is null) return rest with { Lines = [.. Lines.Where(line => line.Id != clash.Id)] };
        return rest with { Lines = at < 0 ? Lines.Add(clash.Mine) : Lines.SetItem(at, clash.Mine) };
    }
}

/// <summary>Somebody else who edits the same table.</summary>
public sealed record OtherEditor(string Who, DateTimeOffset Since);

/// <summary>What became of applying a draft.</summary>
public enum AppliedOutcome
{
    /// <summary>A new version is stored and the draft is gone.</summary>
    Saved,

    /// <summary>Nothing was different; nothing was stored, and the draft is gone.</summary>
    Same,

    /// <summary>Somebody else changed a line otherwise; nothing was stored, and the draft says which.</summary>
    Clashes,

    /// <summary>The dataflow or the pair is gone; nothing was stored.</summary>
    Gone,
}

/// <summary>The answer to applying a draft.</summary>
/// <param name="Outcome">What became of it.</param>
/// <param name="Version">The version that is in force now.</param>
/// <param name="Draft">The draft, where it is still there.</param>
public sealed record MappingApplied(AppliedOutcome Outcome, int Version, MappingDraft? Draft);
