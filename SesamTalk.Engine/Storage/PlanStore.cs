using Microsoft.EntityFrameworkCore;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;

namespace SesamTalk.Engine.Storage;

/// <summary>The stored plans.</summary>
public sealed class PlanStore(IDbContextFactory<TalkDb> databases, TimeProvider clock, Identifiers ids)
{
    /// <summary>Stores a plan, or what became of it.</summary>
    public async Task SaveAsync(StoredPlan plan, CancellationToken ct = default)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        if (await db.Plans.AnyAsync(stored => stored.Id == plan.Id, ct)) db.Plans.Update(plan);
        else db.Plans.Add(plan);
        await db.SaveChangesAsync(ct);
    }

    /// <summary>A plan by its id, or null.</summary>
    public async Task<StoredPlan?> FindAsync(Guid id, CancellationToken ct = default)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.Plans.AsNoTracking().SingleOrDefaultAsync(plan => plan.Id == id, ct);
    }

    /// <summary>The plan that a run made, or null where it made none that is kept.</summary>
    public async Task<StoredPlan?> OfRunAsync(Guid runId, CancellationToken ct = default)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.Plans.AsNoTracking().FirstOrDefaultAsync(plan => plan.RunId == runId, ct);
    }

    /// <summary>Moves a plan from one of some states to another, with who did it; false where it is in none of them (any more).</summary>
    public async Task<bool> MoveAsync(Guid id, IReadOnlyCollection<PlanState> from, PlanState to, string who, CancellationToken ct = default)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var now = clock.GetUtcNow();
        var before = await db.Plans.Where(plan => plan.Id == id).Select(plan => plan.State).FirstOrDefaultAsync(ct);
        var changed = await db.Plans.Where(plan => plan.Id == id && from.Contains(plan.State))
            .ExecuteUpdateAsync(set => set.SetProperty(plan => plan.State, to).SetProperty(plan => plan.DecidedBy, who).SetProperty(plan => plan.DecidedAt, now), ct);
        if (changed == 0) return false;
        db.Audit.Add(new(ids.New(), now, who, "plan", "plan/" + id.ToString("N"), $"{who} moved the plan on: {before} → {to}.") { Changes = AuditChange.Of("state", before, to) });
        await db.SaveChangesAsync(ct);
        return true;
    }
}
