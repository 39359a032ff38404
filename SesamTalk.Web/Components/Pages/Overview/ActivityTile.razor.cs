using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;
using SesamTalk.Web.Components.Shared;

namespace SesamTalk.Web.Components.Pages.Overview;

/// <summary>What was written and what went wrong, hour by hour or day by day.</summary>
public sealed partial class ActivityTile(IStringLocalizer<OverviewTexts> t, IDbContextFactory<TalkDb> databases, ReaderClock clock) : TalkPage
{
    private static readonly string[] Ranges = ["24h", "7d", "30d"];
    private IReadOnlyList<ActivityBar>? _bars;
    private (string, int) _loaded = ("", -1);

    /// <summary>How far back: 24h, 7d or 30d.</summary>
    [Parameter] public string? Range { get; set; }

    /// <summary>How many runs the page has seen end; a new number means there is something new to read.</summary>
    [Parameter] public int Ended { get; set; }

    private string Chosen => Ranges.Contains(Range) ? Range! : Ranges[0];

    private IReadOnlyList<string> Series => [t["SeriesCreated"], t["SeriesUpdated"], t["SeriesRule"], t["SeriesConflicts"], t["SeriesFailed"]];

    private string Summary => t["Summary", Sum(0), Sum(1), Sum(2), Sum(3), Sum(4)];

    protected override Task OnParametersSetAsync()
    {
        if (_loaded == (Chosen, Ended)) return Task.CompletedTask;
        _loaded = (Chosen, Ended);
        return ReloadAsync();
    }

    private Task ReloadAsync() => LoadAsync(async ct =>
    {
        var (step, many) = Chosen switch { "7d" => (TimeSpan.FromDays(1), 7), "30d" => (TimeSpan.FromDays(1), 30), _ => (TimeSpan.FromHours(1), 24) };
        var now = clock.Now;
        var last = step.TotalDays >= 1 ? new DateTimeOffset(now.Date, now.Offset) : new DateTimeOffset(now.Date, now.Offset).AddHours(now.Hour);
        var first = last - (step * (many - 1));
        await using var db = await databases.CreateDbContextAsync(ct);
        var runs = await db.Runs.AsNoTracking().Where(run => run.StartedAt >= first && run.Trigger != RunTrigger.Verify).Select(run => new { run.StartedAt, run.Counts }).ToListAsync(ct);
        var ruled = await db.Conflicts.AsNoTracking().Where(one => one.Overruled != null && one.SettledAt >= first).Select(one => one.SettledAt!.Value).ToListAsync(ct);
        _bars = [.. Enumerable.Range(0, many).Select(index =>
        {
            var (from, to) = (first + (step * index), first + (step * (index + 1)));
            var counts = runs.Where(run => run.StartedAt >= from && run.StartedAt < to).Select(run => run.Counts).ToList();
            return new ActivityBar(Label(from, step), TalkUrls.RunsOf(from: Iso(from), to: Iso(to)), Values(counts, ruled.Count(at => at >= from && at < to)));
        })];
    });

    private static int[] Values(List<RunCounts> counts, int byRule) =>
        [counts.Sum(one => one.CreatedA + one.CreatedB), counts.Sum(one => one.UpdatedA + one.UpdatedB + one.DeletedA + one.DeletedB), byRule, counts.Sum(one => one.Conflicts), counts.Sum(one => one.Failed)];

    private static string Label(DateTimeOffset from, TimeSpan step) => from.ToString(step.TotalDays >= 1 ? "d MMM" : "HH:mm", CultureInfo.CurrentCulture);

    private static string Iso(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    private string Sum(int series) => _bars!.Sum(bar => bar.Values[series]).ToString("N0", CultureInfo.CurrentCulture);
}
