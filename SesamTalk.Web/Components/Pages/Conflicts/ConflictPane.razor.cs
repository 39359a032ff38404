using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;
using SesamTalk.Web.Components.Shared;

namespace SesamTalk.Web.Components.Pages.Conflicts;

/// <summary>Beside the inbox, where there is room: the conflict at hand as it is stored. Neither system is asked before it is opened.</summary>
public sealed partial class ConflictPane(
    IStringLocalizer<ConflictTexts> t, ConflictWords words, SystemNames names, Claims claims, LinkHistory history, IDbContextFactory<TalkDb> databases) : TalkPage
{
    private const int Latest = 4;
    private IReadOnlyList<OpenConflict> _others = [];
    private IReadOnlyList<HistoryEntry> _past = [];
    private Guid _loaded;

    [Parameter, EditorRequired] public required ConflictRow Row { get; set; }

    [Parameter] public Dataflow? Dataflow { get; set; }

    /// <summary>What lies in the tray for it; null for nothing.</summary>
    [Parameter] public DecisionChoice? Chosen { get; set; }

    /// <summary>Who looks at it or keeps it.</summary>
    [Parameter] public IEnumerable<Claim> Held { get; set; } = [];

    /// <summary>How many records wait for it.</summary>
    [Parameter] public int Behind { get; set; }

    [Parameter, EditorRequired] public EventCallback<(ConflictRow Row, DecisionChoice Choice)> OnChoose { get; set; }

    protected override Task OnParametersSetAsync()
    {
        if (_loaded == Row.Conflict.Id) return Task.CompletedTask;
        _loaded = Row.Conflict.Id;
        (_others, _past) = ([], []);
        return LoadAsync(async ct =>
        {
            if (Row.Conflict.LinkId is not { } link) return;
            await using var db = await databases.CreateDbContextAsync(ct);
            _others = await db.Conflicts.AsNoTracking().Where(c => c.LinkId == link && c.SettledAt == null && c.Id != Row.Conflict.Id).OrderBy(c => c.Id).ToListAsync(ct);
            _past = [.. (await history.OfAsync(link, ct)).TakeLast(Latest).Reverse()];
        });
    }

    private string NameOf(Side side) => Dataflow is null ? side.ToString() : names.Of(Dataflow.On(side));
}
