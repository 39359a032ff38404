using Microsoft.Extensions.DependencyInjection;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Sync;
using SesamTalk.Tests.Web.Jobs;

namespace SesamTalk.Tests.Web.Pages;

/// <summary>The whole site with dataflows, links and runs, for tests in a browser; runs end when the test lets them.</summary>
public sealed class SeededSite : IAsyncLifetime
{
    internal FakeRuns Runs { get; } = new();

    public WebApp App { get; private set; } = null!;

    internal PageData Data => new(App.Services);

    public async ValueTask InitializeAsync()
    {
        App = WebApp.OnKestrel(services => services.AddSingleton<RunDataflow>(Runs.RunAsync));
        await Data.DataflowsAsync();
        await Data.LinksAsync(120);
        await Data.UnlinkedAsync();
        await Data.SystemAsync();
        await Data.RunAsync(RunOutcome.DoneWithConflicts, "1 conflict waits for a person.");
    }

    public async ValueTask DisposeAsync() => await App.DisposeAsync();
}
