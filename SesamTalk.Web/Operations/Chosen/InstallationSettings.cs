using System.Collections.Immutable;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using SesamTalk.Engine.Storage;

namespace SesamTalk.Web.Operations.Chosen;

/// <summary>A setting as it stands.</summary>
/// <param name="Setting">Which.</param>
/// <param name="Value">What it is now.</param>
/// <param name="IsFixed">The configuration of the server says it, so nobody chooses it here.</param>
/// <param name="By">Who chose it last; null where nobody did.</param>
/// <param name="At">When.</param>
public sealed record SettingNow(InstallationSetting Setting, double Value, bool IsFixed, string? By, DateTimeOffset? At);

/// <summary>The numbers of the installation that an admin may choose: what they are, who chose them, and choosing them. They act at once, on every node within half a minute.</summary>
public sealed class InstallationSettings(IConfiguration configuration, ChosenConfiguration chosen, SettingStore store, IDbContextFactory<TalkDb> databases)
{
    internal const string Prefix = "installation.";

    /// <summary>How often a schedule that is begun suggests to run, in minutes.</summary>
    public static readonly InstallationSetting ScheduleMinutes = new("Schedules:Minutes", 1, 1440, 5);

    /// <summary>The settings, in the order in which they are shown.</summary>
    public static readonly ImmutableArray<InstallationSetting> All =
    [
        ScheduleMinutes,
        new("Sync:MostDeletedPercent", 0, 100, 100, SettingCare.WhenMore),
        new("Operations:Keep:RunDays", 7, 36_500, 180, SettingCare.WhenLess),
        new("Operations:Keep:HistoryDays", 7, 36_500, 730, SettingCare.WhenLess),
        new("Operations:Alerts:FreshHours", 0, 10_000, 24),
        new("Operations:Alerts:RemindHours", 1, 10_000, 24),
        new("Auth:IdleHours", 1, 168, 8, SettingCare.WhenMore),
        new("Auth:SessionHours", 1, 720, 24, SettingCare.WhenMore),
    ];

    /// <summary>What a setting is now.</summary>
    public double Value(InstallationSetting setting) => setting.Read(configuration[setting.Key]) ?? setting.Default;

    /// <summary>All settings as they stand.</summary>
    public async Task<IReadOnlyList<SettingNow>> ReadAsync(CancellationToken ct = default)
    {
        await RefreshAsync(ct);
        var subjects = All.Select(setting => SettingStore.SubjectOf(setting.Stored)).ToList();
        await using var db = await databases.CreateDbContextAsync(ct);
        var last = (await db.Audit.AsNoTracking().Where(entry => entry.Act == SettingStore.Chosen && subjects.Contains(entry.Subject)).OrderByDescending(entry => entry.At).ThenByDescending(entry => entry.Id).ToListAsync(ct))
            .DistinctBy(entry => entry.Subject).ToDictionary(entry => entry.Subject);
        return [.. All.Select(setting => new SettingNow(setting, Value(setting), IsFixed(setting), last.GetValueOrDefault(SettingStore.SubjectOf(setting.Stored))?.Who, last.GetValueOrDefault(SettingStore.SubjectOf(setting.Stored))?.At))];
    }

    /// <summary>Chooses a setting; null takes the choice back. False, and nothing is done, where it is outside what it may be or the configuration of the server says it.</summary>
    public async Task<bool> ChooseAsync(InstallationSetting setting, double? value, string who, CancellationToken ct = default)
    {
        var text = value?.ToString(CultureInfo.InvariantCulture);
        if (IsFixed(setting) || (text is not null && setting.Read(text) is null)) return false;
        await store.ChooseAsync(setting.Stored, text, who, ct);
        await RefreshAsync(ct);
        return true;
    }

    /// <summary>Takes over what is stored: at the start, and what another node chose.</summary>
    public async Task RefreshAsync(CancellationToken ct = default)
    {
        var stored = await store.StartingAsync(Prefix, ct);
        // What an older version stored and this one would refuse is left alone.
        chosen.Take(All.Where(setting => stored.TryGetValue(setting.Stored, out var text) && setting.Read(text) is not null).ToDictionary(setting => setting.Key, setting => stored[setting.Stored]));
    }

    private bool IsFixed(InstallationSetting setting) => ((IConfigurationRoot)configuration).Providers.Any(provider => provider != chosen && provider.TryGet(setting.Key, out _));
}
