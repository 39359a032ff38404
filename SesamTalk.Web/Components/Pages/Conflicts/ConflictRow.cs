using Microsoft.EntityFrameworkCore;
using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Storage;
using SesamTalk.Web.Auth;

namespace SesamTalk.Web.Components.Pages.Conflicts;

/// <summary>A conflict with the record that it is about, and what somebody decided of it already.</summary>
/// <param name="Conflict">The conflict.</param>
/// <param name="Link">The link; null where there is none yet.</param>
/// <param name="Alone">The record without a partner; null where there is a link.</param>
/// <param name="Waiting">A decision that a run has yet to carry out; null for none.</param>
public sealed record ConflictRow(OpenConflict Conflict, Link? Link, UnlinkedRecord? Alone, PersonDecision? Waiting)
{
    /// <summary>What a person calls the record.</summary>
    public string Label { get; private init; } = "";

    /// <summary>Whose values are asked about: the property group's key; for a question about a whole record they are its names and ids.</summary>
    public string Path => IsOfProperty ? Conflict.Subject : "name";

    /// <summary>It is about a property of two linked records, so that a side's value can be taken.</summary>
    public bool IsOfProperty => Conflict.LinkId is not null && Conflict.Subject is not (PersonDecision.Deletion or PersonDecision.Linking);

    private string Named(Sight sees) => Link is not null ? sees.Name(Link) : Alone is not null ? sees.Name(Alone) : Conflict.Alone()?.Id.Text ?? Conflict.Subject;

    /// <summary>Rows of conflicts, in the same order, named as the reader may see them.</summary>
    public static async Task<IReadOnlyList<ConflictRow>> OfAsync(TalkDb db, Sight sees, IReadOnlyList<OpenConflict> conflicts, CancellationToken ct)
    {
        var linkIds = conflicts.Where(c => c.LinkId is not null).Select(c => c.LinkId!.Value).Distinct().ToList();
        var links = await db.Links.AsNoTracking().Where(link => linkIds.Contains(link.Id)).ToDictionaryAsync(link => link.Id, ct);
        var ofLinks = await db.Decisions.AsNoTracking().Where(d => d.LinkId != null && linkIds.Contains(d.LinkId.Value)).ToListAsync(ct);
        var alone = conflicts.Where(c => c.LinkId is null).ToList();
        var flows = alone.Select(c => c.DataflowId).Distinct().ToList();
        var subjects = alone.Select(c => c.Subject).Distinct().ToList();
        var ids = alone.Select(c => c.Alone()).Where(record => record is not null).Select(record => record!.Value.Id).Distinct().ToList();
        var ofRecords = alone.Count == 0 ? [] : await db.Decisions.AsNoTracking().Where(d => d.LinkId == null && flows.Contains(d.DataflowId) && subjects.Contains(d.Subject)).ToListAsync(ct);
        var records = alone.Count == 0 ? [] : await db.UnlinkedRecords.AsNoTracking().Where(u => flows.Contains(u.DataflowId) && ids.Contains(u.Id)).ToListAsync(ct);
        return [.. conflicts.Select(c => new ConflictRow(
            c,
            c.LinkId is { } id ? links.GetValueOrDefault(id) : null,
            c.Alone() is { } one ? records.Find(u => u.DataflowId == c.DataflowId && u.PairId == c.PairId && u.Side == one.Side && u.Id == one.Id) : null,
            c.LinkId is { } link ? ofLinks.Find(d => d.LinkId == link && d.Subject == c.Subject) : ofRecords.Find(d => d.DataflowId == c.DataflowId && d.PairId == c.PairId && d.Subject == c.Subject))).Select(row => row with { Label = row.Named(sees) })];
    }
}
