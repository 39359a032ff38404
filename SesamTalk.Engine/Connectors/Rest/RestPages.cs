using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using SesamTalk.Engine.Connectors.Wire;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Connectors.Rest;

/// <summary>Walks through a list by its kind of paging.</summary>
internal sealed class RestPages(RestApi api)
{
    private const int MostPages = 100_000;

    /// <summary>All pages; the last one is marked. A list that does not come to an end is garbled.</summary>
    public async IAsyncEnumerable<Answer<RestPage>> ReadAsync(RestEntity entity, RestOperation operation, Func<string, string?> value, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var paging = operation.Paging;
        var at = new Position(paging.First, 0, null, null);
        for (var number = 0; number < MostPages; number++)
        {
            var address = at.Address ?? api.Address(operation, name => at.Value(name, paging) ?? value(name));
            if (address is null) { yield return new ConnectorError.Garbled($"The address of {entity.Schema.Entity} has a hole: a value that it needs is blank."); yield break; }
            if (!(await OneAsync(entity, operation, address, cancellation)).Is(out var page, out var error)) { yield return error; yield break; }
            if (!Next(paging, at, page).Is(out var next, out error)) { yield return error; yield break; }
            yield return page with { IsLast = next.IsEnd };
            if (next.IsEnd) yield break;
            at = next;
        }

        yield return new ConnectorError.Garbled($"The list of {entity.Schema.Entity} does not come to an end.");
    }

    private async Task<Answer<RestPage>> OneAsync(RestEntity entity, RestOperation operation, Uri address, CancellationToken cancellation)
    {
        if (!(await api.GetAsync(operation, address, cancellation)).Is(out var reply, out var error)) return error;
        if (reply.Code == 204) return new RestPage([], [], null, false);
        if (!operation.IsSuccess(reply.Code)) return api.Refused(reply, null);
        try
        {
            var page = JsonPage.Read(reply.Body, entity.Plan, operation.ItemsPath);
            return new RestPage(page.Records, page.Beside, reply.Header("Link"), false);
        }
        catch (JsonException garbled)
        {
            return RestApi.Garbled(entity, reply, garbled);
        }
    }

    private Answer<Position> Next(RestPaging paging, Position at, RestPage page)
    {
        var read = at.Offset + page.Records.Count;
        var last = page.Number(paging.Last);
        var isShort = page.Records.Count < paging.Size;
        return paging.Kind switch
        {
            RestPagingKind.None => Position.End,
            RestPagingKind.Page => page.Records.Count == 0 || (last is { } pages ? at.Page - paging.First + 1 >= pages : isShort) ? Position.End : at with { Page = at.Page + 1, Offset = read },
            RestPagingKind.Offset => page.Records.Count == 0 || (last is { } total ? read >= total : isShort) ? Position.End : at with { Offset = read },
            RestPagingKind.Cursor => page.Text(paging.Next) is not { } token ? Position.End
                : token == at.Token ? new ConnectorError.Garbled("The system gives the same place in its list again and again.")
                : at with { Token = token },
            RestPagingKind.NextLink => Linked(page.Text(paging.Next) ?? page.LinkNext, at),
        };
    }

    private Answer<Position> Linked(string? link, Position at)
    {
        if (string.IsNullOrWhiteSpace(link)) return Position.End;
        if (api.Whole(link) is not { } address || !api.IsOurs(address)) return new ConnectorError.Garbled("The system's list goes on at another system's address; it is not followed.");
        return address == at.Address ? new ConnectorError.Garbled("The system gives the same place in its list again and again.") : at with { Address = address };
    }

    /// <summary>Where in the list the next request stands.</summary>
    private sealed record Position(int Page, int Offset, string? Token, Uri? Address)
    {
        public static readonly Position End = new(-1, 0, null, null);

        public bool IsEnd => Page < 0;

        public string? Value(string name, RestPaging paging) => name switch
        {
            "page" => Page.ToString(CultureInfo.InvariantCulture),
            "offset" => Offset.ToString(CultureInfo.InvariantCulture),
            "size" => paging.Size.ToString(CultureInfo.InvariantCulture),
            "cursor" => Token,
            _ => null,
        };
    }
}

/// <summary>One page as it came.</summary>
/// <param name="Records">The records.</param>
/// <param name="Beside">What stands beside them.</param>
/// <param name="Link">The Link header.</param>
/// <param name="IsLast">There is no more.</param>
internal sealed record RestPage(List<Record> Records, Dictionary<string, string> Beside, string? Link, bool IsLast)
{
    /// <summary>The address after rel="next" in the Link header.</summary>
    public string? LinkNext => Link?.Split(',').FirstOrDefault(link => link.Contains("rel=\"next\"", StringComparison.OrdinalIgnoreCase)) is { } next
        && next.IndexOf('<', StringComparison.Ordinal) is var from and >= 0 && next.IndexOf('>', StringComparison.Ordinal) is var to && to > from ? next[(from + 1)..to] : null;

    /// <summary>The text at a path beside the list; null where there is none.</summary>
    public string? Text(string path) => path.Length > 0 && Beside.TryGetValue(path, out var text) && text.Length > 0 ? text : null;

    /// <summary>The number at a path beside the list; null where there is none.</summary>
    public double? Number(string path) => double.TryParse(Text(path), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}
