using Microsoft.Extensions.DependencyInjection.Extensions;
using SesamTalk.Web.Components.Pages.Checklists;
using SesamTalk.Web.Components.Pages.Conflicts;
using SesamTalk.Web.Components.Pages.Dataflows;
using SesamTalk.Web.Components.Pages.Decisions;
using SesamTalk.Web.Components.Pages.Mapping;
using SesamTalk.Web.Components.Pages.Systems;
using SesamTalk.Web.Components.Pages.Timetable;

namespace SesamTalk.Web.Components.Pages;

/// <summary>What the pages need beside the engine and the shared parts.</summary>
public static class PageParts
{
    public static IServiceCollection AddPageParts(this IServiceCollection services) => services
        .AddScoped<RuleWords>().AddScoped<ScheduleWords>().AddScoped<RunWords>().AddScoped<ConnectorKinds>().AddSingleton<DataflowRows>().AddSingleton<SystemRows>()
        .AddScoped<NoteDrafts>().AddScoped<MappingWords>().AddScoped<MappingLook>()
        .AddScoped<DecisionWords>().AddScoped<CarryingOut>().AddScoped<ConflictWords>().AddScoped<Tray>().AddScoped<Claims>().AddSingleton<ClaimBell>().AddScoped<Layout.RecentPlaces>()
        .AddSingleton<SandboxDoor>().AddNoSandboxes();

    // Where none are hosted; the site says otherwise.
    private static IServiceCollection AddNoSandboxes(this IServiceCollection services)
    {
        services.TryAddSingleton<SandboxAddress>(_ => _ => null);
        services.TryAddSingleton<DemoEnd>();
        return services;
    }
}
