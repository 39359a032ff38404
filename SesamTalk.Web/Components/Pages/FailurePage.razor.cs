using System.Diagnostics;
using Microsoft.Extensions.Localization;
using SesamTalk.Web.Components.Layout;
using SesamTalk.Web.Components.Shared;

namespace SesamTalk.Web.Components.Pages;

/// <summary>What a request that failed on the server shows; its reference is the request's trace, which the log has.</summary>
public sealed partial class FailurePage(IStringLocalizer<MainLayout> t) : TalkPage
{
    private readonly string? _reference = Activity.Current?.TraceId.ToString();
}
