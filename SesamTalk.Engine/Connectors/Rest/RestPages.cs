using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using SesamTalk.Engine.Connectors.Wire;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Connectors.Rest;

/// <summary>Walks through a list by its kind of paging.</summary>
internal sealed class RestPages(RestApi api)
{
    private readonly RestApi _api = api;
    private const int MostPages = 100_000;

    /// <summary>
    /// All pages; the last one is marked. A list that does not come to an end, or goes in circles, is garbled. The next page is asked for
    /// once this one is there whole, and while its records are read and looked at: the system sees one request after another.
    /// </summary>
    public async IAsyncEnumerable<Answer<RestPage>> ReadAsync(RestEntity entity, RestListing listing, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var at = new Position(listing.Operation.Paging.First, 0, null, null);
        var circles = new Circles();
        await using var ahead = new Ahead(this, listing, cancellation);
        for (var number = 0; number < MostPages; number++)
        {
            if (ahead.Address(at) is not { } address) { yield return new ConnectorError.Garbled($"The address of {entity.Schema.Entity} has a hole: a value that it needs is blank."); yield break; }
            if (!(await ahead.ReplyAsync(at, address)).Is(out var reply, out var error)) { yield return error; yield break; }
            ahead.GoOn(at, address, reply, circles);
            if (!Parsed(entity, listing, reply).Is(out var page, out error)) { yield return error; yield break; }
            if (circles.Closes(page) || !Next(listing.Operation.Paging, at, page, address).Is(out var next, out error)) { yield return error ?? Circles.Found; yield break; }
            if (!next.IsEnd && circles.Closes(next.Place))
            {
                if (listing.Operation.Paging.Stop != RestStop.Same) { yield return Circles.Found; yield break; }
                next = Position.End;
            }

            yield return page with { IsLast = next.IsEnd };
            if (next.IsEnd) yield break;
            at = next;
        }

        yield return new ConnectorError.Garbled($"The list of {entity.Schema.Entity} does not come to an end.");
    }

    /// <summary>The first page, with a refused sign-in or right as the status that it was.</summary>
    public async Task<Answer<WireReply>> ProbeAsync(RestListing listing, CancellationToken cancellation)
    {
        var paging = listing.Operation.Paging;
        object? Value(string name) => new Position(paging.First, 0, null, null).Value(name, paging) ?? listing.Value(name);
        return _api.Address(listing.Operation, Value) is { } address
            ? await _api.AskAsync(listing.Operation, address, Value, cancellation, keepsRefusals: true)
            : new ConnectorError.Garbled("The address of the list has a hole: a value that it needs is blank.");
    }

    /// <summary>The page of an answer.</summary>
    public Answer<RestPage> Parsed(RestEntity entity, RestListing listing, WireReply reply)
    {
        if (reply.Code == 204) return new RestPage([], [], null, false);
        if (!listing.Operation.IsSuccess(reply.Code)) return _api.Refused(reply, null);
        try
        {
            var page = JsonPage.Read(reply.Body, listing.Plan ?? entity.Plan, listing.Operation.ItemsPath, listing.Operation.Unwrap, listing.Given);
            return new RestPage(page.Records, page.Beside, reply.Header("Link"), false);
        }
        catch (JsonException garbled)
        {
            return RestApi.Garbled(entity, reply, garbled);
        }
    }

    private Answer<Position> Next(RestPaging paging, Position at, RestPage page, Uri here)
    {
        var read = at.Offset + page.Count;
        var last = page.Number(paging.Last);
        var isOver = page.Count == 0 || (last is null && paging.Stop == RestStop.Short && page.Count < paging.Size);
        return paging.Kind switch
        {
            RestPagingKind.None => Position.End,
            RestPagingKind.Page => isOver || at.Page - paging.First + 1 >= last ? Position.End : at with { Page = at.Page + 1, Offset = read },
            RestPagingKind.Offset => isOver || read >= last ? Position.End : at with { Page = at.Page + 1, Offset = read },
            RestPagingKind.Cursor => page.Text(paging.Next) is not { } token || (isOver && paging.Stop == RestStop.Short) ? Position.End : at with { Token = token },
            RestPagingKind.NextLink => Linked(page.Text(paging.Next) ?? (paging.Next.Length == 0 ? page.LinkNext : null), at, here),
        };
    }

    private Answer<Position> Linked(string? link, Position at, Uri here)
    {
        if (string.IsNullOrWhiteSpace(link)) return Position.End;
        return Uri.TryCreate(here, link, out var address) && _api.IsOurs(address)
            ? at with { Address = address }
            : new ConnectorError.Garbled("The system's list goes on at another system's address; it is not followed.");
    }

    /// <summary>Where in the list the next request stands.</summary>
    private sealed record Position(int Page, int Offset, string? Token, Uri? Address)
    {
        public static readonly Position End = new(-1, 0, null, null);

