using Microsoft.EntityFrameworkCore;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;

namespace SesamTalk.Web.Components.Pages.Audit;

/// <summary>One page of the audit.</summary>
public sealed record AuditRows(IReadOnlyList<AuditEntry> Rows, int Total, bool HasBefore, bool HasAfter)
{
    /// <summary>When the first entry that fits was made; null where none fits.</summary>
    public DateTimeOffset? Since { get; init; }
}

/// <summary>What of the audit is asked for: by whom, what, about what, when; read from the newest on.</summary>
public sealed record AuditQuery(string? Who, string? Action, string? Object, DateTimeOffset? From, DateTimeOffset? To, string? After, string? Before)
{
    private const int Size = 50;

    /// <summary>Up to so many are counted; of more it is only said that there are more.</summary>
    public const int Counted = 10_000;

    /// <summary>One page of it; reads one row more than it shows, to know whether there are more.</summary>
    public async Task<AuditRows> ReadAsync(TalkDb db, CancellationToken ct)
    {
        var fitting = Fitting(db);
        var backwards = Guid.TryParse(Before, out var before);
        var page = fitting;
        if (backwards && await AtAsync(db, before, ct) is { } upTo) page = page.Where(entry => entry.At > upTo || (entry.At == upTo && entry.Id.CompareTo(before) > 0));
        else if (Guid.TryParse(After, out var after) && await AtAsync(db, after, ct) is { } from) page = page.Where(entry => entry.At < from || (entry.At == from && entry.Id.CompareTo(after) < 0));
        var ordered = backwards ? page.OrderBy(entry => entry.At).ThenBy(entry => entry.Id) : page.OrderByDescending(entry => entry.At).ThenByDescending(entry => entry.Id);
        var read = await ordered.Take(Size + 1).ToListAsync(ct);
        var more = read.Count > Size;
        var rows = read.Take(Size).ToList();
        if (backwards) rows.Reverse();
        var total = await fitting.Take(Counted + 1).CountAsync(ct);
        return new(rows, total, HasBefore: backwards ? more : !string.IsNullOrEmpty(After), HasAfter: backwards || more) { Since = await fitting.MinAsync(entry => (DateTimeOffset?)entry.At, ct) };
    }

    private IQueryable<AuditEntry> Fitting(TalkDb db)
    {
        var fitting = db.Audit.AsNoTracking();
        if (!string.IsNullOrWhiteSpace(Who)) fitting = fitting.Where(entry => entry.Who == Who.Trim());
        if (!string.IsNullOrWhiteSpace(Action)) fitting = fitting.Where(entry => entry.Act == Action || entry.Act.StartsWith(Action + "."));
        if (!string.IsNullOrWhiteSpace(Object)) fitting = fitting.Where(entry => entry.Subject == Object || entry.Subject.StartsWith(Object + "/"));
        if (From is { } from) fitting = fitting.Where(entry => entry.At >= from);
        if (To is { } to) fitting = fitting.Where(entry => entry.At < to);
        return fitting;
    }

    private static Task<DateTimeOffset?> AtAsync(TalkDb db, Guid id, CancellationToken ct) => db.Audit.Where(entry => entry.Id == id).Select(entry => (DateTimeOffset?)entry.At).SingleOrDefaultAsync(ct);
}
