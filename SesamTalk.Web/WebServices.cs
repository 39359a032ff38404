using Microsoft.AspNetCore.Diagnostics;
using SesamTalk.Web.Api;
using SesamTalk.Web.Api.V1;
using SesamTalk.Web.Auth;
using SesamTalk.Web.Components;
using SesamTalk.Web.Components.Layout;
using SesamTalk.Web.Components.Pages;
using SesamTalk.Web.Components.Shared;
using SesamTalk.Web.Operations;

namespace SesamTalk.Web;

/// <summary>The site's registrations and addresses, so that Program stays one screen.</summary>
public static class WebServices
{
    private const string DefaultAddress = "http://127.0.0.1:5080";

    /// <summary>The most that a request may bring; a verb of this machine that hands documents over may bring more.</summary>
    private const long LargestBody = 1024 * 1024;

    /// <summary>Registers the pages, the two languages and what the shared parts need.</summary>
    public static WebApplicationBuilder AddTalkWeb(this WebApplicationBuilder builder)
    {
        // Static files are served from where they lie also outside Development, which this site never asks for.
        builder.WebHost.UseStaticWebAssets();
        // Not in a launch profile: "dotnet run" would announce that on standard output, which belongs to the verbs' answers.
        if (builder.Configuration["urls"] is null) builder.WebHost.UseUrls(DefaultAddress);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = LargestBody);
        var services = builder.Services;
        services.AddRazorComponents().AddInteractiveServerComponents();
        // What is no request is answered, not thrown, wherever it runs.
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = false);
        services.AddTalkSignIn();
        services.AddTalkApi();
        services.AddSharedParts();
        services.AddPageParts();
        services.Configure<RequestLocalizationOptions>(Languages.Configure);
        services.AddOptions<ShellOptions>().Bind(builder.Configuration.GetSection(ShellOptions.Section)).ValidateOnStart();
        return builder;
    }

    /// <summary>Maps static files, the pages, the language switch and <c>/healthz</c>.</summary>
    public static WebApplication MapTalkWeb(this WebApplication app)
    {
        app.Use(Refusals.Note);
        app.Use(SafeHeaders.Add);
        app.Use(OnlyFromHere.Check);
        app.Use(TriesPerAddress.Check);
        app.UseExceptionHandler(TalkUrls.Failure, createScopeForErrors: true);
        app.UseStatusCodePagesWithReExecute(TalkUrls.NotFound, "?status={0}");
        app.Use(OnlyLookingLeadsToAPage);
        app.Use(ApiEdge.Keep);
        app.UseRequestLocalization();
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.MapStaticAssets().OpenTo("the program's own files, the same for everybody");
        app.MapGet("/healthz", () => "ok").OpenTo("says only that the program answers");
        app.MapRunDownload();
        app.MapLinkDownload();
        app.MapRoundDownload();
        app.MapEvidenceDownload();
        app.MapHooks();
        app.MapTalkApi();
        app.MapOperations();
        app.MapSignIn();
        app.MapAccount();
        app.MapAuditFile();
        app.MapGet(TalkUrls.LanguageRoute, Languages.Choose).OpenTo("chooses the language of one browser");
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(mode => mode.ContentSecurityFrameAncestorsPolicy = null).Add(LineToAPage);
        return app;
    }

    // A page tells a reader what went wrong; whoever sends something is told by the number alone.
    private static Task OnlyLookingLeadsToAPage(HttpContext http, RequestDelegate next)
    {
        if (!HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method) && http.Features.Get<IStatusCodePagesFeature>() is { } pages) pages.Enabled = false;
        return next(http);
    }

    // The lines that open pages hold on to the server are for whoever may see a page; which one is asked by the page itself.
    private static void LineToAPage(EndpointBuilder endpoint)
    {
        if (!endpoint.Metadata.OfType<NeedsAttribute>().Any()) endpoint.Metadata.Add(new NeedsAttribute(Act.Look));
    }
}
