using SesamTalk.Web.Components.Shared;

namespace SesamTalk.Web.Components.Layout;

/// <summary>One line of the navigation: its address, the key of its word and its icon.</summary>
public sealed record NavItem(string Url, string Word, IconName Icon)
{
    /// <summary>The pages that exist, in the order people need them.</summary>
    public static readonly IReadOnlyList<NavItem> All =
    [
        new(TalkUrls.Dataflows, "Dataflows", IconName.Dataflows),
        new(TalkUrls.Links, "Links", IconName.Links),
        new(TalkUrls.Import, "Import", IconName.Import),
    ];
}
