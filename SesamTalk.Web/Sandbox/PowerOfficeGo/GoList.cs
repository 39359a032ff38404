using System.Globalization;
using System.Text.Json.Nodes;
using SesamTalk.Web.Sandbox.Kit;

namespace SesamTalk.Web.Sandbox.PowerOfficeGo;

/// <summary>One page of a list: filtered, ordered, cut, and shown with all or the named properties; 204 without a body when empty.</summary>
internal sealed class GoList(GoView view, SandboxState state)
{
    private const int UsualPage = 5000, LargestPage = 20000;

    public Reply Read(GoEntity entity, IEnumerable<JsonObject> bodies, Ask ask)
    {
        if (ask.QueryNames.FirstOrDefault(name => name.StartsWith('$')) is { } odata)
            throw GoRefusals.Parameter($"The parameter '{odata}' is not supported.");
        var (page, size) = (Whole(ask, "PageNumber", 1, int.MaxValue), Whole(ask, "PageSize", UsualPage, LargestPage));
        var only = Fields(entity, ask.Query("Fields"));
        var reader = new GoReader(view);
        var found = new GoFilters(view, reader).Narrow(entity, bodies, ask);
        var sorted = Sort(entity, found, ask.Query("OrderBy"), reader).ToList();
        var items = sorted.Skip((int)Math.Min((page - 1L) * size, int.MaxValue)).Take(size).ToList();
        var headers = new Dictionary<string, string>();
        if (state.Dials.PaginationHeader) headers["X-Pagination"] = Pagination(ask, page, size, sorted.Count).ToJsonString();
        return items.Count == 0
            ? new Reply(204) { Headers = headers }
            : new Reply(200, new JsonArray([.. items.Select(body => reader.Show(entity, body, only))])) { Headers = headers };
    }

    private static JsonObject Pagination(Ask ask, int page, int size, int total)
    {
        var pages = (total + size - 1) / size;
        return new()
        {
            ["totalCount"] = total,
            ["pageSize"] = size,
            ["currentPage"] = page,
            ["totalPages"] = pages,
            ["nextPageLink"] = page < pages ? Next(ask, page + 1) : null,
        };
    }

    private static string Next(Ask ask, int page)
    {
        var query = QueryString.Create(ask.Request.Query
            .Where(pair => !pair.Key.Equals("PageNumber", StringComparison.OrdinalIgnoreCase))
            .SelectMany(pair => pair.Value, (pair, value) => KeyValuePair.Create(pair.Key, value))
            .Append(KeyValuePair.Create("PageNumber", (string?)page.ToString(CultureInfo.InvariantCulture))));
        return $"{ask.Request.Scheme}://{ask.Request.Host}{ask.Request.Path}{query}";
    }

    private static List<GoField>? Fields(GoEntity entity, string? names) => string.IsNullOrWhiteSpace(names) ? null
        : [.. names.Split(',').Select(name => entity.Field(name.Trim()) is { Read: true } field
            ? field : throw GoRefusals.Parameter($"Fields: '{name.Trim()}' is not a property of {entity.Traits.Word}."))];

    private static IEnumerable<JsonObject> Sort(GoEntity entity, IEnumerable<JsonObject> bodies, string? order, GoReader reader)
    {
        if (string.IsNullOrWhiteSpace(order)) return bodies;
        IOrderedEnumerable<JsonObject>? sorted = null;
        foreach (var part in order.Split(','))
        {
            var words = part.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            if (words is not ([_] or [_, "asc" or "desc"]) || entity.Field(words[0]) is not { Read: true } field)
                throw GoRefusals.Parameter($"OrderBy: '{part.Trim()}' is not a property of {entity.Traits.Word}, with asc or desc.");
            IComparable? Key(JsonObject body) => reader.Value(entity, body, field) is { } value ? GoNumbers.Of(value) is { } number ? number : value.ToString() : null;
            var down = words.Length == 2 && words[1] == "desc";
            sorted = (sorted, down) switch
            {
                (null, false) => bodies.OrderBy(Key),
                (null, true) => bodies.OrderByDescending(Key),
                (_, false) => sorted.ThenBy(Key),
                (_, true) => sorted.ThenByDescending(Key),
            };
        }
        return sorted!;
    }

    private static int Whole(Ask ask, string name, int usual, int most)
    {
        if (string.IsNullOrWhiteSpace(ask.Query(name))) return usual;
        return int.TryParse(ask.Query(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most
            ? number
            : throw GoRefusals.Parameter($"{name} must be a whole number from 1 to {most}.");
    }
}
