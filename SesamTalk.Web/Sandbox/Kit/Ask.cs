using System.Text.Json;
using System.Text.Json.Nodes;

namespace SesamTalk.Web.Sandbox.Kit;

/// <summary>A request as a sandbox reads it: path parts, query (names in any case), headers and the whole body.</summary>
internal sealed class Ask(HttpContext context, byte[] body)
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    public HttpRequest Request => context.Request;
    public string Path => context.Request.Path.Value ?? "";
    public string? Route(string name) => context.Request.RouteValues.TryGetValue(name, out var value) ? value as string : null;
    public string? Header(string name) => context.Request.Headers.TryGetValue(name, out var value) ? value.ToString() : null;
    public string? Query(string name) => context.Request.Query.TryGetValue(name, out var value) ? value.ToString() : null;
    public IEnumerable<string> QueryNames => context.Request.Query.Keys;
    public string MediaType => (context.Request.ContentType ?? "").Split(';')[0].Trim().ToLowerInvariant();
    public string Text => System.Text.Encoding.UTF8.GetString(body);

    /// <exception cref="JsonException">The body is not JSON, or names a property twice.</exception>
    public JsonNode? Json() => body.Length == 0 ? null : JsonNode.Parse(body, documentOptions: Strict);
}
