using Microsoft.Playwright;
using Xunit;

namespace SesamTalk.Tests.Web;

/// <summary>One Chromium for all browser tests; each visitor gets a context of their own.</summary>
public sealed class BrowserSession : IAsyncLifetime
{
    private static readonly string Chromium = Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium";
    private const float Patience = 30_000; // milliseconds: a slow machine is not a fault of the page
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>Where screenshots go: <c>artifacts/screenshots</c> beside the solution, ignored by git.</summary>
    public static string Screenshots { get; } = Path.Combine(Solution.Root, "artifacts", "screenshots");

    public async ValueTask InitializeAsync()
    {
        if (!File.Exists(Chromium)) return;
        Assertions.SetDefaultExpectTimeout(Patience);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Chromium,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    /// <summary>A visitor of <paramref name="app"/>; the test is skipped, saying why, where there is no Chromium.</summary>
    public async Task<Visitor> VisitAsync(WebApp app, Visit? visit = null)
    {
        Assert.SkipUnless(_browser is not null, $"No Chromium at {Chromium}; install it, or name it in the variable CHROMIUM.");
        return await Visitor.OpenAsync(_browser!, app.Address, visit ?? new());
    }

    /// <summary>A visitor of a site that another process serves.</summary>
    public async Task<Visitor> VisitAddressAsync(Uri site)
    {
        Assert.SkipUnless(_browser is not null, $"No Chromium at {Chromium}; install it, or name it in the variable CHROMIUM.");
        return await Visitor.OpenAsync(_browser!, site, new());
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
    }
}

/// <summary>Browser tests share one Chromium, and the sites that they leave as they found them; they run one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class BrowserTests : ICollectionFixture<BrowserSession>, ICollectionFixture<Pages.SeededSite>, ICollectionFixture<Pages.DemoSite>
{
    public const string Name = "browser";
}
