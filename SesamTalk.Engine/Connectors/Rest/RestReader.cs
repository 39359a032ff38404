using System.Globalization;
using System.Runtime.CompilerServices;
using SesamTalk.Engine.Connectors.Wire;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Connectors.Rest;

/// <summary>Reads entities by their declared operations.</summary>
internal sealed class RestReader(RestApi api)
{
    private const int MostSearched = 200_000;
    private readonly RestPages _pages = new(api);

    /// <summary>
    /// What changed since the cursor, or everything. Where records moved while the list was read (one came twice, or the
    /// count fell), another may have slipped past between two pages: such a read leaves the cursor where it was.
    /// </summary>
    public async IAsyncEnumerable<Answer<ChangePage>> ReadChangesAsync(RestEntity entity, string? since, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var list = entity.List;
        var begin = list.Since is not null && since is not null ? Moments.Parse(since) : null;
        var newest = begin;
        var watch = new Watch(list.Paging);
        await foreach (var answer in _pages.ReadAsync(entity, list, name => name == "since" && begin is { } moment ? Written(moment, list.Since!.Format) : null, cancellation))
        {
            if (!answer.Is(out var page, out var error)) { yield return error; yield break; }
            watch.See(page);
            newest = page.Records.Aggregate(newest, (latest, record) => entity.Updated is { } path && record[path] is DateTimeOffset at && !(latest >= at) ? at : latest);
            var cursor = !page.IsLast || list.Since is null ? null : watch.WasDisturbed ? since : Cursor(newest, begin, list.Since.Overlap);
            yield return new ChangePage(page.Records.ConvertAll(record => Change(entity, record)), page.IsLast, cursor);
        }
    }

    /// <summary>One record, fresh.</summary>
    public async Task<Answer<RestRead>> ReadAsync(RestEntity entity, RecordId id, CancellationToken cancellation)
    {
        if (entity.Lookup is not { } lookup) return await ScanForAsync(entity, id, cancellation);
        if (api.Address(lookup, name => name == "id" ? id.Text : null) is not { } address) return new RestRead(null);
        if (!(await api.GetAsync(lookup, address, cancellation)).Is(out var reply, out var error)) return error;
        if (lookup.NotFound.Contains(reply.Code) && !reply.ContentType.Contains("html", StringComparison.OrdinalIgnoreCase)) return new RestRead(null);
        if (!lookup.IsSuccess(reply.Code)) return api.Refused(reply, null);
        if (!RestApi.Parsed(entity, reply).Is(out var read, out error)) return error;
        return read.Record is null ? RestApi.Garbled(entity, reply, new FormatException("it is empty, which says neither that the record exists nor that it does not")) : read;
    }

    /// <summary>The records with a value: by the declared search, else by reading the list.</summary>
    public async Task<Answer<Findings>> FindAsync(RestEntity entity, string path, object value, CancellationToken cancellation)
    {
        if (path == entity.Schema.Properties[entity.Schema.KeySlot].Path && entity.Lookup is not null)
        {
            if (!(await ReadAsync(entity, RecordId.From(value)!.Value, cancellation)).Is(out var one, out var trouble)) return trouble;
            return new Findings(one.Record is { } hit ? [Change(entity, hit)] : []);
        }

        var search = entity.Search is { } declared && declared.By.Contains(path) ? declared : entity.List;
        var found = new List<Change>();
        var seen = 0;
        await foreach (var answer in _pages.ReadAsync(entity, search, name => name == "field" ? path : name == "value" ? JsonValues.Text(value) : null, cancellation))
        {
            if (!answer.Is(out var page, out var error)) return error;
            if ((seen += page.Records.Count) > MostSearched) return new ConnectorError.NotAllowed($"{entity.Schema.Entity} has more than {MostSearched} records and cannot be searched by {path}.");
            found.AddRange(page.Records.Where(record => Fits(record[path], value)).Select(record => Change(entity, record)));
        }

        return new Findings(found);
    }

    /// <summary>The record as a change, with its version and moment.</summary>
    public static Change Change(RestEntity entity, Record record) =>
        new(ChangeKind.Upsert, record.Id!.Value, record, VersionOf(entity, record), entity.Updated is { } path ? record[path] as DateTimeOffset? : null);

    /// <summary>The record's version: its own property, or else the moment of its last change.</summary>
    public static RecordVersion VersionOf(RestEntity entity, Record record) =>
        record[entity.Version ?? entity.Updated ?? ""] is { } stamp and not Absent ? new RecordVersion(JsonValues.Text(stamp)) : RecordVersion.None;

    private async Task<Answer<RestRead>> ScanForAsync(RestEntity entity, RecordId id, CancellationToken cancellation)
    {
        await foreach (var answer in _pages.ReadAsync(entity, entity.List, _ => null, cancellation))
        {
            if (!answer.Is(out var page, out var error)) return error;
            if (page.Records.Find(record => record.Id == id) is { } found) return new RestRead(found);
        }

        return new RestRead(null);
    }

    private static string? Cursor(DateTimeOffset? newest, DateTimeOffset? begin, TimeSpan overlap) => (newest - overlap, begin) switch
    {
        (null, null) => null,
        ({ } next, { } old) => Moments.Text(next > old ? next : old),
        var (next, old) => Moments.Text((next ?? old)!.Value),
    };

    private static string Written(DateTimeOffset moment, RestMomentFormat format) => format switch
    {
        RestMomentFormat.Iso => Moments.Text(moment),
        RestMomentFormat.IsoMilliseconds => Moments.Milliseconds(moment),
        RestMomentFormat.Unix => moment.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
        RestMomentFormat.UnixMilliseconds => moment.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
    };

    private static bool Fits(object? held, object sought) => held is string one && sought is string other
        ? one.Trim().Equals(other.Trim(), StringComparison.OrdinalIgnoreCase)
        : Values.Same(held, sought);

    /// <summary>Notices records that move while a list is read page by page.</summary>
    private sealed class Watch(RestPaging paging)
    {
        private readonly HashSet<RecordId> _seen = [];
        private double? _last;

        public bool WasDisturbed { get; private set; }

        public void See(RestPage page)
        {
            if (paging.Kind is not (RestPagingKind.Page or RestPagingKind.Offset)) return;
            foreach (var record in page.Records) WasDisturbed |= !_seen.Add(record.Id!.Value);
            var last = page.Number(paging.Last);
            WasDisturbed |= last < _last;
            _last = last;
        }
    }
}
