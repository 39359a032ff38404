using System.Collections.Immutable;

namespace SesamTalk.Engine.Connectors.Rest;

/// <summary>One operation on an entity.</summary>
internal sealed record RestOperation
{
    /// <summary>The verb.</summary>
    public required HttpMethod Method { get; init; }

    /// <summary>The path below the base address.</summary>
    public required Placeholders Path { get; init; }

    /// <summary>The query; a parameter whose place stays empty is left out.</summary>
    public ImmutableArray<(Placeholders Name, Placeholders Value)> Query { get; init; } = [];

    /// <summary>Headers; one whose place stays empty is left out.</summary>
    public ImmutableArray<(string Name, Placeholders Value)> Headers { get; init; } = [];

    /// <summary>The body; null for none in a read, and for the record in a write.</summary>
    public RestBody? Body { get; init; }

    /// <summary>The body goes as a form and not as JSON.</summary>
    public bool IsForm { get; init; }

    /// <summary>The dotted path of the list in an answer; empty where the body is the list.</summary>
    public string ItemsPath { get; init; } = "";

    /// <summary>The dotted path of the record inside each item of a list; empty where the item is the record.</summary>
    public string Unwrap { get; init; } = "";

    /// <summary>The dotted path of the record in an answer about one; empty where the body is the record.</summary>
    public string RecordPath { get; init; } = "";

    /// <summary>How a list goes on.</summary>
    public RestPaging Paging { get; init; } = new();

    /// <summary>How a list is asked for changes; null where it cannot be.</summary>
    public RestSince? Since { get; init; }

    /// <summary>The properties that a search can ask for.</summary>
    public ImmutableArray<string> By { get; init; } = [];

    /// <summary>What a change sends.</summary>
    public RestSend Send { get; init; }

    /// <summary>The If-Match header, with <c>{version}</c>; null where the system does not lock.</summary>
    public Placeholders? IfMatch { get; init; }

    /// <summary>Statuses that mean success; empty for all from 200 to 299.</summary>
    public ImmutableArray<int> Accepts { get; init; } = [];

    /// <summary>Statuses that mean that the record does not exist.</summary>
    public ImmutableArray<int> NotFound { get; init; } = [404, 410];

    /// <summary>Statuses that mean that the record has moved.</summary>
    public ImmutableArray<int> Stale { get; init; } = [412];

    /// <summary>Whether a status means success.</summary>
    public bool IsSuccess(int status) => Accepts.IsEmpty ? status is >= 200 and < 300 : Accepts.Contains(status);

    /// <summary>Whether any text of it has this place.</summary>
    public bool Uses(string place) => Texts.Any(text => text.Names.Contains(place));

    /// <summary>All its texts with places.</summary>
    public IEnumerable<Placeholders> Texts => Query.SelectMany(q => new[] { q.Name, q.Value }).Concat(Headers.Select(header => header.Value)).Append(Path).Concat(Body?.Texts ?? []);
}

/// <summary>What a change sends.</summary>
internal enum RestSend
{
    /// <summary>The properties that changed.</summary>
    Changes,

    /// <summary>The whole record.</summary>
    Whole,

    /// <summary>The properties that changed, as a JSON Patch (RFC 6902).</summary>
    JsonPatch,
}

/// <summary>How a list goes on after its first page.</summary>
internal enum RestPagingKind
{
    /// <summary>It does not.</summary>
    None,

    /// <summary>By page numbers.</summary>
    Page,

    /// <summary>By the number of records to skip.</summary>
    Offset,

    /// <summary>By an address in the answer, in the body or in the Link header.</summary>
    NextLink,

    /// <summary>By a token in the answer.</summary>
    Cursor,
}

/// <summary>Paging of a list.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Size">Records in a page, as asked for by <c>{size}</c>.</param>
/// <param name="First">The first page's number.</param>
/// <param name="Last">The dotted path of the number of pages (page) or records (offset); empty where only an empty page tells the end.</param>
/// <param name="Next">The dotted path of the next address or token; empty takes the Link header.</param>
/// <param name="Stop">How the end is told where nothing says it.</param>
internal sealed record RestPaging(RestPagingKind Kind = RestPagingKind.None, int Size = 100, int First = 1, string Last = "", string Next = "", RestStop Stop = RestStop.Empty);

/// <summary>How the end of a list is told where the system does not say it.</summary>
internal enum RestStop
{
    /// <summary>By an empty page: a system may cap the size that it is asked for, so that a page which is not full says nothing.</summary>
    Empty,

    /// <summary>By a page that is not full.</summary>
    Short,

    /// <summary>By the place in the list that it was at already.</summary>
    Same,
}

/// <summary>How a moment is written in a query.</summary>
internal enum RestMomentFormat
{
    /// <summary>ISO 8601 in UTC, to the tick.</summary>
    Iso,

    /// <summary>ISO 8601 in UTC, to the millisecond.</summary>
    IsoMilliseconds,

    /// <summary>ISO 8601 in UTC, to the second.</summary>
    IsoSeconds,

    /// <summary>The day alone, in UTC.</summary>
    Date,

    /// <summary>Seconds since 1970.</summary>
    Unix,

    /// <summary>Milliseconds since 1970.</summary>
    UnixMilliseconds,
}

/// <summary>How a list is asked for what changed.</summary>
/// <param name="Format">How the moment is written.</param>
/// <param name="Overlap">What is taken off the newest stamp.</param>
/// <param name="Start">Sent where everything is wanted; null leaves the place empty.</param>
internal sealed record RestSince(RestMomentFormat Format, TimeSpan Overlap, DateTimeOffset? Start = null);
