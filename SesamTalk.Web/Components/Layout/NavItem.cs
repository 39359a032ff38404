using SesamTalk.Web.Auth;
using SesamTalk.Web.Components.Shared;

namespace SesamTalk.Web.Components.Layout;

/// <summary>One line of the navigation: its address, the key of its word and its icon.</summary>
/// <param name="OnPhone">Stands in the bar of a phone; the others are under "More".</param>
/// <param name="Act">Only those who may do this are led there.</param>
public sealed record NavItem(string Url, string Word, IconName Icon, bool OnPhone = false, Act Act = Act.Look)
{
    /// <summary>The pages that exist, in the order people need them.</summary>
    public static readonly IReadOnlyList<NavItem> All =
    [
        new(TalkUrls.Home, "Overview", IconName.Overview, OnPhone: true),
        new(TalkUrls.Dataflows, "Dataflows", IconName.Dataflows, OnPhone: true),
        new(TalkUrls.Links, "Links", IconName.Links),
        new(TalkUrls.Conflicts, "Conflicts", IconName.Conflicts, OnPhone: true),
        new(TalkUrls.Deletes, "Deletes", IconName.Deletes),
        new(TalkUrls.Runs, "Runs", IconName.Runs),
        new(TalkUrls.Checklists, "Checklists", IconName.Checklists),
        new(TalkUrls.Systems, "Systems", IconName.Systems),
        new(TalkUrls.Import, "Import", IconName.Import, Act: Act.Import),
        new(TalkUrls.Users, "Users", IconName.Users, Act: Act.KeepUsers),
        new(TalkUrls.Audit, "Audit", IconName.Audit, Act: Act.SeeAudit),
        new(TalkUrls.Settings, "Settings", IconName.Settings),
        new(TalkUrls.Help, "Help", IconName.Help),
    ];
}
