using Microsoft.EntityFrameworkCore;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;

namespace SesamTalk.Engine.Storage;

/// <summary>What happened to a link, and both its records as they were.</summary>
public sealed class LinkHistory(IDbContextFactory<TalkDb> databases)
{
    /// <summary>Everything that runs saw, decided and wrote, oldest first.</summary>
    public async Task<IReadOnlyList<HistoryEntry>> OfAsync(Guid linkId, CancellationToken ct = default)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.History.AsNoTracking().Where(entry => entry.LinkId == linkId).OrderBy(entry => entry.At).ThenBy(entry => entry.Id).ToListAsync(ct);
    }

    /// <summary>The mapped values of both records as SesamTalk knew them at a moment; empty before the link was made.</summary>
    public async Task<(ValueMap A, ValueMap B)> AsOfAsync(Guid linkId, DateTimeOffset at, CancellationToken ct = default)
    {
        var (a, b) = (new Dictionary<string, object?>(), new Dictionary<string, object?>());
        foreach (var entry in (await OfAsync(linkId, ct)).TakeWhile(entry => entry.At <= at))
        {
            Put(a, entry.SeenA, entry.WrittenA);
            Put(b, entry.SeenB, entry.WrittenB);
        }

        return (new ValueMap([.. a.OrderBy(p => p.Key, StringComparer.Ordinal)]), new ValueMap([.. b.OrderBy(p => p.Key, StringComparer.Ordinal)]));
    }

    /// <summary>The writes of a run that took effect, newest first; of one link where it is given.</summary>
    public async Task<IReadOnlyList<WriteEntry>> WritesAsync(UndoScope scope, CancellationToken ct = default)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.Writes.AsNoTracking().Where(write => write.RunId == scope.RunId && write.State == WriteState.Done && (scope.LinkId == null || write.LinkId == scope.LinkId))
            .OrderByDescending(write => write.IntendedAt).ThenByDescending(write => write.Id).ToListAsync(ct);
    }

    private static void Put(Dictionary<string, object?> values, params ReadOnlySpan<ValueMap> maps)
    {
        foreach (var map in maps)
        {
            foreach (var (path, value) in map.Pairs) values[path] = value;
        }
    }
}
