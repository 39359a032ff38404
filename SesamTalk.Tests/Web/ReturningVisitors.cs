namespace SesamTalk.Tests.Web;

/// <summary>Visitors who stay from page to page, as people do: what the browser has fetched once is there.</summary>
public sealed class ReturningVisitors : IAsyncLifetime
{
    private readonly Dictionary<Visit, Visitor> _visitors = [];

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>The visitor of this kind, without the troubles of the pages before.</summary>
    public async Task<Visitor> OfAsync(BrowserSession browser, WebApp app, Visit visit)
    {
        if (!_visitors.TryGetValue(visit, out var visitor)) _visitors.Add(visit, visitor = await browser.VisitAsync(app, visit));
        visitor.Forgive();
        return visitor;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var visitor in _visitors.Values) await visitor.DisposeAsync();
    }
}
