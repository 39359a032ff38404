using SesamTalk.Web.Sandbox.Crm;
using SesamTalk.Web.Sandbox.Kit;
using SesamTalk.Web.Sandbox.OpenSesam;
using SesamTalk.Web.Sandbox.Pms;
using SesamTalk.Web.Sandbox.PowerOfficeGo;
using SesamTalk.Web.Sandbox.Story;
using SesamTalk.Web.Sandbox.Unnamed;
using SesamTalk.Web.Sandbox.Webshop;

namespace SesamTalk.Web.Sandbox;

/// <summary>The sandboxes of this process, each a little server of its own on loopback, kept in <c>sandbox/*.db</c> below the data folder.</summary>
public sealed class SandboxHost : IAsyncDisposable
{
    public const string PowerOfficeGo = "poweroffice-go", Unnamed = "unnamed", CustomCrm = "custom-crm", CustomPms = "custom-pms",
        OpenSesam = "opensesam", Webshop = "custom-webshop";

    private readonly List<SandboxServer> _servers = [];

    private SandboxHost()
    {
    }

    /// <summary>The names of the sandboxes that run.</summary>
    public IReadOnlyList<string> Names => [.. _servers.Select(server => server.Name)];

    /// <summary>Starts all sandboxes; when one cannot start, those already started are stopped again.</summary>
    public static async Task<SandboxHost> StartAsync(SandboxOptions options, CancellationToken cancellationToken = default)
    {
        var host = new SandboxHost();
        try
        {
            var story = new Lazy<DemoStory>(() => new DemoStory(options.SeedNumber, options.Size));
            await host.AddAsync(options, PowerOfficeGo, options.PowerOfficeGoRequestsPerSecond, options.PowerOfficeGoPort, state => GoSystem(options, state, story), cancellationToken);
            await host.AddAsync(options, Unnamed, options.UnnamedRequestsPerSecond, options.UnnamedPort, state => UnnamedSystem(options, state, story), cancellationToken);
            await host.AddAsync(options, OpenSesam, 0, options.OpenSesamPort, state => OpenSesamSystem(options, state, story), cancellationToken);
            await host.AddAsync(options, Webshop, 0, options.WebshopPort, state => WebshopSystem(options, state, story), cancellationToken);
            await host.AddAsync(options, CustomCrm, 0, options.CustomCrmPort, state => CrmSystem(options, state, story), cancellationToken);
            await host.AddAsync(options, CustomPms, 0, options.CustomPmsPort, state => PmsSystem(options, state, story), cancellationToken);
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>The root address of a sandbox, for example <c>http://127.0.0.1:5272/</c>.</summary>
    /// <exception cref="ArgumentException">There is no sandbox of that name.</exception>
    public Uri Address(string name) => _servers.Find(server => server.Name == name)?.Root
        ?? throw new ArgumentException($"There is no sandbox '{name}'; there are {string.Join(", ", Names)}.", nameof(name));

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers) await server.DisposeAsync();
        _servers.Clear();
    }

    private async Task AddAsync(SandboxOptions options, string name, double perSecond, int port, Func<SandboxState, ISandboxSystem> make, CancellationToken cancellationToken)
    {
        if (options.Only?.Contains(name) == false) return;
        var state = new SandboxState(Path.Combine(options.DataFolder, "sandbox", name + ".db"), options.Time, new SandboxDials { RequestsPerSecond = perSecond });
        try
        {
            _servers.Add(await SandboxServer.StartAsync(make(state), port, cancellationToken));
        }
        catch
        {
            state.Dispose();
            throw;
        }
    }

    private static GoApi GoSystem(SandboxOptions options, SandboxState state, Lazy<DemoStory> story)
    {
        var system = new GoApi(state, options.PowerOfficeGo);
        if (state.Store.IsEmpty) state.Store.AtOnce(() => new GoSeed(system, options.Seed ? story.Value : null).Run());
        return system;
    }

    private static UnnamedApi UnnamedSystem(SandboxOptions options, SandboxState state, Lazy<DemoStory> story)
    {
        var system = new UnnamedApi(state, options.UnnamedApiKey);
        if (options.Seed && state.Store.IsEmpty) state.Store.AtOnce(() => new UnnamedSeed(system.Records, story.Value, state.Clock.Now).Run());
        return system;
    }

    private static OpenSesamApi OpenSesamSystem(SandboxOptions options, SandboxState state, Lazy<DemoStory> story)
    {
        var system = new OpenSesamApi(state, options.OpenSesamApiKey);
        if (options.Seed && state.Store.IsEmpty) state.Store.AtOnce(() => new OpenSesamSeed(system.Records, story.Value).Run());
        return system;
    }

    private static WebshopApi WebshopSystem(SandboxOptions options, SandboxState state, Lazy<DemoStory> story)
    {
        var system = new WebshopApi(state, options.Webshop);
        if (options.Seed && state.Store.IsEmpty) state.Store.AtOnce(() => new WebshopSeed(system.Records, story.Value, state.Clock.Now).Run());
        return system;
    }

    private static CrmSystem CrmSystem(SandboxOptions options, SandboxState state, Lazy<DemoStory> story)
    {
        var database = new CrmDatabase(options.CustomCrmFile);
        var system = new CrmSystem(state, database);
        database.Make(options.Seed ? growing => new CrmSeed(growing, story.Value, state.Clock.Now).Run() : null);
        system.Look(state.Store.IsEmpty ? "seed" : "api");
        return system;
    }

    private static PmsSystem PmsSystem(SandboxOptions options, SandboxState state, Lazy<DemoStory> story)
    {
        var folder = new PmsFolder(options.CustomPmsFolder);
        var system = new PmsSystem(state, folder);
        folder.Make(options.Seed ? growing => new PmsSeed(growing, story.Value, state.Clock.Now).Run() : null);
        system.Look(state.Store.IsEmpty ? "seed" : "api");
        return system;
    }
}
