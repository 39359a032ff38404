using Microsoft.EntityFrameworkCore;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Storage;

namespace SesamTalk.Web.Components.Pages.Deletes;

/// <summary>Deletes that are no longer asked about, because the record came back, by what runs noted in the last week.</summary>
public static class Withdrawn
{
    private const int Most = 50;

    /// <summary>The links, the latest first.</summary>
    public static async Task<IReadOnlyList<Link>> SinceAsync(TalkDb db, DateTimeOffset now, CancellationToken ct)
    {
        var since = now.AddDays(-7).UtcTicks;
        var asked = db.History.FromSql($"""SELECT * FROM "History" WHERE "At" > {since} AND "Because" LIKE {"%\"delete-waits\"%"}""").Select(entry => entry.LinkId);
        return await db.Links.AsNoTracking().Where(link => asked.Contains(link.Id) && link.State != Population.Deleted && link.State != Population.Paused).OrderByDescending(link => link.ChangedAt).Take(Most).ToListAsync(ct);
    }
}
