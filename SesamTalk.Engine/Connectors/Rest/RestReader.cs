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
    private RestLists Lists => field ??= new(api, _pages);

    /// <summary>
    /// What changed since the cursor, or everything. Where records moved while the list was read (one came twice, or the
    /// count fell), another may have slipped past between two pages: such a read leaves the cursor where it was.
    /// </summary>
    public IAsyncEnumerable<Answer<ChangePage>> ReadChangesAsync(RestEntity entity, string? since, CancellationToken cancellation) =>
        entity.Changes is { } changes ? new RestChanges(this, _pages, entity, changes).ReadAsync(since, cancellation) : ReadListAsync(entity, since, cancellation);

    /// <summary>What the entity's own list says, from the cursor on or from the beginning.</summary>
    public async IAsyncEnumerable<Answer<ChangePage>> ReadListAsync(RestEntity entity, string? since, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var list = entity.List;
        var begin = list.Since is not null && since is not null ? Moments.Parse(since) : null;
        var newest = begin;
        var watch = new Watch(list.Paging);
        await foreach (var answer in Lists.AllAsync(entity, list, name => name == "since" && (begin ?? list.Since?.Start) is { } moment ? Written(moment, list.Since!.Format) : null, cancellation))
        {
            if (!answer.Is(out var page, out var error)) { yield return error; yield break; }
            watch.See(page);
            newest = page.Records.Aggregate(newest, (latest, record) => entity.Updated is { } path && record[path] is DateTimeOffset at && !(latest >= at) ? at : latest);
            var cursor = !page.IsLast || list.Since is null ? null : watch.WasDisturbed ? since : Cursor(newest, begin, list.Since.Overlap);
            yield return new ChangePage(page.Records.ConvertAll(record => Change(entity, record)), page.IsLast, cursor);
        }
    }

    /// <summary>One record, fresh; none for one that is marked as deleted.</summary>
    public async Task<Answer<RestRead>> ReadAsync(RestEntity entity, RecordId id, CancellationToken cancellation)
    {
        var answer = entity.Lookup is { } lookup ? await LookUpAsync(entity, lookup, id, cancellation) : await ScanForAsync(entity, id, cancellation);
        return answer.Is(out var read, out var error) ? read.Record is { } record && IsDeleted(entity, record) ? new RestRead(null) : read : error;
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
        await foreach (var answer in Lists.AllAsync(entity, search, name => name == "field" ? path : name == "value" ? value : name == "since" && search.Since?.Start is { } start ? Written(start, search.Since.Format) : null, cancellation))
        {
            if (!answer.Is(out var page, out var error)) return error;
            if ((seen += page.Records.Count) > MostSearched) return new ConnectorError.NotAllowed($"{entity.Schema.Entity} has more than {MostSearched} records and cannot be searched by {path}.");
            found.AddRange(page.Records.Where(record => Fits(record[path], value) && !IsDeleted(entity, record)).Select(record => Change(entity, record)));
        }

        return new Findings(found);
    }

    /// <summary>The record as a change, with its version and moment; a record that is marked as deleted is a deletion.</summary>
    public static Change Change(RestEntity entity, Record record)
    {
        var at = entity.Updated is { } path ? record[path] as DateTimeOffset? : null;
        return IsDeleted(entity, record)
            ? new(ChangeKind.Deletion, record.Id!.Value, null, VersionOf(entity, record), at)
            : new(ChangeKind.Upsert, record.Id!.Value, record, VersionOf(entity, record), at);
    }

    /// <summary>The record's version: its own property, or else the moment of its last change.</summary>
    public static RecordVersion VersionOf(RestEntity entity, Record record) =>
        record[entity.Version ?? entity.Updated ?? ""] is { } stamp and not Absent ? new RecordVersion(JsonValues.Text(stamp)) : RecordVersion.None;

    /// <summary>What a record's key says of its fields, where the system may leave them out of the record.</summary>
    public static List<KeyValuePair<int, object?>>? Given(RestEntity entity, RecordId id)
    {
        if (entity.Ids.Length == 1) return null;
        var parts = id.Text.Split('/');
        if (parts.Length != entity.Ids.Length) return null;
        return [.. entity.PartsOf(id).Select(part => KeyValuePair.Create(entity.Schema.SlotOf(part.Key), RestKeys.Typed(entity.Schema.Find(part.Key)!, part.Value)))];
    }

    /// <summary>A moment as a manifest wants it written.</summary>
    public static string Written(DateTimeOffset moment, RestMomentFormat format) => format switch
    {
        RestMomentFormat.Iso => Moments.Text(moment),
        RestMomentFormat.IsoMilliseconds => Moments.Milliseconds(moment),
        RestMomentFormat.IsoSeconds => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        RestMomentFormat.Date => moment.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        RestMomentFormat.Unix => moment.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
        RestMomentFormat.UnixMilliseconds => moment.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>Where the next read begins: a little before the newest moment, and never before where this one began.</summary>
    public static string? Cursor(DateTimeOffset? newest, DateTimeOffset? begin, TimeSpan overlap) => (newest - overlap, begin) switch
    {
        (null, null) => null,
        ({ } next, { } old) => Moments.Text(next > old ? next : old),
        var (next, old) => Moments.Text((next ?? old)!.Value),
    };

    private async Task<Answer<RestRead>> LookUpAsync(RestEntity entity, RestOperation lookup, RecordId id, CancellationToken cancellation)
    {
        if (RestKeys.Places(entity, id) is not { } places || api.Address(lookup, places) is not { } address) return new RestRead(null);
        if (!(await api.AskAsync(lookup, address, places, cancellation)).Is(out var reply, out var error)) return error;
        if (lookup.NotFound.Contains(reply.Code) && !reply.ContentType.Contains("html", StringComparison.OrdinalIgnoreCase)) return new RestRead(null);
        if (!lookup.IsSuccess(reply.Code)) return api.Refused(reply, null);
        if (!RestApi.Parsed(entity, reply, lookup.RecordPath, Given(entity, id)).Is(out var read, out error)) return error;
        return read.Record is null && (reply.Body.Length == 0 || lookup.RecordPath.Length == 0) ? RestApi.Garbled(entity, reply, new UnfitException("it is empty, which says neither that the record exists nor that it does not")) : read;
    }

    private async Task<Answer<RestRead>> ScanForAsync(RestEntity entity, RecordId id, CancellationToken cancellation)
    {
        await foreach (var answer in Lists.AllAsync(entity, entity.List, name => name == "since" && entity.List.Since?.Start is { } start ? Written(start, entity.List.Since.Format) : null, cancellation))
        {
            if (!answer.Is(out var page, out var error)) return error;
            if (page.Records.Find(record => record.Id == id) is { } found) return new RestRead(found);
        }

        return new RestRead(null);
    }

    private static bool IsDeleted(RestEntity entity, Record record) => entity.Deleted is { } mark && mark.Is(record[mark.Path]);

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
