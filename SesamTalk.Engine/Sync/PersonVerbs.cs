using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;

namespace SesamTalk.Engine.Sync;

/// <summary>What an erasure took away.</summary>
/// <param name="Links">Links, with their baselines and words.</param>
/// <param name="History">Entries of history.</param>
/// <param name="Writes">Journalled writes.</param>
/// <param name="Conflicts">Conflicts and decisions.</param>
/// <param name="PlanItems">Items of stored plans.</param>
public sealed record Erased(int Links, int History, int Writes, int Conflicts, int PlanItems);

/// <summary>
/// One person's data, as SesamTalk keeps it: giving it out, and erasing it so that it stays away. A person is a linked record; the same
/// records in other dataflows are found and go too. The systems themselves are not touched.
/// </summary>
public sealed class PersonVerbs(IDbContextFactory<TalkDb> databases, DataflowStore dataflows, Erasures erasures, Identifiers ids, TimeProvider clock)
{
    /// <summary>All that is kept of the records of a link; null where there is no such link.</summary>
    public async Task<JsonObject?> ExportAsync(Guid linkId, string who, CancellationToken ct = default)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var (links, _) = await FamilyAsync(db, linkId, ct);
        if (links.Count == 0) return null;
        var given = new JsonObject { ["madeAt"] = clock.GetUtcNow(), ["links"] = new JsonArray() };
        foreach (var link in links) given["links"]!.AsArray().Add(await OneAsync(db, link, ct));
        db.Audit.Add(new AuditEntry(ids.New(), clock.GetUtcNow(), who, "person.exported", $"link/{linkId:N}", $"{who} had the data of one person given out: {links.Count} links.") { Changes = AuditChange.Of("given out", null, links.Count) });
        await db.SaveChangesAsync(ct);
        return given;
    }

    /// <summary>
    /// Erases all that is kept of the records of a link, and sees to it that no run takes them up again: from now on they are neither
    /// linked nor created nor changed by SesamTalk, whatever the systems hold. Null where there is no such link. Backups are not reached.
    /// </summary>
    public async Task<Erased?> EraseAsync(Guid linkId, string who, CancellationToken ct = default)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var (links, places) = await FamilyAsync(db, linkId, ct);
        if (links.Count == 0) return null;
        // First the marks: a run that begins meanwhile does not bring back what goes.
        foreach (var (system, entity, id) in places) await erasures.AddAsync(system, entity, id, ct);
        if (db.Database.IsSqlite()) await db.Database.ExecuteSqlRawAsync("PRAGMA secure_delete=ON", ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var gone = links.Select(link => link.Id).ToList();
        var erased = new Erased(
            links.Count, await db.History.Where(entry => gone.Contains(entry.LinkId)).ExecuteDeleteAsync(ct), await db.Writes.Where(write => gone.Contains(write.LinkId)).ExecuteDeleteAsync(ct),
            await db.Conflicts.Where(one => one.LinkId != null && gone.Contains(one.LinkId.Value)).ExecuteDeleteAsync(ct) + await db.Decisions.Where(one => one.LinkId != null && gone.Contains(one.LinkId.Value)).ExecuteDeleteAsync(ct),
            await ForgetPlansAsync(db, links, ct));
        await db.Baselines.Where(one => gone.Contains(one.LinkId)).ExecuteDeleteAsync(ct);
        await db.LinkWords.Where(one => gone.Contains(one.LinkId)).ExecuteDeleteAsync(ct);
        await db.Links.Where(link => gone.Contains(link.Id)).ExecuteDeleteAsync(ct);
        foreach (var link in links)
        {
            await db.UnlinkedRecords.Where(one => one.DataflowId == link.DataflowId && (one.Id == link.A && one.Side == Side.A || one.Id == link.B && one.Side == Side.B)).ExecuteDeleteAsync(ct);
            string[] alone = [Conflicts.PersonDecision.OfRecord(Side.A, link.A), Conflicts.PersonDecision.OfRecord(Side.B, link.B)];
            await db.Conflicts.Where(one => one.DataflowId == link.DataflowId && one.LinkId == null && alone.Contains(one.Subject)).ExecuteDeleteAsync(ct);
        }

        db.Audit.Add(new AuditEntry(ids.New(), clock.GetUtcNow(), who, "person.erased", $"link/{linkId:N}", $"{who} erased the data of one person: {links.Count} links, {erased.History} entries of history, {erased.Writes} writes. It is not taken up again.") { Changes = AuditChange.Of("links kept", links.Count, 0) });
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        if (db.Database.IsSqlite()) await db.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)", ct);
        return erased;
    }

    // The links that share a record with this one, over all dataflows, and the places of their records.
    private async Task<(List<Link> Links, HashSet<(string System, string Entity, RecordId Id)> Places)> FamilyAsync(TalkDb db, Guid linkId, CancellationToken ct)
    {
        // By one name for each system, so that one that was added twice is one place.
        var same = await erasures.SameAsync(ct);
        var flows = (await dataflows.AllAsync(ct)).Select(flow => flow with { A = Named(flow.A, same), B = Named(flow.B, same) }).ToDictionary(flow => flow.Id);
        Dictionary<Guid, Link> found = [];
        HashSet<(string, string, RecordId)> places = [];
        var next = new Queue<Link>(await db.Links.AsNoTracking().Where(link => link.Id == linkId).ToListAsync(ct));
        while (next.TryDequeue(out var link))
        {
            if (!found.TryAdd(link.Id, link)) continue;
            var fresh = Enum.GetValues<Side>().Select(side => Place(flows, link, side)).OfType<(string, string, RecordId)>().Where(places.Add).ToList();
            foreach (var place in fresh) next = new([.. next, .. await AtAsync(db, flows, place, ct)]);
        }

        return ([.. found.Values], places);
    }

    private static DataflowSide Named(DataflowSide side, SameSystems same) => side.SystemId is { } id ? side with { SystemId = same.FirstOf(id) } : side;

    private static async Task<IEnumerable<Link>> AtAsync(TalkDb db, Dictionary<string, Dataflow> flows, (string System, string Entity, RecordId Id) place, CancellationToken ct)
    {
        var sameId = await db.Links.AsNoTracking().Where(one => one.A == place.Id || one.B == place.Id).ToListAsync(ct);
        return sameId.Where(one => Enum.GetValues<Side>().Any(side => Place(flows, one, side) == place));
    }

    private static (string System, string Entity, RecordId Id)? Place(Dictionary<string, Dataflow> flows, Link link, Side side) =>
        flows.TryGetValue(link.DataflowId, out var flow) && flow.On(side).SystemId is { } system && flow.Pairs.FirstOrDefault(pair => pair.Id == link.PairId) is { } pair ? (system, FoldedName.Of(pair.On(side).Entity), link.On(side)) : null;

    private static async Task<int> ForgetPlansAsync(TalkDb db, List<Link> links, CancellationToken ct)
    {
        var (flows, gone) = (links.Select(link => link.DataflowId).Distinct().ToList(), links.Select(link => link.Id).ToHashSet());
        var count = 0;
        foreach (var plan in await db.Plans.AsNoTracking().Where(plan => flows.Contains(plan.DataflowId)).ToListAsync(ct))
        {
            var left = plan.Body.Items.RemoveAll(item => item.LinkId is { } link && gone.Contains(link) || links.Exists(one => one.PairId == item.PairId && (item.Label == one.LabelA || item.Label == one.LabelB)));
            if (left.Length == plan.Body.Items.Length) continue;
            count += plan.Body.Items.Length - left.Length;
            db.Plans.Update(plan with { Body = plan.Body with { Items = left } });
        }

        await db.SaveChangesAsync(ct);
        return count;
    }

    private static async Task<JsonObject> OneAsync(TalkDb db, Link link, CancellationToken ct)
    {
        var history = await db.History.AsNoTracking().Where(entry => entry.LinkId == link.Id).OrderBy(entry => entry.At).ToListAsync(ct);
        var writes = await db.Writes.AsNoTracking().Where(write => write.LinkId == link.Id).OrderBy(write => write.IntendedAt).ToListAsync(ct);
        var conflicts = await db.Conflicts.AsNoTracking().Where(one => one.LinkId == link.Id).ToListAsync(ct);
        return new JsonObject
        {
            ["dataflow"] = link.DataflowId, ["pair"] = link.PairId, ["a"] = link.A.Text, ["nameInA"] = link.LabelA, ["b"] = link.B.Text, ["nameInB"] = link.LabelB, ["state"] = link.State.ToString(), ["linkedAt"] = link.LinkedAt, ["because"] = link.Because.ToString(),
            ["history"] = new JsonArray([.. history.Select(entry => new JsonObject { ["at"] = entry.At, ["because"] = entry.Because.ToString(), ["seenInA"] = Of(entry.SeenA), ["seenInB"] = Of(entry.SeenB), ["writtenToA"] = Of(entry.WrittenA), ["writtenToB"] = Of(entry.WrittenB) })]),
            ["writes"] = new JsonArray([.. writes.Select(write => new JsonObject { ["at"] = write.IntendedAt, ["to"] = write.Side.ToString(), ["act"] = write.Act.ToString(), ["state"] = write.State.ToString(), ["before"] = Of(write.Before), ["sent"] = Of(write.Sent) })]),
            ["conflicts"] = new JsonArray([.. conflicts.Select(one => new JsonObject { ["about"] = one.Subject, ["openedAt"] = one.OpenedAt, ["settledAt"] = one.SettledAt, ["inA"] = one.A, ["inB"] = one.B })]),
        };
    }

    private static JsonObject Of(ValueMap values) => new(values.Pairs.Select(pair => KeyValuePair.Create(pair.Key, pair.Value is null ? null : (JsonNode?)Values.Text(pair.Value))));
}
