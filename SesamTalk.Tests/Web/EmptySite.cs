namespace SesamTalk.Tests.Web;

/// <summary>The whole site with nothing in it; shared by the tests of a class, which leave nothing behind.</summary>
public sealed class EmptySite : IAsyncLifetime
{
    public WebApp App { get; private set; } = null!;

    public ValueTask InitializeAsync()
    {
        App = WebApp.OnKestrel();
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync() => await App.DisposeAsync();
}
