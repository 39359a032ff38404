using Microsoft.EntityFrameworkCore;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;

namespace SesamTalk.Web.Cli;

/// <summary>Finds what a verb names: the run or link that is to be undone, and the links of single records.</summary>
internal static class UndoWork
{
    public static async Task<VerbAnswer> FindAsync(IServiceProvider services, UndoRequest request, CancellationToken cancellationToken)
    {
        await using var db = await services.GetRequiredService<IDbContextFactory<TalkDb>>().CreateDbContextAsync(cancellationToken);
        if (request.Link is { } said && !Guid.TryParse(said, out _)) return VerbAnswer.BadInput($"“{said}” is no id of a link. Nothing was undone.");
        Guid? link = request.Link is { } text ? Guid.Parse(text) : null;
        var run = request.Run is { } name
            ? Guid.TryParse(name, out var id) ? await db.Runs.AsNoTracking().SingleOrDefaultAsync(stored => stored.Id == id, cancellationToken) : null
            : await LastWriterAsync(db, link!.Value, cancellationToken);
        if (run is null) return VerbAnswer.BadInput(request.Run is { } unknown ? $"There is no run {unknown}. Nothing was undone." : $"No run has written to the link {link}. Nothing was undone.");
        return new(ExitCode.Done, Json: VerbJson.Of(new NamedUndo(run.DataflowId, new UndoScope(run.Id, link, request.Property))));
    }

    /// <summary>The links of records given as ENTITY:ID or by the link's own id. A record that no run has linked yet is bad input.</summary>
    public static async Task<VerbAnswer> RecordsAsync(IServiceProvider services, RecordsRequest request, CancellationToken cancellationToken)
    {
        if (await services.GetRequiredService<DataflowStore>().FindAsync(request.DataflowId, cancellationToken) is not { } dataflow) return new(ExitCode.Done, Json: VerbJson.Of(Array.Empty<Guid>()));
        var (memory, found) = (services.GetRequiredService<SyncMemory>(), new List<Guid>());
        foreach (var record in request.Records)
        {
            var links = Guid.TryParse(record, out var link)
                ? (await memory.LinksByIdAsync([link], cancellationToken)).Where(known => known.DataflowId == dataflow.Id).ToList()
                : record.Split(':', 2) is [var entity, var id] ? await LinksAsync(memory, dataflow, entity, new RecordId(id), cancellationToken) : null;
            if (links is null) return VerbAnswer.BadInput($"--only {record}: write ENTITY:ID. Nothing was done.");
            if (links.Count == 0) return VerbAnswer.BadInput($"--only {record}: no run has linked such a record in {dataflow.Id}; run the whole dataflow. Nothing was done.");
            found.AddRange(links.Select(known => known.Id));
        }

        return new(ExitCode.Done, Json: VerbJson.Of(found.Distinct()));
    }

    // An aspect's name begins with its entity's: "Customers" will do for "Customers person".
    internal static async Task<List<Link>> LinksAsync(SyncMemory memory, Dataflow dataflow, string entity, RecordId id, CancellationToken cancellationToken)
    {
        var links = new List<Link>();
        foreach (var (pair, side) in dataflow.Pairs.SelectMany(pair => new[] { (pair, Side.A), (pair, Side.B) }))
        {
            if (FoldedName.Of(pair.On(side).Entity).StartsWith(FoldedName.Of(entity), StringComparison.Ordinal)) links.AddRange((await memory.LinksAsync(dataflow.Id, pair.Id, side, [id], cancellationToken)).Values);
        }

        return links;
    }

    private static async Task<Run?> LastWriterAsync(TalkDb db, Guid link, CancellationToken cancellationToken)
    {
        var last = await db.Writes.AsNoTracking().Where(write => write.LinkId == link && write.State == WriteState.Done).OrderByDescending(write => write.IntendedAt).ThenByDescending(write => write.Id)
            .FirstOrDefaultAsync(cancellationToken);
        return last is null ? null : await db.Runs.AsNoTracking().SingleAsync(run => run.Id == last.RunId, cancellationToken);
    }
}
