using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;
using SesamTalk.Web.Auth;
using SesamTalk.Web.Auth.Accounts;
using SesamTalk.Web.Components.Pages.Runs;
using SesamTalk.Web.Components.Shared;

namespace SesamTalk.Web.Components.Pages.Audit;

/// <summary>Who did what when: a sentence for each act, narrowed by the address; nothing here can be changed or taken away.</summary>
public sealed partial class AuditPage(
    Reader reader, IStringLocalizer<AuditTexts> t, AuditWords words, AuditChain chain, IDbContextFactory<TalkDb> databases, TimeProvider clock) : TalkPage
{
    /// <summary>The kinds of things that are done, by how their words begin.</summary>
    private static readonly string[] Kinds = ["sign-in", "user", "token", "dataflow", "system", "setting", "decision", "plan", "record", "run", "round", "person", "keys", "backup", "demo"];

    private AuditRows? _page;
    private AuditCheck? _check;
    private IReadOnlyList<string> _people = [];
    private AuditQuery? _loaded;
    private bool _verifies;

    [SupplyParameterFromQuery] private string? Who { get; set; }

    [SupplyParameterFromQuery] private string? Action { get; set; }

    [SupplyParameterFromQuery] private string? Object { get; set; }

    [SupplyParameterFromQuery] private string? From { get; set; }

    [SupplyParameterFromQuery] private string? To { get; set; }

    [SupplyParameterFromQuery] private string? After { get; set; }

    [SupplyParameterFromQuery] private string? Before { get; set; }

    /// <summary>The entry whose changes are open.</summary>
    [SupplyParameterFromQuery] private Guid? Open { get; set; }

    // As the page shows them now: what moves along with the clock is said as a moment.
    private string FileUrl => TalkUrls.AuditFile(Query.Who, Query.Action, Query.Object, Query.From, Query.To);

    private static string ChangesId(AuditEntry entry) => $"changes-{entry.Id:N}";

    private bool IsOpen(AuditEntry entry) => Open == entry.Id;

    private void Fold(AuditEntry entry) => Url.Push(("open", IsOpen(entry) ? null : entry.Id.ToString()));

    private AuditQuery Query => new(Who, Action, Object, RunRange.Moment(From, _now), RunRange.Moment(To, _now), After, Before);

    private DateTimeOffset _now;

    private bool IsFiltered => new[] { Who, Action, Object, From, To }.Any(one => !string.IsNullOrEmpty(one));

    private string? Sentence => _page is null ? null : _page.Total > AuditQuery.Counted ? t["SentenceMany"] : t.Count("Sentence", _page.Total);

    private ListPage Pager => new(_page!.Rows.Count, Math.Min(_page.Total, AuditQuery.Counted), _page.HasBefore ? _page.Rows[0].Id.ToString() : null, _page.HasAfter ? _page.Rows[^1].Id.ToString() : null) { IsMore = _page.Total > AuditQuery.Counted };

    private IReadOnlyList<(string, string)> WhoOptions => [("", t["Everybody"]), .. _people.Concat(string.IsNullOrEmpty(Who) ? [] : [Who]).Distinct().Select(one => (one, one))];

    private IReadOnlyList<(string, string)> ActionOptions => [("", t["AllActions"]), .. Kinds.Select(kind => (kind, t["Kind-" + kind].Value))];

    private IReadOnlyList<(string, string)> RangeOptions => [.. RunRange.Presets.Select(preset => (preset, t["Range-" + preset].Value)), .. string.IsNullOrEmpty(From) || RunRange.Presets.Contains(From) ? Array.Empty<(string, string)>() : [(From, From)]];

    protected override Task OnParametersSetAsync()
    {
        // A range that moves along moves with each visit, not with each look at the address.
        if (_loaded is not null && Query == _loaded) return Task.CompletedTask;
        _now = clock.GetUtcNow();
        _loaded = Query;
        return ReloadAsync();
    }

    private Task ReloadAsync() => LoadAsync(async ct =>
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        _people = await db.Audit.Select(entry => entry.Who).Distinct().OrderBy(who => who).Take(200).ToListAsync(ct);
        _page = await Query.ReadAsync(db, ct);
    });

    private async Task VerifyAsync()
    {
        reader.As(Act.SeeAudit);
        if (_verifies) return;
        _verifies = true;
        try
        {
            _check = await chain.VerifyAsync(Leaving);
        }
        finally
        {
            _verifies = false;
        }
    }
}
