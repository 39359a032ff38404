using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using SesamTalk.Engine.Storage;
using SesamTalk.Web.Components.Pages.Conflicts;
using SesamTalk.Web.Components.Pages.Dataflows;
using SesamTalk.Web.Components.Shared;

namespace SesamTalk.Web.Components.Pages.Overview;

/// <summary>The few things that need a person, worst first, each with one way to it.</summary>
public sealed partial class NeedsYouTile(IStringLocalizer<OverviewTexts> t, SystemNames names, ConflictWords words, IDbContextFactory<TalkDb> databases) : TalkPage
{
    private const int Most = 7;
    private IReadOnlyList<Need>? _needs;
    private IReadOnlyList<DataflowRow>? _loaded;

    [Parameter, EditorRequired] public IReadOnlyList<DataflowRow> Rows { get; set; } = [];

    protected override Task OnParametersSetAsync()
    {
        if (ReferenceEquals(_loaded, Rows)) return Task.CompletedTask;
        _loaded = Rows;
        return ReloadAsync();
    }

    private Task ReloadAsync() => LoadAsync(async ct =>
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        _needs = await Need.AllAsync(db, Rows, ct);
    });

    // "phone (Customers ↔ Account)"
    private string On(Need need, NeedAbout about) => t["NeedOn",
        about.Subject is { } subject ? words.Subject(about.PairId, subject, need.Row.Dataflow) : words.Kind(about.Kind!.Value),
        need.Row.Dataflow.Pairs.FirstOrDefault(pair => pair.Id == about.PairId) is { } pair ? $"{pair.A.Entity} ↔ {pair.B.Entity}" : about.PairId];

    // What waits is counted for the dataflow, so it is said of it once.
    private bool IsFirstOfItsFlow(Need need) => _needs!.First(one => one.Row.Dataflow.Id == need.Row.Dataflow.Id) == need;

    private static Status StatusOf(NeedKind kind) => kind switch
    {
        NeedKind.FailedRun or NeedKind.Failing => Status.Failed,
        NeedKind.Conflict => Status.Conflict,
        NeedKind.HeldBack or NeedKind.Ambiguous or NeedKind.Choose or NeedKind.Deletes => Status.NeedsYou,
    };
}
