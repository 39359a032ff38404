using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using SesamTalk.Web.Components.Shared;

namespace SesamTalk.Web.Components.Pages.Systems;

/// <summary>The connected systems, how each of them is doing, and what waits behind it.</summary>
public sealed partial class SystemsPage(IStringLocalizer<SystemTexts> t, SystemRows rows, SystemNames names) : TalkPage
{
    private IReadOnlyList<SystemRow>? _rows;

    /// <summary>How a sign-in of a person ended that nobody here had begun.</summary>
    [SupplyParameterFromQuery] private string? SignIn { get; set; }

    private string? Sentence => _rows is null or [] ? null
        : $"{t.Count("SentenceConnected", _rows.Count(row => row.System is not null))} {t.Count("SentenceNeedsYou", _rows.Count(row => SystemRow.StatusOf(row.Health) == Status.NeedsYou))}";

    protected override Task OnInitializedAsync() => ReloadAsync();

    private Task ReloadAsync() => LoadAsync(async ct => _rows = await rows.AllAsync(names, ct));
}
