using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Storage;
using SesamTalk.Engine.Sync;

namespace SesamTalk.Web.Cli;

/// <summary>Shows a link or a record without a partner, and does what a person asks of it, for a verb.</summary>
internal static class LinkWork
{
    private const int Shown = 10;

    public static async Task<VerbAnswer> DoAsync(IServiceProvider services, LinkRequest request, CancellationToken cancellationToken)
    {
        var (links, alone, why) = await FindAsync(services, request.Record, cancellationToken);
        if (why is not null) return VerbAnswer.BadInput(why);
        if (links.Count + alone.Count != 1)
        {
            var found = links.Select(link => $"{link.Id} ({link.PairId})").Concat(alone.Select(one => $"{one.Side}:{one.Id} without a partner in {one.PairId}"));
            return VerbAnswer.BadInput($"{request.Record} is {(links.Count + alone.Count == 0 ? "no record that a run has seen" : $"several: {string.Join(", ", found)}")}. Nothing was done.");
        }

        return links.Count == 1 ? await LinkAsync(services, links[0], request, cancellationToken) : await AloneAsync(services, alone[0], request, cancellationToken);
    }

    private static async Task<VerbAnswer> LinkAsync(IServiceProvider services, Link link, LinkRequest request, CancellationToken cancellationToken)
    {
        var (verbs, decisions) = (services.GetRequiredService<RecordVerbs>(), services.GetRequiredService<DecisionVerbs>());
        return request.What switch
        {
            "show" => await ShowAsync(services, link, cancellationToken),
            "pause" => Said(await verbs.PauseAsync(link.Id, request.Text ?? "", request.Who, cancellationToken), "Paused.", link),
            "resume" => Said(await verbs.ResumeAsync(link.Id, request.Who, cancellationToken), "Resumed; the next run looks at it.", link),
            "retry" => Said(await verbs.TryAgainAsync(link.Id, request.Who, cancellationToken), "The next run tries again.", link),
            "unlink" or "apart" => DecisionText.Of(await decisions.UnlinkAsync(link.Id, request.Who, cancellationToken)),
            _ => VerbAnswer.BadInput($"It has a partner: {link.LabelA} ({link.A}) ↔ {link.LabelB} ({link.B}). Take them apart first (link unlink), run, and go on then. Nothing was done."),
        };
    }

    private static async Task<VerbAnswer> AloneAsync(IServiceProvider services, UnlinkedRecord record, LinkRequest request, CancellationToken cancellationToken)
    {
        var (verbs, decisions) = (services.GetRequiredService<RecordVerbs>(), services.GetRequiredService<DecisionVerbs>());
        var partner = request.Text is { } text ? new RecordId(text) : (RecordId?)null;
        return request.What switch
        {
            "show" => new(ExitCode.Done, $"{record.DataflowId}  {record.PairId}  {record.Side}:{record.Id}  {record.Label}{Environment.NewLine}  {record.State}: {record.Reason}", VerbJson.Of(Json(record))),
            "resume" => Said(await verbs.ResumeAsync(record, request.Who, cancellationToken), "The next run takes it up again.", record.State),
            "retry" => Said(await verbs.TryAgainAsync(record, request.Who, cancellationToken), "The next run tries again.", record.State),
            "relink" => DecisionText.Of(await decisions.LinkAsync(record, partner!.Value, request.Who, cancellationToken)),
            "anew" => DecisionText.Of(await decisions.NoneFitsAsync(record, create: true, request.Who, cancellationToken)),
            "apart" when partner is { } other => DecisionText.Of(await decisions.NeverLinkAsync(record.DataflowId, record.PairId, record.Side == Side.A ? record.Id : other, record.Side == Side.A ? other : record.Id, request.Who, cancellationToken)),
            "apart" => DecisionText.Of(await decisions.NoneFitsAsync(record, create: false, request.Who, cancellationToken)),
            _ => VerbAnswer.BadInput($"It has no partner ({record.State}: {record.Reason}). Nothing was done."),
        };
    }

