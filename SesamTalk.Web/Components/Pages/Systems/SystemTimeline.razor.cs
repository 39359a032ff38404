using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using SesamTalk.Engine.Storage;
using SesamTalk.Web.Components.Shared;

namespace SesamTalk.Web.Components.Pages.Systems;

/// <summary>Who changed what in a system's connection, newest first.</summary>
public sealed partial class SystemTimeline(IStringLocalizer<SystemTexts> t, AuditWords words, IDbContextFactory<TalkDb> databases) : TalkPage
{
    private const int Newest = 100;
    private IReadOnlyList<TimelineEntry>? _entries;
    private (string, int) _loaded = ("", -1);

    [Parameter, EditorRequired] public string SystemId { get; set; } = "";

    /// <summary>How often the connection was saved while it is shown; a new number means there is something new to read.</summary>
    [Parameter] public int Saved { get; set; }

    protected override Task OnParametersSetAsync()
    {
        if (_loaded == (SystemId, Saved)) return Task.CompletedTask;
        _loaded = (SystemId, Saved);
        return LoadAsync(async ct =>
        {
            await using var db = await databases.CreateDbContextAsync(ct);
            var subject = "system/" + SystemId;
            var audit = await db.Audit.AsNoTracking().Where(entry => entry.Subject == subject).OrderByDescending(entry => entry.At).Take(Newest).ToListAsync(ct);
            _entries = [.. audit.Select(entry => new TimelineEntry(entry.At, words.Of(entry)))];
        });
    }
}
