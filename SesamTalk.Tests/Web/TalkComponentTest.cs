using System.Globalization;
using Bunit;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;
using SesamTalk.Web.Auth;
using SesamTalk.Web.Components.Shared;

namespace SesamTalk.Tests.Web;

/// <summary>What a component needs to be rendered alone: both languages, the kit, the address, and a browser that agrees to all.</summary>
public abstract class TalkComponentTest : BunitContext
{
    // A page that waits for its data may be slow on a busy machine; only one that never comes is wrong.
    static TalkComponentTest() => DefaultWaitTimeout = TimeSpan.FromSeconds(30);

    protected TalkComponentTest()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddLogging();
        Services.AddSharedParts();
        Services.AddSingleton<AuthenticationStateProvider>(Reading);
        Services.AddScoped<Reader>();
        Services.AddScoped<Sight>();
        Services.AddScoped<SeenAs>();
        Speak("en-GB");
    }

    /// <summary>Who reads; an admin unless it is said.</summary>
    private protected SignedInAs Reading { get; } = new();

    /// <summary>The language of what is rendered from here on.</summary>
    protected static void Speak(string culture) =>
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);
}
