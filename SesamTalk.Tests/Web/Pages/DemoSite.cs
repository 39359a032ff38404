namespace SesamTalk.Tests.Web.Pages;

/// <summary>The demo as a first start makes it, with its sandboxes behind HTTP and the engine itself; shared by all browser tests that leave it as it was.</summary>
public sealed class DemoSite : IAsyncLifetime
{
    public WebApp App { get; private set; } = null!;

    public ValueTask InitializeAsync()
    {
        App = WebApp.OnKestrel(demo: true);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync() => await App.DisposeAsync();
}
