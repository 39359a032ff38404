namespace SesamTalk.Web.Sandbox.Kit;

/// <summary>A sliding second per key: at most so many requests in any second.</summary>
internal sealed class RequestLimiter
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Queue<DateTimeOffset>> _recent = [];

    /// <summary>True when the request may pass; a refused one does not count.</summary>
    public bool Admit(string key, double perSecond, DateTimeOffset now)
    {
        if (perSecond <= 0) return true;
        lock (_gate)
        {
            if (!_recent.TryGetValue(key, out var recent)) _recent[key] = recent = new();
            while (recent.TryPeek(out var oldest) && (oldest <= now.AddSeconds(-1) || oldest > now)) recent.Dequeue();
            if (recent.Count >= perSecond) return false;
            recent.Enqueue(now);
            return true;
        }
    }
}
