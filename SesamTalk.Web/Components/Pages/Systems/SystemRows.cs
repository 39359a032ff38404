using Microsoft.EntityFrameworkCore;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;
using SesamTalk.Web.Components.Shared;

namespace SesamTalk.Web.Components.Pages.Systems;

/// <summary>Reads what the systems pages show. It asks no system anything.</summary>
public sealed class SystemRows(SystemStore systems, DataflowStore dataflows, SystemMemory memory, PopulationCounts counts, IDbContextFactory<TalkDb> databases)
{
    /// <summary>All systems by name: those connected, then those that dataflows name and nobody has connected.</summary>
    public async Task<IReadOnlyList<SystemRow>> AllAsync(SystemNames names, CancellationToken ct)
    {
        var connected = await systems.AllAsync(ct);
        var flows = await dataflows.AllAsync(ct);
        var counted = await counts.AllAsync(ct);
        var runs = await LastRunsAsync(ct);
        List<SystemRow> rows = [];
        foreach (var system in connected) rows.Add(Row(system.Id, system.Name, system, flows, counted, await memory.CheckAsync(system.Id, ct), runs));
        var missing = from flow in flows
                      from side in new[] { flow.A, flow.B }
                      where side.SystemId is not null && connected.All(system => system.Id != side.SystemId)
                      select (Id: side.SystemId!, Name: names.Of(side));
        rows.AddRange(missing.DistinctBy(side => side.Id).OrderBy(side => side.Name, StringComparer.CurrentCulture).Select(side => Row(side.Id, side.Name, null, flows, counted, null, runs)));
        return rows;
    }

    /// <summary>One system; null where none of that id is connected.</summary>
    public async Task<SystemRow?> FindAsync(string id, CancellationToken ct)
    {
        if (await systems.FindAsync(id, ct) is not { } system) return null;
        return Row(id, system.Name, system, await dataflows.AllAsync(ct), await counts.AllAsync(ct), await memory.CheckAsync(id, ct), await LastRunsAsync(ct));
    }

    /// <summary>Whether a side of a dataflow is this system.</summary>
    public static bool Uses(Dataflow flow, string id, out Side side)
    {
        side = flow.A.SystemId == id ? Side.A : Side.B;
        return flow.On(side).SystemId == id;
    }

    private static SystemRow Row(
        string id, string name, ConnectedSystem? system, IReadOnlyList<Dataflow> flows, IReadOnlyDictionary<string, DataflowCounts> counted, StoredCheck? check, IReadOnlyList<Run> runs)
    {
        List<Dataflow> users = [.. flows.Where(flow => Uses(flow, id, out _))];
        var waiting = users.Sum(flow => counted.GetValueOrDefault(flow.Id)?.All.Of(Headline.Waiting) ?? 0);
        return new(id, name, system, users, waiting, check, [.. runs.Where(run => users.Any(flow => flow.Id == run.DataflowId))]);
    }

    private async Task<IReadOnlyList<Run>> LastRunsAsync(CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var last = await db.Dataflows.AsNoTracking()
            .Select(flow => db.Runs.Where(run => run.DataflowId == flow.Id && run.EndedAt != null && run.Trigger != RunTrigger.Verify).OrderByDescending(run => run.StartedAt).FirstOrDefault())
            .ToListAsync(ct);
        return [.. last.OfType<Run>()];
    }
}
