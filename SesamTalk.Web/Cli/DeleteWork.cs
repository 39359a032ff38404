using Microsoft.EntityFrameworkCore;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Storage;
using SesamTalk.Engine.Sync;

namespace SesamTalk.Web.Cli;

/// <summary>Lists, approves and rejects deletes that wait, for a verb.</summary>
internal static class DeleteWork
{
    public static async Task<VerbAnswer> DoAsync(IServiceProvider services, DeleteRequest request, CancellationToken cancellationToken)
    {
        if (request.What == "list") return await ListAsync(services, request.Ids[0], cancellationToken);
        if (Array.Find(request.Ids, id => !Guid.TryParse(id, out _)) is { } wrong) return VerbAnswer.BadInput($"“{wrong}” is no id of a link. Nothing was changed.");
        var verbs = services.GetRequiredService<DecisionVerbs>();
        var answers = new List<VerbAnswer>();
        foreach (var link in request.Ids.Select(Guid.Parse))
        {
            var answer = request.What == "approve" ? await verbs.ApproveDeleteAsync(link, request.Who, cancellationToken) : await verbs.KeepInsteadAsync(link, request.Anew, request.Who, cancellationToken);
            var said = DecisionText.Of(answer);
            answers.Add(said with { Text = said.Text.Length > 0 ? $"{link}: {said.Text}" : "", Error = said.Error.Length > 0 ? $"{link}: {said.Error}" : "" });
        }

        return new(answers.Max(answer => answer.Exit), string.Join(Environment.NewLine, answers.Select(answer => answer.Text).Where(text => text.Length > 0)), Error: string.Join(Environment.NewLine, answers.Select(answer => answer.Error).Where(text => text.Length > 0)));
    }

    private static async Task<VerbAnswer> ListAsync(IServiceProvider services, string dataflow, CancellationToken cancellationToken)
    {
        await using var db = await services.GetRequiredService<IDbContextFactory<TalkDb>>().CreateDbContextAsync(cancellationToken);
        var links = await db.Links.AsNoTracking().Where(link => link.State == Population.Deleted && link.AsksPerson && (dataflow == "" || link.DataflowId == dataflow)).OrderBy(link => link.ChangedAt).ThenBy(link => link.Id).ToListAsync(cancellationToken);
        var text = links.Count == 0 ? "No delete waits." : string.Join(Environment.NewLine, links.Select(link => $"{link.Id}  {link.DataflowId}  {link.PairId}  {link.LabelA} ({link.A}) ↔ {link.LabelB} ({link.B}): {link.Reason}"));
        return new(ExitCode.Done, text, VerbJson.Of(new { Deletes = links.Select(link => new { Link = link.Id, Dataflow = link.DataflowId, Pair = link.PairId, A = link.A.Text, link.LabelA, B = link.B.Text, link.LabelB, Reason = link.Reason.ToString(), Since = link.ChangedAt }) }));
    }
}
