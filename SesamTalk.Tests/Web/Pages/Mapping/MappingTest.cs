using Bunit;
using Microsoft.Extensions.DependencyInjection;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Connectors.Memory;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;
using SesamTalk.Engine.Sync;
using SesamTalk.Tests.Engine.Sync;
using SesamTalk.Web.Components.Pages.Mapping;

namespace SesamTalk.Tests.Web.Pages.Mapping;

/// <summary>The editor over authors and writers in memory: one line of the document, one read-only field, linked records to try things on.</summary>
public abstract class MappingTest : PageTest
{
    protected const string Flow = "pages", Pair = "authors";

    protected MappingTest() => Services.AddSingleton(new ConnectorKind("memory", "Memory", system => new MemoryConnector(system.Id == "a" ? A : B)));

    private protected MemorySystem A { get; } = Engine.Sync.Pages.SystemA(TimeProvider.System);

    private protected MemorySystem B { get; } = Engine.Sync.Pages.SystemB(TimeProvider.System);

    private protected DataflowStore Store => Services.GetRequiredService<DataflowStore>();

    private protected MappingEdits Edits => Services.GetRequiredService<MappingEdits>();

    private protected async Task<Dataflow> SeedAsync(string rows = "Name>label Email>Mail City>town", int records = 6)
    {
        foreach (var id in new[] { "a", "b" }) await Services.GetRequiredService<SystemStore>().SaveAsync(new ConnectedSystem { Id = id, Name = id == "a" ? "Bookshop" : "Register", Connector = "memory" }, "test");
        var flow = Engine.Sync.Pages.With(rows);
        await Store.SaveAsync(flow with { A = flow.A with { DocumentName = "Bookshop" }, B = flow.B with { DocumentName = "Register" } }, "test", "First");
        for (var n = 1; n <= records; n++)
            A.Insert("Authors", KeyValuePair.Create("Name", (object?)$"Author {n}"), KeyValuePair.Create("Email", (object?)$"author{n}@x.example"), KeyValuePair.Create("City", (object?)$"By {n}"), KeyValuePair.Create("Note", (object?)$"note {n}"));
        for (var round = 0; round < 2; round++) await Services.GetRequiredService<SyncRunner>().RunAsync(new SyncRequest(Flow, RunKind.Changes, RunTrigger.CommandLine), null, default);
        return (await Store.FindAsync(Flow))!;
    }

    private protected IRenderedComponent<MappingPage> Open(string query = "")
    {
        Navigation.NavigateTo($"/dataflows/{Flow}/mapping/{Pair}{query}");
        var page = Render<MappingPage>(parameters => parameters.Add(one => one.Id, Flow).Add(one => one.Pair, Pair));
        page.WaitForElement("[aria-busy=false] .tabs");
        return page;
    }
}