    private static async Task<VerbAnswer> ShowAsync(IServiceProvider services, Link link, CancellationToken cancellationToken)
    {
        var open = (await services.GetRequiredService<SyncMemory>().OpenConflictsAsync(link.DataflowId, cancellationToken)).Where(conflict => conflict.LinkId == link.Id).ToList();
        var history = (await services.GetRequiredService<LinkHistory>().OfAsync(link.Id, cancellationToken)).Reverse().Take(Shown).ToList();
        var lines = new List<string>
        {
            $"{link.Id}  {link.DataflowId}  {link.PairId}", $"  {link.LabelA} ({link.A}) ↔ {link.LabelB} ({link.B}), {link.Origin}: {link.Because}",
            $"  {link.State}{(link.Reason.IsEmpty ? "" : $": {link.Reason}")}{(link.NextTryAt is { } next ? $" (next try {next:yyyy-MM-dd HH:mm} UTC)" : "")}",
        };
        lines.AddRange(open.Select(conflict => $"  conflict {conflict.Id}: {conflict.Sentence}"));
        lines.AddRange(history.Select(entry => $"  {entry.At:yyyy-MM-dd HH:mm:ss} UTC: {entry.Because}"));
        return new(ExitCode.Done, string.Join(Environment.NewLine, lines), VerbJson.Of(new
        {
            link.Id, Dataflow = link.DataflowId, Pair = link.PairId, A = link.A.Text, link.LabelA, B = link.B.Text, link.LabelB, link.Origin, link.State, Reason = link.Reason.ToString(), link.LinkedAt, link.NextTryAt,
            Conflicts = open.Select(conflict => conflict.Id), History = history.Select(entry => new { entry.At, Run = entry.RunId, Because = entry.Because.ToString() }),
        }));
    }

    private static async Task<(IReadOnlyList<Link> Links, IReadOnlyList<UnlinkedRecord> Alone, string? Why)> FindAsync(IServiceProvider services, string record, CancellationToken cancellationToken)
    {
        var memory = services.GetRequiredService<SyncMemory>();
        if (Guid.TryParse(record, out var id)) return (await memory.LinksByIdAsync([id], cancellationToken), [], null);
        if (record.Split('/', 2) is not [var flow, var rest] || rest.Split(':', 2) is not [var entity, var own]) return ([], [], $"{record}: write a link's id, or DATAFLOW/ENTITY:ID. Nothing was done.");
        if (await services.GetRequiredService<DataflowStore>().FindAsync(flow, cancellationToken) is not { } dataflow) return ([], [], $"There is no dataflow '{flow}'. Nothing was done.");
        var links = await UndoWork.LinksAsync(memory, dataflow, entity, new RecordId(own), cancellationToken);
        var sides = dataflow.Pairs.SelectMany(pair => new[] { (pair.Id, Side.A, pair.A.Entity), (pair.Id, Side.B, pair.B.Entity) }).Where(place => FoldedName.Of(place.Entity).StartsWith(FoldedName.Of(entity), StringComparison.Ordinal)).Select(place => (place.Id, place.Item2)).ToHashSet();
        var alone = (await memory.UnlinkedAsync(dataflow.Id, cancellationToken)).Where(one => one.Id.Text == own && sides.Contains((one.PairId, one.Side))).ToList();
        return (links.DistinctBy(link => link.Id).ToList(), alone, null);
    }

    private static object Json(UnlinkedRecord record) => new { Dataflow = record.DataflowId, Pair = record.PairId, record.Side, Id = record.Id.Text, record.Label, record.State, Reason = record.Reason.ToString(), record.AsksPerson, record.NextTryAt };

    private static VerbAnswer Said(bool isDone, string done, Link link) => Said(isDone, done, link.State);

    private static VerbAnswer Said(bool isDone, string done, Population state) => isDone ? new(ExitCode.Done, done) : new(ExitCode.Failed, Error: $"There is nothing of that to do: it is {state}. Nothing was changed.");
}
