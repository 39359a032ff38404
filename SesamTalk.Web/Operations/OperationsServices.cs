using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using SesamTalk.Web.Operations.Chosen;

namespace SesamTalk.Web.Operations;

/// <summary>The registrations of what looks after an installation.</summary>
public static class OperationsServices
{
    /// <summary>Adds what verbs and the site have in common: options and backups.</summary>
    public static IServiceCollection AddTalkBackups(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<OperationsOptions>().Bind(configuration.GetSection(OperationsOptions.Section)).Validate(
            options => System.ComponentModel.DataAnnotations.Validator.TryValidateObject(options.Alerts, new(options.Alerts), null, true) && System.ComponentModel.DataAnnotations.Validator.TryValidateObject(options.Keep, new(options.Keep), null, true)
                && System.ComponentModel.DataAnnotations.Validator.TryValidateObject(options.Backup, new(options.Backup), null, true),
            "A setting of Operations:Alerts, Operations:Keep or Operations:Backup is outside what it may be.").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IOptions<OperationsOptions>, LiveOptions<OperationsOptions>>();
        services.TryAddSingleton<Backups>();
        services.TryAddSingleton<Config.ConfigStore>();
        services.TryAddSingleton<Config.ConfigForecast>();
        return services;
    }

    /// <summary>Adds what a site that is up does by itself: measuring, telling, keeping the house.</summary>
    public static IServiceCollection AddTalkOperations(this IServiceCollection services)
    {
        services.AddSingleton<Readiness>();
        services.AddSingleton<PrometheusText>();
        services.AddHttpClient(AlertHook.Client, client => client.Timeout = TimeSpan.FromSeconds(20)).ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
        services.AddSingleton<IAlertChannel, AlertMail>();
        services.AddSingleton<IAlertChannel, AlertHook>();
        services.AddSingleton<AlertWatch>();
        services.AddSingleton<Housekeeping>();
        services.AddSingleton<Gauges>();
        services.AddHostedService<Telemetry>();
        services.AddHostedService<SettingWatch>();
        services.AddHostedService(provider => provider.GetRequiredService<AlertWatch>());
        services.AddHostedService(provider => provider.GetRequiredService<Housekeeping>());
        services.AddHostedService(provider => provider.GetRequiredService<Gauges>());
        return services;
    }
}
