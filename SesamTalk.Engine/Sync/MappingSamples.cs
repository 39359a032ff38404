using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Dataflows.Editing;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Storage;

namespace SesamTalk.Engine.Sync;

/// <summary>Reads a few records of a pair for a person who edits its mapping: linked ones where there are any, else some of each side. Writes nothing.</summary>
public sealed class MappingSamples(SyncMemory memory, SystemStore systems, ConnectorCatalog catalog)
{
    /// <summary>How many records are read where nothing else is said.</summary>
    public const int Most = 12;

    /// <summary>The samples as they are in the systems now, at most so many of each side; empty where a system is not connected or does not answer.</summary>
    public async Task<IReadOnlyList<SamplePair>> OfAsync(Dataflow dataflow, ReadyPair pair, int most = Most, CancellationToken cancellation = default)
    {
        await using var a = await OpenAsync(dataflow.A, cancellation);
        await using var b = await OpenAsync(dataflow.B, cancellation);
        if (a is null || b is null) return [];
        var links = await memory.AllLinksAsync(dataflow.Id, pair.Pair.Id, cancellation).Take(most).ToListAsync(cancellation);
        var both = links.Count > 0
            ? await Task.WhenAll(LinkedAsync(a, pair.A, links, Side.A, cancellation), LinkedAsync(b, pair.B, links, Side.B, cancellation))
            : await Task.WhenAll(FirstAsync(a, pair.A, most, cancellation), FirstAsync(b, pair.B, most, cancellation));
        if (links.Count > 0) return [.. both[0].Zip(both[1], (one, other) => new SamplePair(one, other)).Where(sample => sample.A is not null || sample.B is not null)];
        return [.. both[0].Select(record => new SamplePair(record, null)), .. both[1].Select(record => new SamplePair(null, record))];
    }

    private async Task<IConnector?> OpenAsync(DataflowSide side, CancellationToken cancellation)
    {
        try
        {
            return side.SystemId is { } id && await systems.FindAsync(id, cancellation) is { } system ? catalog.Open(system) : null;
        }
        catch (SettingsException)
        {
            return null;
        }
    }

    private static async Task<IReadOnlyList<Record?>> LinkedAsync(IConnector connector, EntityDescription entity, List<Link> links, Side side, CancellationToken cancellation)
    {
        var records = new List<Record?>(links.Count);
        foreach (var link in links) records.Add((await connector.ReadAsync(entity.Name, link.On(side), cancellation)).Value?.Change?.Record);
        return records;
    }

    // One page is enough, and the rest is never asked for.
    private static async Task<IReadOnlyList<Record?>> FirstAsync(IConnector connector, EntityDescription entity, int most, CancellationToken cancellation)
    {
        await foreach (var page in connector.ReadChangesAsync(entity.Name, null, cancellation))
            return [.. (page.Value?.Changes ?? []).Select(change => change.Record).Where(record => record is not null).Take(most)];
        return [];
    }
}
