using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Storage;
using SesamTalk.Web.Components.Pages.Dataflows;
using SesamTalk.Web.Components.Shared;

namespace SesamTalk.Web.Components.Pages.Runs;

/// <summary>What a run could not do, grouped by cause, the commonest first.</summary>
public sealed partial class RunTroubles(IStringLocalizer<RunTexts> t, IDbContextFactory<TalkDb> databases) : TalkPage
{
    private const int Shown = 10, Most = 5_000;
    private IReadOnlyList<Cause>? _causes;
    private (Guid, int) _loaded;

    [Parameter, EditorRequired] public Guid RunId { get; set; }

    /// <summary>Conflicts that the run opened or changed.</summary>
    [Parameter] public int Conflicts { get; set; }

    [Parameter, EditorRequired] public string DataflowId { get; set; } = "";

    /// <summary>How often the page has read the run; a new number means there may be more to read.</summary>
    [Parameter] public int Seen { get; set; }

    [Parameter, EditorRequired] public string A { get; set; } = "";

    [Parameter, EditorRequired] public string B { get; set; } = "";

    protected override Task OnParametersSetAsync()
    {
        if (_loaded == (RunId, Seen)) return Task.CompletedTask;
        _loaded = (RunId, Seen);
        return LoadAsync(async ct =>
        {
            await using var db = await databases.CreateDbContextAsync(ct);
            var failed = await RunWrites.FailedOf(db, RunId).Take(Most).ToListAsync(ct);
            _causes = [.. failed.GroupBy(write => (write.Side, Message: write.Message.IsEmpty ? t["State" + write.State].Value : Sees.Said(write)))
                .OrderByDescending(group => group.Count())
                .Select(group => new Cause(group.Key.Side, group.Key.Message, group.Count(), [.. group.Take(Shown).Select(write => Sees.Name(write))]))];
        });
    }

    private sealed record Cause(Side Side, string Message, int Count, IReadOnlyList<string> Labels);
}
