using SesamTalk.Web.Api;
using SesamTalk.Web.Components;
using SesamTalk.Web.Components.Layout;
using SesamTalk.Web.Components.Pages;
using SesamTalk.Web.Components.Shared;

namespace SesamTalk.Web;

/// <summary>The site's registrations and addresses, so that Program stays one screen.</summary>
public static class WebServices
{
    private const string DefaultAddress = "http://127.0.0.1:5080";

    /// <summary>Registers the pages, the two languages and what the shared parts need.</summary>
    public static WebApplicationBuilder AddTalkWeb(this WebApplicationBuilder builder)
    {
        // Static files are served from where they lie also outside Development, which this site never asks for.
        builder.WebHost.UseStaticWebAssets();
        // Not in a launch profile: "dotnet run" would announce that on standard output, which belongs to the verbs' answers.
        if (builder.Configuration["urls"] is null) builder.WebHost.UseUrls(DefaultAddress);
        var services = builder.Services;
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddSharedParts();
        services.AddPageParts();
        services.Configure<RequestLocalizationOptions>(Languages.Configure);
        services.AddOptions<ShellOptions>().Bind(builder.Configuration.GetSection(ShellOptions.Section)).ValidateOnStart();
        return builder;
    }

    /// <summary>Maps static files, the pages, the language switch and <c>/healthz</c>.</summary>
    public static WebApplication MapTalkWeb(this WebApplication app)
    {
        app.UseExceptionHandler(TalkUrls.Failure, createScopeForErrors: true);
        app.UseStatusCodePagesWithReExecute(TalkUrls.NotFound);
        app.UseRequestLocalization();
        app.UseAntiforgery();
        app.MapStaticAssets();
        app.MapGet("/healthz", () => "ok");
        app.MapRunDownload();
        app.MapHooks();
        app.MapSignIn();
        app.MapGet(TalkUrls.LanguageRoute, Languages.Choose);
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
        return app;
    }
}
