using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;
using SesamTalk.Web.Auth;
using SesamTalk.Web.Components.Shared;

namespace SesamTalk.Web.Components.Pages.Overview;

/// <summary>What happened since the reader was last here, in three lines; nothing where they were here a moment ago, or nothing did.</summary>
public sealed partial class AwayTile(Reader reader, IStringLocalizer<OverviewTexts> t, SettingStore settings, IDbContextFactory<TalkDb> databases, TimeProvider clock) : TalkPage
{
    // A look at another page is no absence, and each look need not be noted.
    private static readonly TimeSpan Absence = TimeSpan.FromMinutes(30), Pace = TimeSpan.FromMinutes(1);
    private Absent? _away;

    private sealed record Absent(DateTimeOffset Since, int ByRule, int New, int Written);

    private string Key => "reader-seen." + reader.Key;

    protected override Task OnInitializedAsync() => LoadAsync(async ct =>
    {
        if (!Answers) return;
        var now = clock.GetUtcNow();
        var known = DateTimeOffset.TryParse(await settings.GetAsync(Key, ct), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var seen);
        if (reader.IsPreview) return;
        reader.As(Act.KeepOwnAccount);
        if (!known || now - seen > Pace) await settings.SetAsync(Key, now.ToString("O", CultureInfo.InvariantCulture), ct);
        if (!known || now - seen < Absence) return;
        await using var db = await databases.CreateDbContextAsync(ct);
        var byRule = await db.Conflicts.CountAsync(one => one.Overruled != null && one.SettledAt >= seen, ct);
        var opened = await db.Conflicts.CountAsync(one => one.SettledAt == null && one.OpenedAt >= seen, ct);
        var runs = await db.Runs.AsNoTracking().Where(run => run.StartedAt >= seen && run.Trigger != RunTrigger.Verify).Select(run => run.Counts).ToListAsync(ct);
        var away = new Absent(seen, byRule, opened, runs.Sum(counts => counts.Writes));
        if (away.ByRule + away.New + away.Written > 0) _away = away;
    });
}
