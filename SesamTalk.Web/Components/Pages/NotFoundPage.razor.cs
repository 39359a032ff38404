using Microsoft.Extensions.Localization;
using SesamTalk.Web.Components.Shared;

namespace SesamTalk.Web.Components.Pages;

/// <summary>Says that an address leads nowhere, and where to go instead.</summary>
public sealed partial class NotFoundPage(IStringLocalizer<NotFoundPage> t) : TalkPage;
