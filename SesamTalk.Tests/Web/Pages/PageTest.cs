using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SesamTalk.Engine;
using SesamTalk.Engine.Storage;
using SesamTalk.Web.Components.Pages;
using SesamTalk.Web.Jobs;
using SesamTalk.Web.Operations.Chosen;

namespace SesamTalk.Tests.Web.Pages;

/// <summary>A page by itself, over a database of its own. Runs can be asked for and stay queued: no scheduler is started.</summary>
public abstract class PageTest : TalkComponentTest, IAsyncLifetime
{
    private readonly TempFolder _folder = new();

    protected PageTest()
    {
        Services.AddSesamTalkEngine();
        Services.Configure<StorageOptions>(options => options.DataFolder = _folder.Path);
        Services.AddTalkJobs(_folder.Path);
        var configuration = new ConfigurationManager();
        Services.AddSingleton<IConfiguration>(configuration);
        Services.AddChosenSettings(configuration);
        Services.AddPageParts();
    }

    private protected PageData Data => new(Services);

    protected NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    public virtual async ValueTask InitializeAsync()
    {
        await TalkMigrations.MigrateAsync(Services);
        // As in a browser that the page answers to.
        SetRendererInfo(new("Server", isInteractive: true));
    }

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        await DisposeAsync();
        SqliteConnection.ClearAllPools();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }
}
