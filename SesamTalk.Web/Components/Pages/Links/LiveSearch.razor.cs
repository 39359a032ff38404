using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Storage;
using SesamTalk.Engine.Sync;
using SesamTalk.Web.Components.Shared;

namespace SesamTalk.Web.Components.Pages.Links;

/// <summary>Has both systems of a dataflow asked for what was typed, where no link has it: only when the reader says so, since each question is one to a system.</summary>
public sealed partial class LiveSearch(IStringLocalizer<LinkTexts> t, RecordSearch search, SystemNames names, IDbContextFactory<TalkDb> databases, ILogger<LiveSearch> log) : ComponentBase, IDisposable
{
    private CancellationTokenSource? _asking;
    private AskedSystems? _asked;
    private IReadOnlyDictionary<(Side, RecordId), Guid> _links = new Dictionary<(Side, RecordId), Guid>();
    private string? _failed, _askedFor;

    [Parameter, EditorRequired] public required Dataflow Dataflow { get; set; }

    /// <summary>What was typed.</summary>
    [Parameter, EditorRequired] public string Text { get; set; } = "";

    private string A => names.Of(Dataflow.A);

    private string B => names.Of(Dataflow.B);

    // What was asked for is no answer to something else that is typed.
    protected override void OnParametersSet()
    {
        if (_askedFor is null || _askedFor == Dataflow.Id + Text) return;
        Stop();
        (_asked, _failed, _askedFor) = (null, null, null);
    }

    private async Task AskAsync()
    {
        using var asking = new CancellationTokenSource();
        (_asking, _askedFor) = (asking, Dataflow.Id + Text);
        try
        {
            var asked = await search.OfAsync(Dataflow, Text, asking.Token);
            await using var db = await databases.CreateDbContextAsync(asking.Token);
            var ids = asked.Found.Select(record => record.Id).Distinct().ToList();
            var links = await db.Links.AsNoTracking().Where(link => link.DataflowId == Dataflow.Id && (ids.Contains(link.A) || ids.Contains(link.B))).ToListAsync(asking.Token);
            _links = asked.Found.Select(record => (Key: (record.Side, record.Id), Link: links.Find(link => link.PairId == record.PairId && link.On(record.Side) == record.Id)))
                .Where(one => one.Link is not null).DistinctBy(one => one.Key).ToDictionary(one => one.Key, one => one.Link!.Id);
            _asked = asked;
        }
        catch (OperationCanceledException)
        {
            // Nobody waits for it any more.
        }
        catch (Exception failure)
        {
            _failed = References.New();
            TalkPageLog.LoadFailed(log, nameof(LiveSearch), _failed, failure);
        }
        finally
        {
            if (_asking == asking) _asking = null;
        }
    }

    private void Stop() => _asking?.Cancel();

    public void Dispose() => _asking?.Cancel();
}