        public bool IsEnd => Page < 0;

        /// <summary>What the system calls the place; null where we count.</summary>
        public string? Place => Address?.AbsoluteUri ?? Token;

        public object? Value(string name, RestPaging paging) => name switch
        {
            "page" => (long)Page,
            "offset" => (long)Offset,
            "size" => (long)paging.Size,
            "cursor" => Token,
            _ => null,
        };
    }

    /// <summary>The request for the page after the one that is looked at.</summary>
    private sealed class Ahead(RestPages pages, RestListing listing, CancellationToken cancellation) : IAsyncDisposable
    {
        private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        private Task<Answer<WireReply>>? _asked;
        private Position? _where;

        public Uri? Address(Position at) => at.Address ?? pages._api.Address(listing.Operation, Value(at));

        public Task<Answer<WireReply>> ReplyAsync(Position at, Uri address)
        {
            var asked = _where == at ? _asked : null;
            (_where, _asked) = (null, null);
            return asked ?? pages._api.AskAsync(listing.Operation, address, Value(at), _stop.Token);
        }

        /// <summary>Asks for the next page, if a glance at this one says where that is.</summary>
        public void GoOn(Position at, Uri address, WireReply reply, Circles circles)
        {
            if (reply.Code == 204 || !listing.Operation.IsSuccess(reply.Code) || JsonPage.Glance(reply.Body, listing.Operation.ItemsPath) is not var (beside, count)) return;
            var seen = new RestPage([], beside, reply.Header("Link"), false) { Count = count };
            if (!pages.Next(listing.Operation.Paging, at, seen, address).Is(out var next, out _) || next.IsEnd || circles.Knows(next.Place) || Address(next) is not { } there) return;
            (_where, _asked) = (next, pages._api.AskAsync(listing.Operation, there, Value(next), _stop.Token));
        }

        // What nobody waits for any more is broken off.
        public async ValueTask DisposeAsync()
        {
            if (_asked is { IsCompleted: false }) await _stop.CancelAsync();
            if (_asked is not null) await ((Task)_asked).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _stop.Dispose();
        }

        private Func<string, object?> Value(Position at) => name => at.Value(name, listing.Operation.Paging) ?? listing.Value(name);
    }

    /// <summary>Notices a list that comes back to where it was: by its own addresses and tokens, or by the same page again.</summary>
    private sealed class Circles
    {
        public static readonly ConnectorError.Garbled Found = new("The system gives the same place in its list again and again. Check the paging in the manifest: the system may not know its parameters.");
        private readonly HashSet<string> _places = [];
        private List<RecordId?> _page = [];

        public bool Knows(string? place) => place is not null && _places.Contains(place);

        public bool Closes(string? place) => place is not null && !_places.Add(place);

        public bool Closes(RestPage page)
        {
            var ids = page.Records.ConvertAll(record => record.Id);
            var isSame = ids.Count > 0 && ids.SequenceEqual(_page);
            _page = ids;
            return isSame;
        }
    }
}

/// <summary>A list that is to be walked through.</summary>
/// <param name="Operation">How it is asked for.</param>
/// <param name="Value">What is filled in beside the paging.</param>
internal sealed record RestListing(RestOperation Operation, Func<string, object?> Value)
{
    /// <summary>What is known of every record beside what the list says.</summary>
    public IReadOnlyList<KeyValuePair<int, object?>>? Given { get; init; }

    /// <summary>What is read of each item; null for the entity's own properties.</summary>
    public JsonPlan? Plan { get; init; }
}

/// <summary>One page as it came.</summary>
/// <param name="Records">The records.</param>
/// <param name="Beside">What stands beside them.</param>
/// <param name="Link">The Link header.</param>
/// <param name="IsLast">There is no more.</param>
internal sealed record RestPage(List<Record> Records, Dictionary<string, string> Beside, string? Link, bool IsLast)
{
    /// <summary>How many there are.</summary>
    public int Count { get; init; } = Records.Count;

    /// <summary>The address after rel="next" in the Link header.</summary>
    public string? LinkNext => Link?.Split(',').FirstOrDefault(link => link.Contains("rel=\"next\"", StringComparison.OrdinalIgnoreCase) || link.Contains("rel=next", StringComparison.OrdinalIgnoreCase)) is { } next
        && next.IndexOf('<', StringComparison.Ordinal) is var from and >= 0 && next.IndexOf('>', StringComparison.Ordinal) is var to && to > from ? next[(from + 1)..to] : null;

    /// <summary>The text at a path beside the list; null where there is none.</summary>
    public string? Text(string path) => path.Length > 0 && Beside.TryGetValue(path, out var text) && text.Length > 0 ? text : null;

    /// <summary>The number at a path beside the list; null where there is none.</summary>
    public double? Number(string path) => double.TryParse(Text(path), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}
