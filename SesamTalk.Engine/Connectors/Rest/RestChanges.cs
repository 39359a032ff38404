using System.Runtime.CompilerServices;
using SesamTalk.Engine.Connectors.Wire;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Connectors.Rest;

/// <summary>
/// Reads an entity whose changes are told by a list of ids. A full read takes the place in that list first and the records
/// afterwards, so that what changes meanwhile comes with the next read; a later read looks up every id that it is told.
/// </summary>
internal sealed class RestChanges(RestReader reader, RestPages pages, RestEntity entity, RestChangeList changes)
{
    /// <summary>Everything, or what was told since the cursor.</summary>
    public async IAsyncEnumerable<Answer<ChangePage>> ReadAsync(string? since, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var told = new Dictionary<RecordId, Record>();
        var place = new Place(changes, since);
        await foreach (var answer in pages.ReadAsync(entity, new RestListing(changes.List, place.Value) { Plan = changes.Plan }, cancellation))
        {
            if (!answer.Is(out var page, out var error)) { yield return error; yield break; }
            place.See(page);
            foreach (var entry in page.Records) told[entry.Id!.Value] = entry; // the last word counts
        }

        await foreach (var page in since is null ? WholeAsync(place, cancellation) : ToldAsync(told, place, cancellation)) yield return page;
    }

    private async IAsyncEnumerable<Answer<ChangePage>> WholeAsync(Place place, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var answer in reader.ReadListAsync(entity, null, cancellation))
            yield return answer.Is(out var page, out var error) ? page with { Cursor = page.IsLast ? place.Cursor : null } : error;
    }

    private async IAsyncEnumerable<Answer<ChangePage>> ToldAsync(Dictionary<RecordId, Record> told, Place place, [EnumeratorCancellation] CancellationToken cancellation)
    {
        const int atOnce = 100;
        foreach (var batch in told.Chunk(atOnce))
        {
            var found = new List<Change>();
            foreach (var (id, entry) in batch)
            {
                if (!(await ChangeAsync(id, entry, cancellation)).Is(out var read, out var error)) { yield return error; yield break; }
                if (read.Change is { } change) found.Add(change);
            }

            yield return new ChangePage(found, false, null);
        }

        yield return new ChangePage([], true, place.Cursor);
    }

    private async Task<Answer<Reading>> ChangeAsync(RecordId id, Record entry, CancellationToken cancellation)
    {
        var at = changes.Updated is { } path ? entry[path] as DateTimeOffset? : null;
        if (changes.Deleted is { } mark && mark.Is(entry[mark.Path])) return new Reading(new Change(ChangeKind.Deletion, id, null, RecordVersion.None, at));
        if (!(await reader.ReadAsync(entity, id, cancellation)).Is(out var read, out var error)) return error;
        // Gone since it was told: the list will say so itself, or a full read notices.
        return new Reading(read.Record is { } record ? RestReader.Change(entity, record) : null);
    }

    /// <summary>The place in the list of changes: a token, or a moment.</summary>
    private sealed class Place(RestChangeList changes, string? since)
    {
        private readonly DateTimeOffset? _begin = changes.Token is null && since is not null ? Moments.Parse(since) : null;
        private readonly string? _from = since;
        private string? _token = since;
        private DateTimeOffset? _newest;

        public string? Cursor => changes.Token is not null ? _token : RestReader.Cursor(_newest ?? _begin, _begin, changes.List.Since!.Overlap);

        public string? Value(string name) => name switch
        {
            "token" => _from,
            "since" => (_begin ?? changes.List.Since?.Start) is { } moment ? RestReader.Written(moment, changes.List.Since!.Format) : null,
            _ => null,
        };

        public void See(RestPage page)
        {
            if (changes.Token is { } path) _token = page.Text(path) ?? _token;
            else _newest = page.Records.Aggregate(_newest ?? _begin, (latest, entry) => entry[changes.Updated!] is DateTimeOffset at && !(latest >= at) ? at : latest);
        }
    }
}
