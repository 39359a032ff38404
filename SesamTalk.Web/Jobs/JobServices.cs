using Microsoft.Data.Sqlite;
using Quartz;
using SesamTalk.Engine.Checklists;
using SesamTalk.Engine.Sync;

namespace SesamTalk.Web.Jobs;

/// <summary>The registrations of the jobs, and the only place that chooses where they are kept.</summary>
public static class JobServices
{
    /// <summary>The job store's file beside the state's.</summary>
    public const string FileName = "jobs.db";

    /// <summary>Adds the queue, the feed, the schedules and the scheduler, which starts when the host has started and lets runs end cleanly when it stops.</summary>
    /// <param name="services">Where to.</param>
    /// <param name="dataFolder">Where <see cref="FileName"/> stands.</param>
    /// <param name="postgres">The connection string of a PostgreSQL that several nodes share; null keeps the jobs in the file.</param>
    public static IServiceCollection AddTalkJobs(this IServiceCollection services, string dataFolder, string? postgres = null)
    {
        services.AddSingleton<RunFeed>();
        services.AddSingleton<RunQueue>();
        services.AddSingleton<HintedRuns>();
        services.AddQuartz(jobs =>
        {
            jobs.ConfigureScheduler(options =>
            {
                options.InstanceName = "SesamTalk";
                options.IdleWaitTime = TimeSpan.FromSeconds(2); // how soon a trigger of another node is seen
                options.ShutdownJobInterruption = ShutdownJobInterruption.Always;
            });
            jobs.UseDefaultThreadPool(4);
            jobs.UsePersistentStore(store => Keep(store, dataFolder, postgres));
        });
        services.AddQuartzHostedService(options => options.WaitForJobsToComplete = true);
        services.AddSingleton<Schedules>();
        services.AddHostedService(provider => provider.GetRequiredService<Schedules>());
        if (postgres is null) return services;
        services.AddSingleton(provider => new NodeNews(postgres, provider.GetRequiredService<RunFeed>(), provider.GetRequiredService<RoundFeed>(), provider.GetRequiredService<RunQueue>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<NodeNews>>()));
        services.AddHostedService(provider => provider.GetRequiredService<NodeNews>());
        // A killed node's dataflow is free soon; one that lives says so all the time.
        services.Configure<SyncOptions>(options => (options.Beats, options.LeaseTime) = (true, TimeSpan.FromSeconds(15)));
        return services;
    }

    private static void Keep(IPersistentStoreBuilder store, string dataFolder, string? postgres)
    {
        if (postgres is not null)
        {
            store.UsePostgres(Npgsql.NpgsqlFactory.Instance, postgres);
            store.UseClustering(cluster =>
            {
                cluster.CheckinInterval = TimeSpan.FromSeconds(2);
                cluster.CheckinMisfireThreshold = TimeSpan.FromSeconds(4);
            });
            store.ConfigureStore(options => options.RecoverFiringsCancelledByShutdown = true);
        }
        else
        {
            store.UseSqlite(SqliteFactory.Instance, new SqliteConnectionStringBuilder { DataSource = Path.Combine(dataFolder, FileName) }.ToString());
        }
        store.UseSystemTextJsonSerializer();
        store.ProvisionSchema();
    }
}
