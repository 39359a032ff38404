using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SesamTalk.Engine.Checklists;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;
using SesamTalk.Engine.Sync;
using SesamTalk.Tests.Web.Jobs;
using SesamTalk.Tests.Web.Pages.Checklists;

namespace SesamTalk.Tests.Web.Pages;

/// <summary>The whole site with dataflows, links and runs, for tests in a browser; runs end when the test lets them.</summary>
public sealed class SeededSite : IAsyncLifetime
{
    /// <summary>A run with writes, some of them refused.</summary>
    public static readonly Guid Run = Guid.Parse("01957000-0000-7000-8000-000000000001");

    /// <summary>A conflict, and the link that it is about.</summary>
    public static readonly Guid Conflict = Guid.Parse("01957000-0000-7000-8000-000000000002"), Link = Guid.Parse("01957000-0000-7000-8000-000000000003");

    /// <summary>A round of testing with a failed line.</summary>
    public static readonly Guid Round = Guid.Parse("01957000-0000-7000-8000-000000000004");

    internal FakeRuns Runs { get; } = new();

    /// <summary>The site's databases, which can be made to fail.</summary>
    internal BreakableDatabases Databases { get; private set; } = null!;

    public WebApp App { get; private set; } = null!;

    internal PageData Data => new(App.Services);

    public async ValueTask InitializeAsync()
    {
        App = WebApp.OnKestrel(services =>
        {
            services.AddSingleton<RunDataflow>(Runs.RunAsync);
            var whole = services.Last(service => service.ServiceType == typeof(IDbContextFactory<TalkDb>));
            services.AddSingleton<IDbContextFactory<TalkDb>>(provider => Databases = new((IDbContextFactory<TalkDb>)(whole.ImplementationFactory?.Invoke(provider) ?? ActivatorUtilities.CreateInstance(provider, whole.ImplementationType!))));
        });
        await Data.DataflowsAsync();
        await Data.LinksAsync(120);
        await Data.UnlinkedAsync();
        await Data.SystemAsync();
        await Data.ConflictAsync("Fjord Kafé", Conflict, Link);
        await Data.ConflictAsync("Ås Bakeri");
        await Data.ConflictAsync("Sjø & Land", isSettledByRule: true);
        await Data.WritesAsync(done: 6, rejected: 3, id: Run);
        await Data.RecentRunAsync(new RunCounts { CreatedB = 12, UpdatedA = 7, UpdatedB = 30, Conflicts = 2, Failed = 1 });
        await App.Services.RoundAsync("Slipp 7", Round);
        await App.Services.GiveAsync(Round, 1, LineVerdict.Fail, note: "Ås Bakeri");
        await Data.RunAsync(RunOutcome.DoneWithConflicts, "1 conflict waits for a person.");
    }

    public async ValueTask DisposeAsync() => await App.DisposeAsync();
}
