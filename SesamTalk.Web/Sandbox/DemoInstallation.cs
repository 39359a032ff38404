using Microsoft.Extensions.Options;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Dataflows.Shipped;
using SesamTalk.Engine.Storage;
using SesamTalk.Engine.Sync;
using SesamTalk.Web.Sandbox.Story;

namespace SesamTalk.Web.Sandbox;

/// <summary>
/// Whether this installation is a demo, and what a demo has: the shipped dataflows, and their six connected systems, which are
/// sandboxes of this process.
/// </summary>
internal sealed partial class DemoInstallation(
    SettingStore settings, SystemStore systems, DataflowStore dataflows, DemoSystems demoSystems, WebhookVerbs webhooks, ConnectorCatalog catalog, StorySize story, IOptions<StorageOptions> storage, TimeProvider clock, ILogger<DemoInstallation> log)
{
    /// <summary>The setting that remembers what was decided at the first start.</summary>
    public const string Setting = "demo";

    private const string Who = "SesamTalk";
    private static readonly Uri Nowhere = new("about:blank");
    private volatile bool _isPlacing;

    /// <summary>Whether it was decided that this is a demo.</summary>
    public async Task<bool> IsDemoAsync(CancellationToken cancellationToken) => await settings.GetAsync(Setting, cancellationToken) == "true";

    /// <summary>Decides once, at the first start: an empty installation becomes a demo where that is allowed; the answer is remembered.</summary>
    public async Task DecideAsync(bool allowed, CancellationToken cancellationToken)
    {
        if (await settings.GetAsync(Setting, cancellationToken) is not null) return;
        var isEmpty = (await systems.AllAsync(cancellationToken)).Count == 0 && (await dataflows.AllAsync(cancellationToken)).All(flow => IsShipped(flow.Id));
        if (allowed && isEmpty) await SetUpAsync(cancellationToken);
        await settings.SetAsync(Setting, allowed && isEmpty ? "true" : "false", cancellationToken);
    }

    /// <summary>The sandboxes that run; null before they are started, and where this is no demo.</summary>
    public SandboxHost? Running { get; private set; }

    /// <summary>In a demo, starts the sandboxes and points the connected systems at where they are now; null elsewhere.</summary>
    public async Task<IAsyncDisposable?> StartSystemsAsync(CancellationToken cancellationToken)
    {
        if (!await IsDemoAsync(cancellationToken)) return null;
        _isPlacing = true;
        var options = new SandboxOptions { DataFolder = storage.Value.DataFolder, Time = clock, Size = story };
        var host = await SandboxHost.StartAsync(options, cancellationToken);
        try
        {
            foreach (var system in demoSystems.At(host, options))
            {
                // Protecting a secret again gives another text: saved only where an address moved, so that the audit stays quiet.
                var before = await systems.FindAsync(system.Id, cancellationToken);
                if (before is null || !DemoSystems.SameSettings(before, system)) await systems.SaveAsync(system, Who, cancellationToken);
            }
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
        finally
        {
            _isPlacing = false;
        }

        Started(string.Join(", ", host.Names.Select(name => $"{name} at {host.Address(name)}")));
        return Running = host;
    }

    /// <summary>
    /// Why a system of the demo stays as it is: whoever plays with it must not find that it wrote to a real one. It holds whether
    /// the sandboxes run or not; only this class moves them, to where they are now. How often and how many it asks may be changed.
    /// </summary>
    public async Task<string?> WhyKeptAsync(ConnectedSystem before, ConnectedSystem after, CancellationToken cancellationToken)
    {
        if (_isPlacing || !DemoSystems.Ids.Contains(before.Id) || !await IsDemoAsync(cancellationToken)) return null;
        var limits = (catalog.Find(before.Connector)?.Fields(after.Settings) ?? []).Where(field => field.Kind == SettingKind.Number).Select(field => field.Name);
        var moved = PlayedSystems.Moved(_ => Nowhere, before, after.Connector, after.Settings, limits);
        return moved.Count == 0 ? null : $"{before.Id} is a system of the demo, played on this machine, and stays there: {string.Join(", ", moved)} cannot be changed. Add the real one under another id.";
    }

    /// <summary>The root of a system's sandbox; null where it is none that runs here.</summary>
    public Uri? AddressOf(string systemId) => Running is { } host && host.Names.Contains(systemId) ? host.Address(systemId) : null;

    /// <summary>Asks the webshop to tell this site of what happens in it, where it was not asked yet; without that it is read on its schedule.</summary>
    /// <param name="callback">The site's address for what a system tells.</param>
    /// <param name="cancellationToken">The site stops.</param>
    public Task ListenAsync(Func<string, Uri> callback, CancellationToken cancellationToken) => Listening = SubscribeAsync(callback, cancellationToken);

    /// <summary>Over when the webshop was asked to tell of its edits, or could not be.</summary>
    public Task Listening { get; private set; } = Task.CompletedTask;

    private async Task SubscribeAsync(Func<string, Uri> callback, CancellationToken cancellationToken)
    {
        try
        {
            if (AddressOf(SandboxHost.Webshop) is null || (await webhooks.FindAsync(SandboxHost.Webshop, cancellationToken))?.Callback == callback(SandboxHost.Webshop)) return;
            if (await webhooks.SubscribeAsync(SandboxHost.Webshop, callback(SandboxHost.Webshop), Who, cancellationToken) is { IsEmpty: false } why) NotTold(why.ToString());
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            NotTold(error.Message);
        }
        catch (OperationCanceledException)
        {
            // The site stops before it was heard.
        }
    }

    private async Task SetUpAsync(CancellationToken cancellationToken)
    {
        foreach (var shipped in ShippedDataflows.All)
        {
            // One that is there already was left by a first start that did not come to its end.
            if (await dataflows.FindAsync(shipped.Id, cancellationToken) is null) await dataflows.SaveAsync(Scheduled(shipped), Who, "Shipped with SesamTalk", cancellationToken);
        }
        SetUp();
    }

    // All run by themselves, each in a rhythm of its own: they share ten requests a second to PowerOffice Go.
    private static Dataflow Scheduled(Dataflow shipped) => shipped with
    {
        Schedule = Schedule.Each(TimeSpan.FromMinutes(shipped.Id switch
        {
            "powerofficego-unnamed" => 5,
            "poweroffice-opensesam" => 8,
            "custom-crm-powerofficego" => 10,
            "poweroffice-go-custom-webshop" => 13,
            _ => 15,
        })),
    };

    private static bool IsShipped(string id) => ShippedDataflows.All.Any(shipped => shipped.Id == id);

    [LoggerMessage(LogLevel.Information, "The data folder was empty: this installation is a demo with five dataflows and six sandboxes.")]
    private partial void SetUp();

    [LoggerMessage(LogLevel.Warning, "The demo's webshop does not tell of changes, and is read on its schedule: {Why}")]
    private partial void NotTold(string why);

    [LoggerMessage(LogLevel.Information, "The demo's systems: {Systems}.")]
    private partial void Started(string systems);
}
