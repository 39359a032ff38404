using Microsoft.EntityFrameworkCore;
using SesamTalk.Engine.Storage;

namespace SesamTalk.Tests.Web.Pages;

/// <summary>Databases that are handed out one by one, when the test says so; at once until it holds them.</summary>
internal sealed class HeldDatabases(IDbContextFactory<TalkDb> databases) : IDbContextFactory<TalkDb>
{
    private readonly Lock _gate = new();
    private readonly List<TaskCompletionSource> _held = [];
    private int _free = int.MaxValue;

    /// <summary>How many wait.</summary>
    public int Held
    {
        get
        {
            lock (_gate) return _held.Count;
        }
    }

    /// <summary>From here on only so many more are handed out; the rest wait.</summary>
    public void HoldAfter(int free)
    {
        lock (_gate) _free = free;
    }

    /// <summary>Hands out the one that has waited longest.</summary>
    public void LetOne()
    {
        lock (_gate)
        {
            _held[0].SetResult();
            _held.RemoveAt(0);
        }
    }

    public TalkDb CreateDbContext() => databases.CreateDbContext();

    public async Task<TalkDb> CreateDbContextAsync(CancellationToken cancellationToken = default)
    {
        TaskCompletionSource? mine = null;
        lock (_gate)
        {
            if (_free-- <= 0) _held.Add(mine = new(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        if (mine is not null) await mine.Task.WaitAsync(cancellationToken);
        return await databases.CreateDbContextAsync(cancellationToken);
    }
}
