using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using SesamTalk.Engine;
using SesamTalk.Engine.Storage;
using SesamTalk.Engine.Sync;
using SesamTalk.Tests.Web.Jobs;
using SesamTalk.Web.Auth;
using SesamTalk.Web.Operations;
using SesamTalk.Web.Operations.Chosen;
using Shouldly;

namespace SesamTalk.Tests.Web.Operations;

/// <summary>Numbers of the installation that an admin chooses: they act at once, and the configuration of the server wins.</summary>
public sealed class InstallationSettingsTests : IAsyncLifetime, IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly ServiceProvider _services;

    public InstallationSettingsTests() => _services = Start(new() { ["Operations:Keep:HistoryDays"] = "400" });

    private InstallationSettings Settings => _services.GetRequiredService<InstallationSettings>();

    public async ValueTask InitializeAsync() => await TalkMigrations.MigrateAsync(_services);

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    [Fact]
    public async Task What_is_chosen_acts_at_once_and_says_who_chose_it()
    {
        _services.GetRequiredService<IOptions<OperationsOptions>>().Value.Keep.RunDays.ShouldBe(180);
        (await Settings.ChooseAsync(Named("Operations:Keep:RunDays"), 30, "Kari")).ShouldBeTrue();
        (await Settings.ChooseAsync(Named("Auth:IdleHours"), 2, "Ola")).ShouldBeTrue();
        (await Settings.ChooseAsync(Named("Sync:MostDeletedPercent"), 1, "Ola")).ShouldBeTrue();
        _services.GetRequiredService<IOptions<OperationsOptions>>().Value.Keep.RunDays.ShouldBe(30);
        _services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(IdentityConstants.ApplicationScheme).ExpireTimeSpan.ShouldBe(TimeSpan.FromHours(2));
        _services.GetRequiredService<IOptions<SyncOptions>>().Value.MostDeletedPercent.ShouldBe(1);
        var stand = (await Settings.ReadAsync()).ToDictionary(one => one.Setting.Key);
        (stand["Operations:Keep:RunDays"].Value, stand["Operations:Keep:RunDays"].By).ShouldBe((30, "Kari"));
        (stand["Auth:SessionHours"].Value, stand["Auth:SessionHours"].By).ShouldBe((24, null));
        await Settings.ChooseAsync(Named("Operations:Keep:RunDays"), null, "Kari");
        _services.GetRequiredService<IOptions<OperationsOptions>>().Value.Keep.RunDays.ShouldBe(180);
    }

    [Fact]
    public async Task What_the_configuration_says_cannot_be_chosen_and_holds_also_over_an_earlier_choice()
    {
        var history = Named("Operations:Keep:HistoryDays");
        (await Settings.ChooseAsync(history, 100, "Kari")).ShouldBeFalse();
        await _services.GetRequiredService<SettingStore>().SetAsync(history.Stored, "100");
        var stand = (await Settings.ReadAsync()).Single(one => one.Setting == history);
        (stand.Value, stand.IsFixed, _services.GetRequiredService<IOptions<OperationsOptions>>().Value.Keep.HistoryDays).ShouldBe((400, true, 400));
    }

    [Theory]
    [InlineData(6)]
    [InlineData(36_501)]
    [InlineData(7.5)]
    public async Task What_is_outside_what_it_may_be_is_not_stored_and_stored_by_others_it_is_left_alone(double days)
    {
        var runs = Named("Operations:Keep:RunDays");
        (await Settings.ChooseAsync(runs, days, "Kari")).ShouldBeFalse();
        await _services.GetRequiredService<SettingStore>().SetAsync(runs.Stored, days.ToString(System.Globalization.CultureInfo.InvariantCulture));
        await Settings.RefreshAsync();
        Settings.Value(runs).ShouldBe(180);
    }

    [Fact]
    public async Task What_another_node_chose_is_taken_over_when_it_is_looked_at_again()
    {
        await using var other = Start([]);
        await other.GetRequiredService<InstallationSettings>().ChooseAsync(InstallationSettings.ScheduleMinutes, 15, "Kari");
        Settings.Value(InstallationSettings.ScheduleMinutes).ShouldBe(5);
        await Settings.RefreshAsync();
        Settings.Value(InstallationSettings.ScheduleMinutes).ShouldBe(15);
    }

    [Fact]
    public async Task What_another_node_chose_is_taken_over_by_itself_and_a_store_that_is_away_for_a_moment_ends_nothing()
    {
        var clock = new HandClock();
        var failed = new Warned();
        using var watch = new SettingWatch(Settings, clock, failed);
        await using var other = Start([]);
        using var heard = new SemaphoreSlim(0);
        var configuration = _services.GetRequiredService<IConfiguration>();
        using var told = ChangeToken.OnChange(configuration.GetReloadToken, () => heard.Release());
        await watch.StartAsync(CancellationToken.None);
        await other.GetRequiredService<InstallationSettings>().ChooseAsync(InstallationSettings.ScheduleMinutes, 15, "Kari");
        await LookAsync(heard);
        Settings.Value(InstallationSettings.ScheduleMinutes).ShouldBe(15);
        await using (var db = await _services.GetRequiredService<IDbContextFactory<TalkDb>>().CreateDbContextAsync()) await db.Database.ExecuteSqlRawAsync("ALTER TABLE \"Settings\" RENAME TO \"Away\"");
        await LookAsync(failed.Heard);
        await using (var db = await _services.GetRequiredService<IDbContextFactory<TalkDb>>().CreateDbContextAsync()) await db.Database.ExecuteSqlRawAsync("ALTER TABLE \"Away\" RENAME TO \"Settings\"");
        await other.GetRequiredService<InstallationSettings>().ChooseAsync(InstallationSettings.ScheduleMinutes, 20, "Kari");
        await LookAsync(heard);
        Settings.Value(InstallationSettings.ScheduleMinutes).ShouldBe(20);
        watch.ExecuteTask!.IsCompleted.ShouldBeFalse();
        await watch.StopAsync(CancellationToken.None);

        // The clock goes on until it has looked: it begins, and looks, beside the test.
        async Task LookAsync(SemaphoreSlim sign)
        {
            var tries = 0;
            do clock.Advance(TimeSpan.FromSeconds(30));
            while (!await sign.WaitAsync(TimeSpan.FromMilliseconds(100)) && ++tries < 600);
            tries.ShouldBeLessThan(600);
        }
    }

    private sealed class Warned : ILogger<SettingWatch>
    {
        public SemaphoreSlim Heard { get; } = new(0);

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Heard.Release();
    }

    [Fact]
    public void Every_default_is_what_holds_where_nobody_chose()
    {
        using var plain = Start([]);
        var (operations, auth, sync) = (new OperationsOptions(), new AuthOptions(), new SyncOptions());
        InstallationSettings.All.ToDictionary(setting => setting.Key, setting => setting.Default).ShouldBe(new Dictionary<string, double>
        {
            ["Schedules:Minutes"] = 5, ["Sync:MostDeletedPercent"] = sync.MostDeletedPercent,
            ["Operations:Keep:RunDays"] = operations.Keep.RunDays, ["Operations:Keep:HistoryDays"] = operations.Keep.HistoryDays,
            ["Operations:Alerts:FreshHours"] = operations.Alerts.FreshHours, ["Operations:Alerts:RemindHours"] = operations.Alerts.RemindHours,
            ["Auth:IdleHours"] = auth.IdleHours, ["Auth:SessionHours"] = auth.SessionHours,
        }, ignoreOrder: true);
        InstallationSettings.All.ShouldAllBe(setting => plain.GetRequiredService<InstallationSettings>().Value(setting) == setting.Default);
    }

    private static InstallationSetting Named(string key) => InstallationSettings.All.Single(setting => setting.Key == key);

    private ServiceProvider Start(Dictionary<string, string?> said)
    {
        var configuration = new ConfigurationManager();
        configuration.AddInMemoryCollection(said);
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSesamTalkEngine();
        services.Configure<StorageOptions>(options => options.DataFolder = _folder.Path);
        services.AddSingleton<IConfiguration>(configuration);
        services.AddTalkAccounts(configuration);
        services.AddTalkBackups(configuration);
        services.AddTalkSignIn();
        services.AddChosenSettings(configuration);
        return services.BuildServiceProvider();
    }
}
