using Microsoft.Extensions.Localization;
using SesamTalk.Engine.Storage;
using SesamTalk.Web.Components.Layout;
using SesamTalk.Web.Components.Shared;

namespace SesamTalk.Web.Components.Pages.Help;

/// <summary>What the words mean, what each page and each verb is for, which keys there are, and what to do when something fails.</summary>
public sealed partial class HelpPage(IStringLocalizer<HelpTexts> t, IStringLocalizer<NavMenu> nav, SettingStore settings) : TalkPage
{
    private static readonly string[] Words = ["System", "Dataflow", "Pair", "Property", "Link", "Baseline", "MergeKey", "Conflict", "Run", "DryRun", "Plan", "Brake", "Waiting", "OutOfScope"];

    /// <summary>The verbs of the command line, in the order in which its own help has them.</summary>
    internal static readonly string[] Verbs =
    [
        "serve", "sync", "plan", "verify", "round", "undo", "status", "drift", "conflicts", "deletes", "link", "import", "export", "document", "system", "connector", "user", "audit", "keys", "person", "config",
        "backup", "restore", "migrate", "simulate", "bench", "dev",
    ];

    private bool _isDemo;

    protected override Task OnInitializedAsync() => LoadAsync(async ct => _isDemo = await settings.GetAsync("demo", ct) == "true");
}
