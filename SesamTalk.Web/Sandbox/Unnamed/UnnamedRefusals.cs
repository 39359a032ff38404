using System.Text.Json.Nodes;
using SesamTalk.Web.Sandbox.Kit;

namespace SesamTalk.Web.Sandbox.Unnamed;

/// <summary>How the unnamed system says no.</summary>
internal static class UnnamedRefusals
{
    public static SandboxRefusal Make(int status, string code, string message, string? field = null, string? holder = null)
    {
        var error = new JsonObject { ["code"] = code, ["message"] = message, ["field"] = field };
        if (holder is not null) error["holder"] = holder;
        return new(new Reply(status, new JsonObject { ["error"] = error }));
    }

    public static SandboxRefusal NotFound(string message) => Make(404, "not_found", message);


    public static SandboxRefusal SlowDown() => new(Make(429, "slow_down", "Too many requests.").Reply with
    {
        Headers = new Dictionary<string, string> { ["Retry-After"] = "1" },
    });
}
