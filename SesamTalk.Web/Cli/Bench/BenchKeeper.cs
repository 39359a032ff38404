using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using SesamTalk.Engine.Storage;
using SesamTalk.Web.Operations;

namespace SesamTalk.Web.Cli.Bench;

/// <summary>The round through the house of a measured world, as the server makes it once a day.</summary>
internal static class BenchKeeper
{
    /// <summary>Lets go what is older than it is kept.</summary>
    public static async Task<HouseKept> KeepAsync(BenchScene scene, int days, CancellationToken cancellation)
    {
        var (databases, storage, clock) = (scene.Get<IDbContextFactory<TalkDb>>(), scene.Get<IOptions<StorageOptions>>(), scene.Get<TimeProvider>());
        var options = Options.Create(new OperationsOptions { Keep = { RunDays = days, HistoryDays = days } });
        using var keeper = new Housekeeping(databases, scene.Get<SettingStore>(), scene.Get<Leases>(), new Backups(databases, storage, scene.Get<AuditLog>(), clock), [], options, storage, clock, NullLogger<Housekeeping>.Instance);
        return await keeper.KeepAsync(cancellation);
    }
}
