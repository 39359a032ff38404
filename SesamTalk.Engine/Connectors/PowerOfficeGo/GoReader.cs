using System.Runtime.CompilerServices;
using SesamTalk.Engine.Connectors.PowerOfficeGo.Entities;
using SesamTalk.Engine.Connectors.Wire;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Connectors.PowerOfficeGo;

/// <summary>Reads entities: what changed, one record, or those with a value.</summary>
internal sealed class GoReader(GoApi api, GoPlaces places)
{
    private const int MostSearched = 200_000;
    private readonly GoOrders _orders = new(api);

    /// <summary>Lines of orders are wanted with the orders; each order costs a request then.</summary>
    public bool WantsLines { get; set; } = true;

    /// <summary>What changed since the cursor, or everything.</summary>
    public async IAsyncEnumerable<Answer<ChangePage>> ReadChangesAsync(GoEntity entity, string? since, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var begin = entity.HasChangedFilter && since is not null ? Moments.Parse(since) : null;
        var listed = entity.HasJoinedKey ? SalesOrders.Entity : entity;
        var newest = begin;
        await foreach (var answer in api.PagesAsync(listed, listed.Path, Since(begin), cancellation))
        {
            if (!answer.Is(out var page, out var error)) { yield return error; yield break; }
            if (page.IsUnknown) { yield return new ConnectorError.Garbled($"PowerOffice Go does not know {listed.Path}. Check the address of this system."); yield break; }
            newest = GoChanges.Newest(newest, page.Records);
            if (!(await WholeAsync(entity, page.Records, cancellation)).Is(out var records, out error)) { yield return error; yield break; }
            foreach (var record in records) places.Learn(entity, record);
            var cursor = page.IsLast && entity.HasChangedFilter ? GoChanges.Cursor(newest, begin, api.Settings.Overlap) : null;
            yield return new ChangePage(records.ConvertAll(GoChanges.Of), page.IsLast, cursor);
        }
    }

    /// <summary>One record, fresh.</summary>
    public async Task<Answer<GoRead>> ReadAsync(GoEntity entity, RecordId id, Record? known, CancellationToken cancellation)
    {
        if (!GoPlaces.IsPossible(entity, id)) return new GoRead(null);
        if (entity == SalesOrders.Entity) return await _orders.ReadAsync(id, cancellation);
        if (places.Of(entity, id, known) is not { } address) return await ScanForAsync(entity, id, cancellation);
        if (!(await api.ReadAsync(entity, address + entity.ReadSuffix, cancellation)).Is(out var read, out var error)) return error;
        return new GoRead(read.Record is { } record ? GoPlaces.Keyed(entity, record, GoPlaces.Split(entity, id).Owner) : null);
    }

    /// <summary>The records with a value: by the list's own filter where there is one, else by reading the list.</summary>
    public async Task<Answer<Findings>> FindAsync(GoEntity entity, string path, object value, CancellationToken cancellation)
    {
        if (path == "Id" && !entity.HasJoinedKey) // a line's own id does not say whose it is; its order has to be found
        {
            if (!(await ReadAsync(entity, RecordId.From(value)!.Value, null, cancellation)).Is(out var read, out var error)) return error;
            return new Findings(read.Record is { } one ? [GoChanges.Of(one)] : []);
        }

        var text = JsonValues.Text(value);
        var parameter = entity.Search.FirstOrDefault(search => search.Path == path).Parameter;
        // A comma would be read as a list of values, and there is no way to escape it.
        return parameter is null || text.Contains(',', StringComparison.Ordinal)
            ? await SearchAsync(entity, path, value, [], cancellation)
            : await SearchAsync(entity, path, value, [new(parameter, text)], cancellation);
    }

    private async Task<Answer<Findings>> SearchAsync(GoEntity entity, string path, object value, IReadOnlyList<KeyValuePair<string, string>> filters, CancellationToken cancellation)
    {
        var found = new List<Change>();
        var seen = 0;
        var listed = entity.HasJoinedKey ? SalesOrders.Entity : entity;
        await foreach (var answer in api.PagesAsync(listed, listed.Path, filters, cancellation))
        {
            if (!answer.Is(out var page, out var error)) return error;
            if ((seen += page.Records.Count) > MostSearched) return new ConnectorError.NotAllowed($"{entity.Name} has more than {MostSearched} records and cannot be searched by {path}.");
            var records = page.Records;
            if (entity.HasJoinedKey && !(await _orders.LinesAsync(records, cancellation)).Is(out records, out error)) return error;
            foreach (var record in records) places.Learn(entity, record);
            found.AddRange(records.Where(record => Fits(record[path], value)).Select(GoChanges.Of));
        }

        return new Findings(found);
    }

    private async Task<Answer<GoRead>> ScanForAsync(GoEntity entity, RecordId id, CancellationToken cancellation)
    {
        await foreach (var answer in api.PagesAsync(entity, entity.Path, [], cancellation))
        {
            if (!answer.Is(out var page, out var error)) return error;
            foreach (var record in page.Records) places.Learn(entity, record);
            if (page.Records.Find(record => record.Id == id) is { } found) return new GoRead(found);
        }

        return new GoRead(null);
    }

    private async Task<Answer<List<Record>>> WholeAsync(GoEntity entity, List<Record> records, CancellationToken cancellation)
    {
        if (entity.HasJoinedKey) return await _orders.LinesAsync(records, cancellation);
        return entity == SalesOrders.Entity && WantsLines ? await _orders.WithLinesAsync(records, cancellation) : records;
    }

    private static List<KeyValuePair<string, string>> Since(DateTimeOffset? begin) =>
        begin is { } moment ? [new("lastChangedDateTimeOffsetGreaterThan", Moments.Text(moment))] : [];

    /// <summary>Texts are alike whatever their case; anything else must be equal.</summary>
    internal static bool Fits(object? held, object sought) => held is string one && sought is string other
        ? one.Trim().Equals(other.Trim(), StringComparison.OrdinalIgnoreCase)
        : Values.Same(held, sought);
}
