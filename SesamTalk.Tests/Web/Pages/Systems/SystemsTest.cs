using System.Collections.Immutable;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Storage;
using SesamTalk.Engine.Sync;
using SesamTalk.Tests.Scenarios;
using SesamTalk.Web.Components.Pages.Systems;

namespace SesamTalk.Tests.Web.Pages.Systems;

/// <summary>The systems pages over connections whose connector answers what the test says.</summary>
public abstract class SystemsTest : PageTest
{
    protected const string Secret = "k3y-n0b0dy-may-see";

    private protected ToldConnector.Answers Told { get; } = new() { RightKey = Secret };

    protected SystemsTest()
    {
        Services.AddSingleton<ISecretProtector, PlainSecrets>();
        Services.AddSingleton(services => ToldConnector.Kind(services.GetRequiredService<ISecretProtector>(), Told));
    }

    private protected SystemStore Systems => Services.GetRequiredService<SystemStore>();

    /// <summary>A connection that stands for the unnamed system of the shipped dataflow, unless another id is said.</summary>
    private protected async Task<ConnectedSystem> ConnectAsync(string id = "unnamed", string key = Secret)
    {
        var system = new ConnectedSystem
        {
            Id = id, Name = "Harbour register", Connector = ToldConnector.Key, Environment = SystemEnvironment.Test,
            Settings = ImmutableDictionary<string, string>.Empty.Add("baseAddress", "https://register.example"),
        };
        return (await Services.GetRequiredService<SystemVerbs>().SaveAsync(system, new Dictionary<string, string> { ["apiKey"] = key }, "Kari")).Stored!;
    }

    private protected IRenderedComponent<SystemPage> Open(string rest = "", string id = "unnamed")
    {
        Navigation.NavigateTo($"/systems/{id}{rest}");
        var page = Render<SystemPage>(p => p.Add(s => s.Id, id));
        page.WaitForElement(".tabs");
        return page;
    }
}
