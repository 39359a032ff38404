using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using SesamTalk.Engine;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Storage;
using SesamTalk.Tests.Web.Sandbox;

namespace SesamTalk.Tests.Conformance;

/// <summary>What every database must do for the engine; an heir says how to get an empty, migrated one.</summary>
public abstract partial class StorageConformance : IAsyncLifetime
{
    private const string Flow = "shop-books";
    private const string Pair = "customers";
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly StandingClock _clock = new(Noon);
    private ServiceProvider? _services;

    private IDbContextFactory<TalkDb> Databases => Get<IDbContextFactory<TalkDb>>();

    private RunJournal Journal => Get<RunJournal>();

    private SyncMemory Memory => Get<SyncMemory>();

    private DataflowStore Dataflows => Get<DataflowStore>();

    public async ValueTask InitializeAsync()
    {
        var options = await EmptyAsync();
        var services = new ServiceCollection();
        services.AddLogging();
        services.Replace(ServiceDescriptor.Singleton<TimeProvider>(_clock));
        services.Configure<StorageOptions>(storage => (storage.Provider, storage.Connection, storage.DataFolder) = (options.Provider, options.Connection, options.DataFolder));
        services.AddSesamTalkEngine();
        _services = services.BuildServiceProvider();
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_services is not null) await _services.DisposeAsync();
        await RemoveAsync();
    }

    /// <summary>An empty database with all migrations applied; skips where there can be none.</summary>
    protected abstract Task<StorageOptions> EmptyAsync();

    /// <summary>Takes the database away.</summary>
    protected abstract Task RemoveAsync();

    protected T Get<T>() where T : notnull => _services!.GetRequiredService<T>();

    private Guid NewId() => Get<Identifiers>().New();
}
