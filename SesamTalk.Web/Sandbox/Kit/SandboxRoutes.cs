using System.Text.Json;
using System.Text.Json.Nodes;

namespace SesamTalk.Web.Sandbox.Kit;

/// <summary>Addresses of one sandbox. A handler runs while it alone holds the records; its refusals become answers.</summary>
internal sealed class SandboxRoutes(WebApplication app, ISandboxSystem system)
{
    public void Map(string verb, string pattern, Func<Ask, Reply> handler) =>
        app.MapMethods(pattern, [verb], context => AnswerAsync(context, handler));

    private async Task AnswerAsync(HttpContext context, Func<Ask, Reply> handler)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        await Carry(new Ask(context, body.ToArray()), handler).WriteAsync(context);
    }

    private Reply Carry(Ask ask, Func<Ask, Reply> handler)
    {
        try
        {
            lock (system.State.Store.Gate) return handler(ask);
        }
        catch (SandboxRefusal refusal)
        {
            return refusal.Reply;
        }
        catch (JsonException unreadable)
        {
            return system.Malformed(unreadable.Message);
        }
    }

    /// <summary>A plain answer for what is not a record.</summary>
    public static Reply Ok(JsonNode? body) => new(200, body);
}
