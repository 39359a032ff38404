using AngleSharp.Dom;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using SesamTalk.Engine.Checklists;
using SesamTalk.Engine.Checklists.Planted;
using SesamTalk.Engine.Checklists.Verify;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Connectors.Memory;
using SesamTalk.Engine.Storage;
using SesamTalk.Web.Components.Pages.Checklists;

namespace SesamTalk.Tests.Web.Pages.Checklists;

/// <summary>The pages of rounds over the real engine and two systems in memory.</summary>
public abstract class TrialRoundTest : PageTest
{
    protected TrialRoundTest() => Services.AddSingleton(new ConnectorKind("memory", "Memory", system => new MemoryConnector(system.Id == "a" ? A : B)));

    private protected MemorySystem A { get; } = TrialFlow.SystemA(TimeProvider.System);

    private protected MemorySystem B { get; } = TrialFlow.SystemB(TimeProvider.System);

    private protected Guid Round { get; private set; }

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await EnvironmentAsync(SystemEnvironment.Test);
        await Services.GetRequiredService<DataflowStore>().SaveAsync(TrialFlow.Dataflow, "test", "");
        Round = (await Services.GetRequiredService<RoundVerbs>().MakeAsync(new NewRound("Release 7", [TrialFlow.Id], RoundScope.All, "Kari")))!.Id;
    }

    private protected async Task EnvironmentAsync(SystemEnvironment ofB)
    {
        foreach (var (id, name, environment) in new[] { ("a", "Shop", SystemEnvironment.Test), ("b", "Ledger", ofB) })
            await Services.GetRequiredService<SystemStore>().SaveAsync(new ConnectedSystem { Id = id, Name = name, Connector = "memory", Environment = environment }, "test");
    }

    private protected IRenderedComponent<RoundPage> Open(string rest = "")
    {
        Navigation.NavigateTo($"/checklists/{Round}{rest}");
        var page = Render<RoundPage>(parameters => parameters.Add(one => one.Id, Round));
        page.WaitForElement("search");
        return page;
    }

    private protected static IElement Row(IRenderedComponent<RoundPage> page, string line) => page.Find($"tr[data-line='{line}']");

    private protected async Task<LineState> LineAsync(string line) => (await Services.StateAsync(Round)).Lines.Single(state => state.Line.Id == line);

    private protected static IElement Button(IRenderedComponent<RoundPage> page, string text) => page.FindAll("button").First(button => button.TextContent.Trim().StartsWith(text, StringComparison.Ordinal));
}
