using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace SesamTalk.Tests.Conformance.Rest;

/// <summary>Lists in the shape of a server.</summary>
internal sealed class ShapedPages(ServerShape shape, Uri root)
{
    public ShapedAnswer Of(HttpRequest request, List<JsonObject> rows)
    {
        var size = Number(request, "limit") ?? 1000;
        var page = Number(request, "page") ?? 1;
        var skip = Number(request, "offset") ?? (request.Query["cursor"].FirstOrDefault() is { } token ? int.Parse(token[1..], CultureInfo.InvariantCulture) : (page - 1) * size);
        var taken = rows.Skip(skip).Take(size).ToList();
        var isMore = skip + size < rows.Count;
        return shape.Paging switch
        {
            ServerPaging.Page => Body(new() { ["items"] = Rows(taken), ["pages"] = (rows.Count + size - 1) / size }),
            ServerPaging.Offset => Body(new() { ["data"] = new JsonObject { ["rows"] = Rows(taken) } }),
            ServerPaging.Cursor => Body(new() { ["edges"] = new JsonArray([.. taken.Select(row => (JsonNode?)new JsonObject { ["extra"] = new JsonArray(1, 2), ["node"] = row, ["more"] = "x" })]), ["page"] = new JsonObject { ["next"] = isMore ? $"t{skip + size}" : null } }),
            ServerPaging.NextInBody => Body(new() { ["value"] = Rows(taken), ["next"] = isMore ? Next(request, page) : null }),
            ServerPaging.LinkHeader => new(200, Rows(taken), isMore ? $"<{Next(request, 1)}>; rel=\"first\", <{Next(request, page)}>; rel=\"next\"" : null),
            ServerPaging.None => ShapedAnswer.Of(200, Rows(rows)),
        };
    }

    private string Next(HttpRequest request, int page)
    {
        var others = request.Query.Where(pair => pair.Key is not ("page" or "api_key")).Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value!)}");
        return $"{root.AbsoluteUri.TrimEnd('/')}{request.Path}?{string.Join('&', others.Append($"page={page + 1}"))}";
    }

    private static int? Number(HttpRequest request, string name) => int.TryParse(request.Query[name], CultureInfo.InvariantCulture, out var number) ? number : null;

    private static JsonArray Rows(IEnumerable<JsonObject> rows) => new([.. rows]);

    private static ShapedAnswer Body(JsonObject body) => ShapedAnswer.Of(200, body);
}
