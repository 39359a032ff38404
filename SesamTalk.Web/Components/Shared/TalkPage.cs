using System.Reflection;
using Microsoft.AspNetCore.Components;

namespace SesamTalk.Web.Components.Shared;

/// <summary>
/// What every page inherits: a token that ends when the reader leaves, a load that cancels the one before it,
/// and the names its address may hold.
/// </summary>
public abstract class TalkPage : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private CancellationTokenSource? _load;

    [Inject] private ILogger<TalkPage> Logger { get; set; } = null!;

    [Inject] protected UrlState Url { get; set; } = null!;

    /// <summary>
    /// Whether the page answers by now. What has to ask systems waits for that: the first picture of a page, which the server draws
    /// before, shows what is stored and is there at once.
    /// </summary>
    protected bool Answers => RendererInfo.IsInteractive;

    /// <summary>Cancelled when the page is left.</summary>
    protected CancellationToken Leaving => _leaving.Token;

    /// <summary>True from the start of a load until its end; the rows of the load before stay on screen meanwhile.</summary>
    protected bool Loading { get; private set; } = true;

    /// <summary>The reference of a load that failed, or null.</summary>
    protected string? FailedReference { get; private set; }

    /// <summary>How many names in the address this page does not know.</summary>
    protected int UnknownInAddress => Url.Unknown([.. AddressNames(GetType()), FilterBar.OffName]).Count;

    /// <summary>Runs a load; a newer one, or leaving, cancels it silently, and a failure becomes a reference.</summary>
    protected async Task LoadAsync(Func<CancellationToken, Task> load)
    {
        _load?.Cancel();
        using var mine = CancellationTokenSource.CreateLinkedTokenSource(_leaving.Token);
        _load = mine;
        Loading = true;
        FailedReference = null;
        try
        {
            await load(mine.Token);
        }
        catch (OperationCanceledException) when (mine.IsCancellationRequested)
        {
            return;
        }
        catch (Exception failure)
        {
            FailedReference = References.New();
            TalkPageLog.LoadFailed(Logger, GetType().Name, FailedReference, failure);
        }
        finally
        {
            if (_load == mine) (_load, Loading) = (null, false);
        }
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (!disposing) return;
        _leaving.Cancel();
        _leaving.Dispose();
    }

    private static IEnumerable<string> AddressNames(Type page) =>
        from property in page.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
        let query = property.GetCustomAttribute<SupplyParameterFromQueryAttribute>()
        where query is not null
        select query.Name ?? property.Name;
}
