namespace SesamTalk.Engine.Checklists;

/// <summary>What came into a round.</summary>
/// <param name="RoundId">The round.</param>
/// <param name="Results">Results, with their numbers.</param>
/// <param name="Shown">The line of each piece of evidence.</param>
/// <param name="IsWhole">More than that changed, and the round is to be read anew: it was signed, consented to, or took new words.</param>
public sealed record RoundNews(Guid RoundId, IReadOnlyList<LineResult> Results, IReadOnlyList<string> Shown, bool IsWhole = false)
{
    /// <summary>It came in at another node, which tells no more than that.</summary>
    public bool IsElsewhere { get; init; }
}

/// <summary>What comes into rounds, here and at other nodes, told to whoever has one open: testers see each other's results as they are given.</summary>
public sealed class RoundFeed
{
    private readonly Lock _gate = new();
    private readonly List<Hearing> _hearings = [];

    /// <summary>How many listen now.</summary>
    public int Listeners
    {
        get
        {
            lock (_gate) return _hearings.Count;
        }
    }

    /// <summary>Calls <paramref name="hear"/> from any thread with what comes into a round, or into any where none is named, until the answer is disposed. It must not block or throw.</summary>
    public IDisposable Listen(Guid? roundId, Action<RoundNews> hear)
    {
        var hearing = new Hearing(this, roundId, hear);
        lock (_gate) _hearings.Add(hearing);
        return hearing;
    }

    /// <summary>Tells what came in; called when it is stored.</summary>
    public void Tell(RoundNews news)
    {
        Hearing[] hearings;
        lock (_gate) hearings = [.. _hearings.Where(hearing => hearing.RoundId is null || hearing.RoundId == news.RoundId)];
        foreach (var hearing in hearings) hearing.Hear(news);
    }

    private sealed class Hearing(RoundFeed feed, Guid? roundId, Action<RoundNews> hear) : IDisposable
    {
        public Guid? RoundId => roundId;

        public Action<RoundNews> Hear => hear;

        public void Dispose()
        {
            lock (feed._gate) feed._hearings.Remove(this);
        }
    }
}
