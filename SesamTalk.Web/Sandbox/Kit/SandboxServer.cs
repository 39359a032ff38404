using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace SesamTalk.Web.Sandbox.Kit;

/// <summary>A little web server of its own on loopback for one sandbox.</summary>
internal sealed class SandboxServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ISandboxSystem _system;

    private SandboxServer(WebApplication app, ISandboxSystem system) => (_app, _system) = (app, system);

    public string Name => _system.Name;
    public Uri Root { get; private init; } = null!;

    /// <summary>Listens at the preferred port, or at any free one when that is taken (0 = any).</summary>
    public static async Task<SandboxServer> StartAsync(ISandboxSystem system, int port, CancellationToken cancellationToken)
    {
        var app = Build(system, port);
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (IOException taken) when (port != 0 && taken.InnerException is AddressInUseException)
        {
            await app.DisposeAsync();
            return await StartAsync(system, 0, cancellationToken);
        }
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return new SandboxServer(app, system) { Root = new Uri(address) };
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        if (_system is IAsyncDisposable sender) await sender.DisposeAsync();
        _system.State.Dispose();
    }

    private static WebApplication Build(ISandboxSystem system, int port)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, port);
        });
        builder.Services.AddRouting();
        builder.Services.AddSingleton<IHostLifetime, LeavesSignalsAlone>();
        var app = builder.Build();
        app.Use((context, next) => FaultMiddleware.RunAsync(context, next, system.State.Faults));
        app.Use((context, next) => GuardAsync(context, next, system));
        var routes = new SandboxRoutes(app, system);
        ControlApi.Map(routes, system);
        system.Map(routes);
        app.MapFallback(context => system.NoSuchAddress(context.Request).WriteAsync(context));
        return app;
    }

    private static Task GuardAsync(HttpContext context, RequestDelegate next, ISandboxSystem system) =>
        context.Request.Path.StartsWithSegments("/_sandbox", StringComparison.OrdinalIgnoreCase) && !ControlApi.MayEnter(context.Request)
            ? system.NoSuchAddress(context.Request).WriteAsync(context)
            : next(context);

    /// <summary>Ctrl+C belongs to the process that hosts the sandboxes, not to each of them.</summary>
    private sealed class LeavesSignalsAlone : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;
        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
