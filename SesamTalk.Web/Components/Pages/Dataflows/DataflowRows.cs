using Microsoft.EntityFrameworkCore;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;

namespace SesamTalk.Web.Components.Pages.Dataflows;

/// <summary>Reads what the dataflow pages show; three queries, however many dataflows there are.</summary>
public sealed class DataflowRows(DataflowStore dataflows, PopulationCounts counts, IDbContextFactory<TalkDb> databases)
{
    /// <summary>All dataflows with their counts and last runs; those of a checklist being verified are none of theirs.</summary>
    public async Task<IReadOnlyList<DataflowRow>> AllAsync(CancellationToken ct)
    {
        var all = await dataflows.AllAsync(ct);
        var counted = await counts.AllAsync(ct);
        await using var db = await databases.CreateDbContextAsync(ct);
        var last = await db.Dataflows.AsNoTracking()
            .Select(flow => db.Runs.Where(run => run.DataflowId == flow.Id && run.Trigger != RunTrigger.Verify).OrderByDescending(run => run.StartedAt).FirstOrDefault())
            .ToListAsync(ct);
        var runs = last.OfType<Run>().ToDictionary(run => run.DataflowId);
        return [.. all.Select(flow => new DataflowRow(flow, counted.GetValueOrDefault(flow.Id)?.All ?? new Counts([]), runs.GetValueOrDefault(flow.Id)))];
    }

    /// <summary>One dataflow with its counts by pair and its last run; null where there is none of that id.</summary>
    public async Task<(DataflowRow Row, DataflowCounts Counts)?> FindAsync(string id, CancellationToken ct)
    {
        if (await dataflows.FindAsync(id, ct) is not { } flow) return null;
        var counted = await counts.OfAsync(id, ct);
        await using var db = await databases.CreateDbContextAsync(ct);
        var last = await db.Runs.AsNoTracking().Where(run => run.DataflowId == id && run.Trigger != RunTrigger.Verify).OrderByDescending(run => run.StartedAt).FirstOrDefaultAsync(ct);
        return (new DataflowRow(flow, counted.All, last), counted);
    }
}
