using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Storage;
using SesamTalk.Web.Components.Pages.Conflicts;
using SesamTalk.Web.Components.Pages.Decisions;
using SesamTalk.Web.Components.Shared;

namespace SesamTalk.Web.Components.Pages.Dataflows;

/// <summary>The rules of a dataflow in the order in which they act: what is in scope, what matches, who wins, what a deletion does; each with what it did lately.</summary>
public sealed partial class RulesTab(
    IStringLocalizer<DataflowTexts> t, RuleWords words, SystemNames names, DataflowStore dataflows, PopulationCounts populations, IDbContextFactory<TalkDb> databases, TimeProvider clock) : TalkPage
{
    private IReadOnlyDictionary<string, Counts> _counts = new Dictionary<string, Counts>();
    private ILookup<(string PairId, string Subject), int> _settled = Array.Empty<int>().ToLookup(_ => ("", ""));
    private IReadOnlyList<TimelineEntry>? _versions;
    private (int, string)? _loaded;
    private Asked? _asks;
    private Receipt? _receipt;

    /// <summary>The rule that is being changed.</summary>
    private sealed record Asked(string? PairId, string? Subject, ConflictPolicy Policy);

    [Parameter, EditorRequired] public required Dataflow Dataflow { get; set; }

    /// <summary>Raised when a rule was changed.</summary>
    [Parameter, EditorRequired] public EventCallback OnChanged { get; set; }

    private string A => names.Of(Dataflow.A);

    private string B => names.Of(Dataflow.B);

    protected override Task OnParametersSetAsync()
    {
        if (_loaded == (Dataflow.Version, Dataflow.Id)) return Task.CompletedTask;
        _loaded = (Dataflow.Version, Dataflow.Id);
        return LoadAsync(async ct =>
        {
            _counts = (await populations.OfAsync(Dataflow.Id, ct)).Pairs;
            var since = clock.GetUtcNow().AddDays(-7);
            await using var db = await databases.CreateDbContextAsync(ct);
            var settled = await db.Conflicts.AsNoTracking().Where(c => c.DataflowId == Dataflow.Id && c.Overruled != null && c.SettledAt > since)
                .GroupBy(c => new { c.PairId, c.Subject }).Select(group => new { group.Key.PairId, group.Key.Subject, Count = group.Count() }).ToListAsync(ct);
            _settled = settled.ToLookup(one => (one.PairId, one.Subject), one => one.Count);
            _versions = [.. (await dataflows.VersionsAsync(Dataflow.Id, ct)).Take(10).Select(version => new TimelineEntry(version.SavedAt, t["VersionSaid", version.Version, version.SavedBy, version.Note]))];
        });
    }

    private int LeftOut(Pair pair) => _counts.TryGetValue(pair.Id, out var counts) ? counts.Of(Population.OutOfScope) : 0;

    private int Settled(Pair? pair, string? subject) => _settled.Where(one => (pair is null || one.Key.PairId == pair.Id) && (subject is null || one.Key.Subject == subject)).Sum(one => one.Sum());

    private async Task DoneAsync(Receipt receipt)
    {
        (_asks, _receipt) = (null, receipt);
        await OnChanged.InvokeAsync();
    }
}
