using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SesamTalk.Web.Sandbox.Kit;

/// <summary>What a sandbox answers: status, headers and, where there is one, a JSON body.</summary>
internal sealed record Reply(int Status, JsonNode? Body = null)
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public string ContentType { get; init; } = "application/json; charset=utf-8";
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    public async Task WriteAsync(HttpContext context)
    {
        context.Response.StatusCode = Status;
        foreach (var (name, value) in Headers) context.Response.Headers[name] = value;
        if (Body is null) return;
        context.Response.ContentType = ContentType;
        await context.Response.WriteAsync(Body.ToJsonString(Plain), context.RequestAborted);
    }
}

/// <summary>A request that a sandbox turns down; carries the answer.</summary>
internal sealed class SandboxRefusal(Reply reply) : Exception(reply.Body?.ToJsonString())
{
    public Reply Reply { get; } = reply;
}
