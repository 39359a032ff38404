using System.Text.Json.Nodes;
using SesamTalk.Web.Sandbox.Kit;

namespace SesamTalk.Web.Sandbox.PowerOfficeGo;

/// <summary>How PowerOffice Go says no: a problem with lower-case members, or the shape of the gateway before it.</summary>
internal static class GoRefusals
{
    public static SandboxRefusal Problem(int status, string title, string detail) => new(new Reply(status, new JsonObject
    {
        ["type"] = $"https://httpstatuses.io/{status}",
        ["title"] = title,
        ["status"] = status,
        ["detail"] = detail,
    }));

    public static SandboxRefusal Invalid(GoEntity entity, string detail) => Problem(400, $"{entity.Traits.Word} validation error(s)", detail);

    public static SandboxRefusal Cast(string detail) => Problem(400, "Unable to cast object(s)", detail);

    public static SandboxRefusal Parameter(string detail) => Problem(400, "Invalid resourceParameter", detail);

    public static SandboxRefusal NotFound(string detail) => Problem(404, "Object(s) not found", detail);

    public static SandboxRefusal NotFound(GoEntity entity, string? id) => NotFound($"{entity.Traits.Word} with id {id} was not found.");

    public static SandboxRefusal Conflict(GoEntity entity, string detail) => Problem(409, $"{entity.Traits.Word} conflict", detail);

    /// <summary>The gateway's own answer, before the request reaches PowerOffice Go.</summary>
    public static SandboxRefusal Gateway(int status, string message, params (string Name, string Value)[] headers) =>
        new(new Reply(status, new JsonObject { ["statusCode"] = status, ["message"] = message })
        {
            Headers = headers.ToDictionary(header => header.Name, header => header.Value),
        });

    /// <summary>Too many requests: the gateway writes the status as text here.</summary>
    public static SandboxRefusal TooMany() => new(new Reply(429, new JsonObject
    {
        ["statusCode"] = "429",
        ["message"] = "Rate limit is exceeded. Try again in 1 seconds.",
    })
    {
        Headers = new Dictionary<string, string> { ["Retry-After"] = "1" },
    });
}
