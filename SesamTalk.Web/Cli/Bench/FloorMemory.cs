namespace SesamTalk.Web.Cli.Bench;

/// <summary>
/// The rows that the engine must keep of a record: link, baseline, journal entry and history entry, with the columns and indexes
/// of the engine's own tables. One transaction, ended by <see cref="CommitAsync"/>.
/// </summary>
internal abstract class FloorMemory : IAsyncDisposable
{
    private const string Because = "bench", Nothing = "";
    private static readonly byte[] Empty = [0, 0];
    private readonly Guid _run = Guid.CreateVersion7();
    private readonly List<(string Word, Guid Link)> _words = [];

    /// <summary>A new link with its baseline.</summary>
    public Guid Link(string a, string b, string label, byte[] values)
    {
        var id = Guid.CreateVersion7();
        var now = DateTime.UtcNow.Ticks;
        Put(FloorTable.Links, id, BenchScene.DataflowId, BenchScene.PairId, a, b, label, label, "CreatedInB", Because, "InSync", Nothing, false, now, now, label, 0);
        Put(FloorTable.Baselines, id, values, values, now);
        return id;
    }

    /// <summary>The words by which people find a link, written with the commit in the order of the index.</summary>
    public void Find(Guid link, IEnumerable<string> words) => _words.AddRange(words.Select(word => (word, link)));

    /// <summary>What both sides of a link agree on now.</summary>
    public void Agree(Guid link, byte[] values) => Put(FloorTable.Agreed, values, values, DateTime.UtcNow.Ticks, link);

    /// <summary>A write in the journal.</summary>
    public void Wrote(Guid link, string act, string source, string target, string label, byte[] sent)
    {
        var now = DateTime.UtcNow.Ticks;
        Put(FloorTable.Writes, Guid.CreateVersion7(), _run, BenchScene.DataflowId, BenchScene.PairId, link, "B", act, target, source, label, Because, Empty, sent, sent, sent, "Done", Nothing, now, now);
    }

    /// <summary>What happened to a link.</summary>
    public void Remember(Guid link, byte[] seen, byte[] written) => Put(
        FloorTable.History, Guid.CreateVersion7(), BenchScene.DataflowId, BenchScene.PairId, link, _run, 1, DateTime.UtcNow.Ticks, Because, Nothing, seen, Empty, Empty, written);

    /// <summary>A question for a person.</summary>
    public void Ask(Guid link, string subject, string? agreed, string? a, string? b)
    {
        var now = DateTime.UtcNow.Ticks;
        Put(FloorTable.Conflicts, Guid.CreateVersion7(), BenchScene.DataflowId, BenchScene.PairId, link, subject, "BothChanged", agreed, a, b, Because, now, now, Empty, Empty);
    }

    /// <summary>A link whose question is open.</summary>
    public void Waits(Guid link) => Put(FloorTable.Moved, "Conflict", Because, true, DateTime.UtcNow.Ticks, link);

    /// <summary>Stores all of it.</summary>
    public async Task CommitAsync(CancellationToken cancellation)
    {
        foreach (var (word, link) in _words.OrderBy(one => one.Word, StringComparer.Ordinal)) Put(FloorTable.Words, word, link);
        await StoreAsync(cancellation);
    }

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();

    protected abstract Task StoreAsync(CancellationToken cancellation);

    protected abstract void Put(FloorTable table, params ReadOnlySpan<object?> values);
}
