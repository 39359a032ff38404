using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using SesamTalk.Web.Components.Shared;

namespace SesamTalk.Web.Components.Pages;

/// <summary>Says that an address leads nowhere, or not for this reader, and where to go instead.</summary>
public sealed partial class NotFoundPage(IStringLocalizer<NotFoundPage> t) : TalkPage
{
    /// <summary>How the request ended that leads here.</summary>
    [SupplyParameterFromQuery] private string? Status { get; set; }
}
