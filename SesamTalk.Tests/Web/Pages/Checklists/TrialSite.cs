using Microsoft.Extensions.DependencyInjection;
using SesamTalk.Engine.Checklists;
using SesamTalk.Engine.Checklists.Planted;
using SesamTalk.Engine.Checklists.Verify;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Connectors.Memory;
using SesamTalk.Engine.Storage;

namespace SesamTalk.Tests.Web.Pages.Checklists;

/// <summary>The whole site over the real engine and two systems in memory, for rounds in a browser.</summary>
public sealed class TrialSite : IAsyncLifetime
{
    public WebApp App { get; private set; } = null!;

    internal MemorySystem A { get; } = TrialFlow.SystemA(TimeProvider.System);

    internal MemorySystem B { get; } = TrialFlow.SystemB(TimeProvider.System);

    public async ValueTask InitializeAsync()
    {
        App = WebApp.OnKestrel(services => services.AddSingleton(new ConnectorKind("memory", "Memory", system => new MemoryConnector(system.Id == "a" ? A : B))));
        foreach (var id in new[] { "a", "b" })
            await App.Services.GetRequiredService<SystemStore>().SaveAsync(new ConnectedSystem { Id = id, Name = id == "a" ? "Shop" : "Ledger", Connector = "memory", Environment = SystemEnvironment.Test }, "test");
        await App.Services.GetRequiredService<DataflowStore>().SaveAsync(TrialFlow.Dataflow, "test", "");
    }

    public async ValueTask DisposeAsync() => await App.DisposeAsync();

    /// <summary>A new round over all lines; gives its id.</summary>
    public async Task<Guid> MakeAsync(string name) => (await App.Services.GetRequiredService<RoundVerbs>().MakeAsync(new NewRound(name, [TrialFlow.Id], RoundScope.All, "Kari")))!.Id;
}
