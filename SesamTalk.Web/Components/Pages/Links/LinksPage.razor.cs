using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Storage;
using SesamTalk.Web.Components.Shared;

namespace SesamTalk.Web.Components.Pages.Links;

/// <summary>Finds any linked record, by a part of its name or by its id in either system.</summary>
public sealed partial class LinksPage(IStringLocalizer<LinkTexts> t, DataflowStore dataflows) : TalkPage
{
    private IReadOnlyList<Dataflow>? _dataflows;

    [SupplyParameterFromQuery] private string? Q { get; set; }

    [SupplyParameterFromQuery] private string? Part { get; set; }

    [SupplyParameterFromQuery] private string? Dataflow { get; set; }

    [SupplyParameterFromQuery] private string? Pair { get; set; }

    [SupplyParameterFromQuery] private string? State { get; set; }

    [SupplyParameterFromQuery] private string? Age { get; set; }

    [SupplyParameterFromQuery(Name = SavedViews.WholeName)] private string? View { get; set; }

    [SupplyParameterFromQuery] private string? After { get; set; }

    [SupplyParameterFromQuery] private string? Before { get; set; }

    private IReadOnlyList<SavedView> GivenViews =>
    [
        new("", t["ViewAll"], ""), new("", t["StateAmbiguous"], "?part=alone&state=Ambiguous"), new("", t["ViewWaiting"], "?state=Waiting&age=1"), new("", t["StateFailing"], "?state=Failing"), new("", t["StateConflict"], "?state=Conflict"),
    ];

    protected override Task OnInitializedAsync() => ReloadAsync();

    private Task ReloadAsync() => LoadAsync(async ct => _dataflows = await dataflows.AllAsync(ct));
}
