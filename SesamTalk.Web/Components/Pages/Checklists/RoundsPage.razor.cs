using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using SesamTalk.Engine.Checklists;
using SesamTalk.Engine.Checklists.Verify;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Storage;
using SesamTalk.Web.Components.Shared;

namespace SesamTalk.Web.Components.Pages.Checklists;

/// <summary>The rounds of testing, newest first, and the form that makes one.</summary>
public sealed partial class RoundsPage(IStringLocalizer<RoundTexts> t, SystemNames names, RoundVerbs verbs, DataflowStore dataflows) : TalkPage
{
    private IReadOnlyList<Dataflow> _dataflows = [];
    private IReadOnlyList<RoundTally>? _rounds;

    [SupplyParameterFromQuery] private string? Dataflow { get; set; }

    private RoundTally? Open => _rounds?.FirstOrDefault(tally => !tally.Round.IsLocked);

    private static string Language => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;

    private string? Sentence => _rounds is null ? null : t.Count("SentenceOpen", _rounds.Count(state => !state.Round.IsLocked));

    protected override Task OnInitializedAsync() => ReloadAsync();

    private Task ReloadAsync() => LoadAsync(async ct =>
    {
        _dataflows = await dataflows.AllAsync(ct);
        _rounds = await verbs.ListAsync(ct);
    });

    private string NameOf(string id) => _dataflows.FirstOrDefault(flow => flow.Id == id) is { } flow ? names.Of(flow) : id;
}
