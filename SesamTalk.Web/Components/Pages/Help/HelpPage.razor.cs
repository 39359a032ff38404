using Microsoft.Extensions.Localization;
using SesamTalk.Engine.Storage;
using SesamTalk.Web.Components.Shared;

namespace SesamTalk.Web.Components.Pages.Help;

/// <summary>What the words mean, which keys there are, and what to do when something fails.</summary>
public sealed partial class HelpPage(IStringLocalizer<HelpTexts> t, SettingStore settings) : TalkPage
{
    private static readonly string[] Words = ["System", "Dataflow", "Pair", "Property", "Link", "Baseline", "MergeKey", "Conflict", "Run", "DryRun", "Plan", "Brake", "Waiting", "OutOfScope"];
    private bool _isDemo;

    protected override Task OnInitializedAsync() => LoadAsync(async ct => _isDemo = await settings.GetAsync("demo", ct) == "true");
}
