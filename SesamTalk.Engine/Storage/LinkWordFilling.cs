using Microsoft.EntityFrameworkCore;
using SesamTalk.Engine.Storage.Rows;

namespace SesamTalk.Engine.Storage;

/// <summary>Gives links that were stored before there were words the words of their labels. Their keys come when they are next written.</summary>
internal static class LinkWordFilling
{
    private const int Chunk = 10_000;

    /// <summary>Does nothing where any link has words, or there is no link. Interrupted, it begins again: words that are there stay.</summary>
    public static async Task FillAsync(IDbContextFactory<TalkDb> databases, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        if (await db.LinkWords.AnyAsync(ct)) return;
        await using var journal = await JournalTransaction.BeginAsync(databases, ct);
        for (Guid? after = null; ;)
        {
            var links = await db.Links.AsNoTracking().Where(link => after == null || link.Id.CompareTo(after.Value) > 0).OrderBy(link => link.Id).Take(Chunk).ToListAsync(ct);
            if (links.Count == 0) break;
            await journal.RunAsync(LinkWordRows.Add, LinkWordRows.Shape, links.SelectMany(LinkWords.Of), ct);
            after = links[^1].Id;
        }

        await journal.CommitAsync(ct);
    }
}
