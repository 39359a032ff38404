using System.Collections.Immutable;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Storage;

namespace SesamTalk.Engine.Sync;

/// <summary>A record that a system gave when it was asked.</summary>
/// <param name="PairId">The first pair of the dataflow that has its entity.</param>
/// <param name="Side">Where it stands.</param>
/// <param name="Entity">Its entity.</param>
/// <param name="Id">Its key.</param>
/// <param name="Label">What a person calls it; empty where it has no name.</param>
public sealed record AskedRecord(string PairId, Side Side, string Entity, RecordId Id, string Label);

/// <summary>What asking came to.</summary>
/// <param name="Found">The records, at most ten of a side.</param>
/// <param name="Silent">The sides whose system is not connected or did not answer: nothing is known of them.</param>
public sealed record AskedSystems(ImmutableArray<AskedRecord> Found, ImmutableArray<Side> Silent);

/// <summary>Asks the systems of a dataflow now for a record that is not among the links: by its id, and by whatever the system can be asked for. Writes nothing and remembers nothing.</summary>
public sealed class RecordSearch(SystemStore systems, ConnectorCatalog catalog)
{
    private const int Most = 10;

    /// <summary>The records that have this id, or this very value in a property that can be searched. A blank text finds nothing.</summary>
    public async Task<AskedSystems> OfAsync(Dataflow dataflow, string text, CancellationToken cancellation = default)
    {
        if (string.IsNullOrWhiteSpace(text)) return new([], []);
        var both = await Task.WhenAll(OnAsync(dataflow, Side.A, text.Trim(), cancellation), OnAsync(dataflow, Side.B, text.Trim(), cancellation));
        return new([.. both.SelectMany(side => side ?? [])], [.. new[] { Side.A, Side.B }.Where(side => both[(int)side] is null)]);
    }

    private async Task<IReadOnlyList<AskedRecord>?> OnAsync(Dataflow dataflow, Side side, string text, CancellationToken cancellation)
    {
        try
        {
            if (dataflow.On(side).SystemId is not { } id || await systems.FindAsync(id, cancellation) is not { } system) return null;
            await using var connector = catalog.Open(system);
            if (!(await connector.DescribeAsync(cancellation)).Is(out var described, out _)) return null;
            var found = new List<AskedRecord>();
            foreach (var (pair, entity) in dataflow.Pairs.Select(pair => (pair, Entity: described.Find(pair.On(side).Entity))).Where(one => one.Entity is not null).DistinctBy(one => one.Entity!.Name))
            {
                if (await AskAsync(connector, entity!, text, cancellation) is not { } records) return found.Count > 0 ? found : null;
                found.AddRange(records.Select(record => new AskedRecord(pair.Id, side, entity!.Name, record.Id!.Value, ValueTexts.Of(record, [.. entity.Label.Take(1)]) ?? "")));
            }

            return [.. found.Take(Most)];
        }
        catch (SettingsException)
        {
            return null;
        }
    }

    private static async Task<IReadOnlyList<Record>?> AskAsync(IConnector connector, EntityDescription entity, string text, CancellationToken cancellation)
    {
        var found = new List<Record>();
        if (entity.Schema.Properties.FirstOrDefault(property => property.IsKey) is { } key && TypedText.Read(key, text).Trouble == TypedTrouble.None)
        {
            if (!(await connector.ReadAsync(entity.Name, new RecordId(text), cancellation)).Is(out var reading, out var trouble)) return trouble is ConnectorError.Rejected ? found : null;
            if (reading.Change?.Record is { } record) found.Add(record.WithId(reading.Change.Id));
        }

        foreach (var path in entity.Capabilities.SearchableBy)
        {
            if (entity.Schema.Find(path) is not { IsKey: false } property || TypedText.Read(property, text) is not (Value: { } value, Trouble: TypedTrouble.None)) continue;
            if (!(await connector.FindAsync(entity.Name, path, value, cancellation)).Is(out var findings, out _)) return found.Count > 0 ? found : null;
            found.AddRange(findings.Changes.Where(change => change.Record is not null).Take(Most).Select(change => change.Record!.WithId(change.Id)));
        }

        return [.. found.DistinctBy(record => record.Id)];
    }
}
