using SesamTalk.Web.Components.Pages.Dataflows;

namespace SesamTalk.Web.Components.Pages;

/// <summary>What the pages need beside the engine and the shared parts.</summary>
public static class PageParts
{
    public static IServiceCollection AddPageParts(this IServiceCollection services) =>
        services.AddScoped<RuleWords>().AddScoped<RunWords>().AddSingleton<DataflowRows>().AddSingleton<ReadinessLook>();
}
