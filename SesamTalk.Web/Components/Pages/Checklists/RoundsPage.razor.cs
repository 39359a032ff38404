using System.Globalization;
using Microsoft.Extensions.Localization;
using SesamTalk.Engine.Checklists;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Storage;
using SesamTalk.Web.Components.Shared;

namespace SesamTalk.Web.Components.Pages.Checklists;

/// <summary>The rounds of testing, newest first, and the form that makes one.</summary>
public sealed partial class RoundsPage(IStringLocalizer<RoundTexts> t, SystemNames names, RoundStore rounds, DataflowStore dataflows) : TalkPage
{
    private IReadOnlyList<Dataflow> _dataflows = [];
    private List<RoundState>? _rounds;

    private static string Language => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;

    private string? Sentence => _rounds is null ? null : t.Count("SentenceOpen", _rounds.Count(state => !state.Round.IsLocked));

    protected override Task OnInitializedAsync() => ReloadAsync();

    private Task ReloadAsync() => LoadAsync(async ct =>
    {
        _dataflows = await dataflows.AllAsync(ct);
        var read = new List<RoundState>();
        foreach (var round in await rounds.AllAsync(ct))
            if (await rounds.FindAsync(round.Id, ct) is { } state) read.Add(state);
        _rounds = read;
    });

    private string NameOf(string id) => _dataflows.FirstOrDefault(flow => flow.Id == id) is { } flow ? names.Of(flow) : id;
}
