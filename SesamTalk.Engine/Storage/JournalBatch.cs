using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Merging;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage.Tables;

namespace SesamTalk.Engine.Storage;

/// <summary>What one batch of a run leaves behind; stored as a whole or not at all.</summary>
public sealed record JournalBatch
{
    /// <summary>The dataflow that all of it belongs to.</summary>
    public required string DataflowId { get; init; }

    /// <summary>Entries that were intended before, now with their answers.</summary>
    public IReadOnlyList<WriteEntry> Answers { get; init; } = [];

    /// <summary>Links to let go, with their baselines. Done before <see cref="Links"/>, so that a record can be linked anew in one batch.</summary>
    public IReadOnlyList<Guid> RemovedLinks { get; init; } = [];

    /// <summary>When the links were let go: what was still asked about them is settled with them.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>Links, new or changed, by id.</summary>
    public IReadOnlyList<Link> Links { get; init; } = [];

    /// <summary>Keys of linked records that people search by, beside the words of the links' labels; those that are there already stay.</summary>
    public IReadOnlyList<StoredLinkWord> Words { get; init; } = [];

    /// <summary>Baselines, new or changed, by their link.</summary>
    public IReadOnlyList<Baseline> Baselines { get; init; } = [];

    /// <summary>Records without a partner, new or changed.</summary>
    public IReadOnlyList<UnlinkedRecord> Unlinked { get; init; } = [];

    /// <summary>Records that are no longer without a partner, or no longer there.</summary>
    public IReadOnlyList<UnlinkedKey> NoLongerUnlinked { get; init; } = [];

    /// <summary>Conflicts, new, changed or settled, by id.</summary>
    public IReadOnlyList<OpenConflict> Conflicts { get; init; } = [];

    /// <summary>Decisions that are carried out or no longer fit.</summary>
    public IReadOnlyList<Guid> DecisionsOver { get; init; } = [];

    /// <summary>What was seen, decided and written, by link.</summary>
    public IReadOnlyList<HistoryEntry> History { get; init; } = [];

    /// <summary>How far was read; only after everything before it is recorded.</summary>
    public IReadOnlyList<CursorMove> Cursors { get; init; } = [];

    /// <summary>This batch and another of the same dataflow, as one.</summary>
    public JournalBatch And(JournalBatch other) => this with
    {
        Answers = [.. Answers, .. other.Answers], RemovedLinks = [.. RemovedLinks, .. other.RemovedLinks], At = At > other.At ? At : other.At, Links = [.. Links, .. other.Links], Words = [.. Words, .. other.Words],
        Baselines = [.. Baselines, .. other.Baselines], Unlinked = [.. Unlinked, .. other.Unlinked], NoLongerUnlinked = [.. NoLongerUnlinked, .. other.NoLongerUnlinked],
        Conflicts = [.. Conflicts, .. other.Conflicts], DecisionsOver = [.. DecisionsOver, .. other.DecisionsOver], History = [.. History, .. other.History], Cursors = [.. Cursors, .. other.Cursors],
    };
}

/// <summary>Which record without a partner, within the batch's dataflow.</summary>
public sealed record UnlinkedKey(string PairId, Side Side, RecordId Id);

/// <summary>How far an entity of a side has been read; null starts over.</summary>
public sealed record CursorMove(string DataflowId, Side Side, string Entity, string? Cursor);
