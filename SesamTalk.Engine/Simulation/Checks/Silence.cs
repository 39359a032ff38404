using Microsoft.EntityFrameworkCore;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Runs;

namespace SesamTalk.Engine.Simulation.Checks;

/// <summary>I7, I19: at rest, more runs write nothing and move nothing, and a preview touches nothing at all.</summary>
internal static class Silence
{
    /// <summary>Runs everything three more times: a preview, a full one, and one after a restart.</summary>
    public static async Task<List<Violation>> CheckAsync(World world)
    {
        var (found, before) = (new List<Violation>(), await KeptAsync(world));
        foreach (var (kind, how) in new[] { (RunKind.DryRun, "a preview"), (RunKind.Everything, "a full run"), (RunKind.Changes, "a run after a restart") })
        {
            if (kind == RunKind.Changes) await world.RestartAsync();
            foreach (var dataflow in world.Shape.Dataflows)
            {
                var effects = world.Systems.Values.Sum(system => system.Effects.Count);
                world.Clock.Advance(TimeSpan.FromMinutes(3));
                await world.RunAsync(dataflow.Id, kind);
                var invariant = kind == RunKind.DryRun ? "I19" : "I7";
                var after = await KeptAsync(world);
                if (world.Systems.Values.Sum(system => system.Effects.Count) > effects) found.Add(new(invariant, $"{how} of {dataflow.Id} wrote although all was at rest"));
                else if (after != before) found.Add(new(invariant, $"{how} of {dataflow.Id} changed what is remembered although all was at rest: {Difference(before, after)}"));
                before = after;
            }
        }

        return found;
    }

    // What a system refuses for good is tried again, later and later; that is no unrest.
    private static async Task<string> KeptAsync(World world)
    {
        await using var db = await world.Databases.CreateDbContextAsync();
        var links = (await db.Links.AsNoTracking().ToListAsync()).Select(l => $"link {l.Id} {l.A} {l.B} {l.State} {l.Reason} {l.AsksPerson} {(l.State == Population.Failing ? "" : $"{l.ChangedAt:O}")}");
        var conflicts = (await db.Conflicts.AsNoTracking().ToListAsync()).Select(c => $"conflict {c.Id} {c.A} {c.B} {c.SettledAt:O} {c.ChangedAt:O}");
        var unlinked = (await db.UnlinkedRecords.AsNoTracking().ToListAsync()).Select(u => $"unlinked {u.PairId} {u.Side} {u.Id} {u.State} {u.Reason} {(u.State == Population.Failing ? "" : $"{u.SeenAt:O}")}");
        var writes = (await db.Writes.AsNoTracking().Where(w => w.State != WriteState.Rejected).ToListAsync()).Select(w => $"write {w.Id} {w.State}");
        var baselines = await db.Database.SqlQueryRaw<string>("SELECT \"LinkId\" || ' ' || \"AgreedAt\" AS \"Value\" FROM \"Baselines\" ORDER BY \"LinkId\"").ToListAsync();
        return string.Join('\n', links.Concat(conflicts).Concat(unlinked).Concat(writes).Order(StringComparer.Ordinal).Concat(baselines.Select(b => $"baseline {b}")));
    }

    private static string Difference(string before, string after)
    {
        var (old, now) = (before.Split('\n'), after.Split('\n'));
        return $"-[{string.Join("; ", old.Except(now).Take(2))}] +[{string.Join("; ", now.Except(old).Take(2))}]";
    }
}
