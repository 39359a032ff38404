using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Storage;
using SesamTalk.Engine.Sync;

namespace SesamTalk.Web.Cli;

/// <summary>Lists, shows and decides conflicts for a verb.</summary>
internal static class ConflictWork
{
    /// <summary>What a person writes for each choice.</summary>
    public static ImmutableSortedDictionary<string, DecisionChoice> Choices { get; } = new Dictionary<string, DecisionChoice>
    {
        ["a"] = DecisionChoice.TakeA, ["b"] = DecisionChoice.TakeB, ["base"] = DecisionChoice.TakeBase, ["own"] = DecisionChoice.OwnValues,
        ["delete"] = DecisionChoice.Delete, ["anew"] = DecisionChoice.CreateAnew, ["apart"] = DecisionChoice.KeepApart, ["link"] = DecisionChoice.LinkTogether,
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    public static async Task<VerbAnswer> DoAsync(IServiceProvider services, ConflictRequest request, CancellationToken cancellationToken)
    {
        if (request.What == "list") return await ListAsync(services, request.Id, cancellationToken);
        if (!Guid.TryParse(request.Id, out var id)) return VerbAnswer.BadInput($"“{request.Id}” is no id of a conflict. Nothing was changed.");
        if (await services.GetRequiredService<DecisionStore>().ConflictAsync(id, cancellationToken) is not { } conflict) return VerbAnswer.BadInput($"There is no conflict {id}. Nothing was changed.");
        return request.What == "show" ? new(ExitCode.Done, Text(conflict), VerbJson.Of(Json(conflict))) : await DecideAsync(services, conflict, request, cancellationToken);
    }

    private static async Task<VerbAnswer> ListAsync(IServiceProvider services, string dataflow, CancellationToken cancellationToken)
    {
        await using var db = await services.GetRequiredService<IDbContextFactory<TalkDb>>().CreateDbContextAsync(cancellationToken);
        var open = await db.Conflicts.AsNoTracking().Where(conflict => conflict.SettledAt == null && (dataflow == "" || conflict.DataflowId == dataflow)).OrderBy(conflict => conflict.OpenedAt).ThenBy(conflict => conflict.Id).ToListAsync(cancellationToken);
        var text = open.Count == 0 ? "Nothing waits for a decision." : string.Join(Environment.NewLine, open.Select(conflict => $"{conflict.Id}  {conflict.DataflowId}  {conflict.PairId}  {conflict.Sentence}"));
        return new(ExitCode.Done, text, VerbJson.Of(new { Conflicts = open.Select(Json) }));
    }

    private static async Task<VerbAnswer> DecideAsync(IServiceProvider services, OpenConflict conflict, ConflictRequest request, CancellationToken cancellationToken)
    {
        var (verbs, choice) = (services.GetRequiredService<DecisionVerbs>(), Choices[request.Choice]);
        if (request.With is { } partner && choice == DecisionChoice.LinkTogether) return DecisionText.Of(await verbs.ChooseAsync(conflict, new RecordId(partner), request.Who, cancellationToken));
        var own = await services.GetRequiredService<OwnValues>().ReadAsync(conflict, request.A, request.B, cancellationToken);
        return own.Why is { } why ? VerbAnswer.BadInput($"{why} Nothing was changed.") : DecisionText.Of(await verbs.SettleAsync(conflict, choice, request.Who, own.A, own.B, cancellationToken));
    }

    private static string Text(OpenConflict conflict) => string.Join(Environment.NewLine, new[]
    {
        $"{conflict.Id}  {conflict.DataflowId}  {conflict.PairId}  {conflict.Subject}", $"  {conflict.Sentence}",
        $"  before: {conflict.Base ?? "-"}", $"  A: {conflict.A ?? "-"}", $"  B: {conflict.B ?? "-"}",
        $"  open since {conflict.OpenedAt:yyyy-MM-dd HH:mm} UTC{(conflict.SettledAt is { } at ? $", settled {at:yyyy-MM-dd HH:mm} UTC: {conflict.Settlement}" : "")}",
    }.Concat(conflict.Candidates().Select(one => $"  --with {one.Id}: {one.Label}")));

    private static object Json(OpenConflict conflict) => new
    {
        conflict.Id,
        Dataflow = conflict.DataflowId,
        Pair = conflict.PairId,
        Link = conflict.LinkId,
        conflict.Subject,
        conflict.Kind,
        conflict.Base,
        conflict.A,
        conflict.B,
        Candidates = conflict.Candidates().Select(one => new { Id = one.Id.Text, one.Label }),
        Sentence = conflict.Sentence.ToString(),
        conflict.OpenedAt,
        conflict.ChangedAt,
        conflict.SettledAt,
        Settlement = conflict.Settlement?.ToString(),
    };
}
