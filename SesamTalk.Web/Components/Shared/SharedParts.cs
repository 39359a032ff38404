using Microsoft.Extensions.DependencyInjection.Extensions;
using Radzen;

namespace SesamTalk.Web.Components.Shared;

/// <summary>What the shared parts need; tests of single components need only this.</summary>
public static class SharedParts
{
    /// <summary>Registers the component kit, both languages' texts, the page address and the notes.</summary>
    public static IServiceCollection AddSharedParts(this IServiceCollection services)
    {
        services.AddRadzenComponents();
        services.AddLocalization();
        services.AddScoped<StatusWords>();
        services.AddScoped<SystemNames>();
        services.AddScoped<AuditWords>();
        services.AddScoped<ReaderSettings>();
        services.AddScoped<ReaderClock>();
        services.AddScoped<ViewShelf>();
        services.AddScoped<UrlState>();
        services.AddScoped<Toasts>();
        services.AddScoped<LivePause>();
        services.TryAddSingleton(TimeProvider.System);
        return services;
    }
}
