using Microsoft.EntityFrameworkCore;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;

namespace SesamTalk.Web.Components.Pages.Runs;

/// <summary>What the writes of a run are narrowed by and where the page begins, as the address has it.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Text">Part of a record's name, or its id in either system.</param>
/// <param name="Outcome">A <see cref="WriteState"/> by name.</param>
/// <param name="After">The write that the page before ended with.</param>
/// <param name="Before">The write that the page after begins with.</param>
public sealed record WriteLogQuery(Guid RunId, string? Text, string? Outcome, string? After, string? Before)
{
    /// <inheritdoc cref="LinkFilter.IsExact"/>
    public bool IsExact { get; init; }

    /// <summary>Writes on a page.</summary>
    public const int Size = 50;

    /// <summary>One page in the order in which the writes were intended.</summary>
    public async Task<WriteLogPage> ReadAsync(TalkDb db, CancellationToken ct)
    {
        var fitting = Fitting(db);
        var total = await fitting.CountAsync(ct);
        var backwards = Guid.TryParse(Before, out var before);
        var page = Guid.TryParse(After, out var after) ? fitting.Where(write => write.Id.CompareTo(after) > 0)
            : backwards ? fitting.Where(write => write.Id.CompareTo(before) < 0)
            : fitting;
        var read = await (backwards ? page.OrderByDescending(write => write.Id) : page.OrderBy(write => write.Id)).Take(Size + 1).ToListAsync(ct);
        var more = read.Count > Size;
        List<WriteEntry> rows = [.. read.Take(Size)];
        if (backwards) rows.Reverse();
        return new(rows, total, HasBefore: backwards ? more : Guid.TryParse(After, out _), HasAfter: backwards || more);
    }

    private IQueryable<WriteEntry> Fitting(TalkDb db)
    {
        var writes = db.Writes.AsNoTracking().Where(write => write.RunId == RunId);
        if (Enum.TryParse<WriteState>(Outcome, out var state)) writes = writes.Where(write => write.State == state);
        if (string.IsNullOrWhiteSpace(Text)) return writes;
        var id = new RecordId(Text.Trim());
        if (IsExact) return writes.Where(write => write.Source == id || write.Target == id);
        var pattern = "%" + Text.Trim().Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal) + "%";
        return writes.Where(write => EF.Functions.Like(write.Label, pattern, "\\") || write.Source == id || write.Target == id);
    }
}

/// <summary>A page of writes.</summary>
public sealed record WriteLogPage(IReadOnlyList<WriteEntry> Rows, int Total, bool HasBefore, bool HasAfter);
