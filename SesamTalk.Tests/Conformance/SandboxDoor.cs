using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace SesamTalk.Tests.Conformance;

/// <summary>The door behind the scenes of a sandbox: faults and dials, over HTTP like everybody.</summary>
public sealed class SandboxDoor(Uri root) : IConformanceDoor
{
    private readonly HttpClient _http = new() { BaseAddress = root };

    /// <summary>Makes trouble for the next requests that fit.</summary>
    public Task FaultAsync(string kind, int status = 503, int count = 1, string? method = null, string? path = null) =>
        PostAsync("faults", new JsonObject { ["kind"] = kind, ["status"] = status, ["count"] = count, ["method"] = method, ["path"] = path });

    /// <summary>Turns dials.</summary>
    public Task DialAsync(JsonObject dials) => PostAsync("dials", dials);

    /// <summary>Moves the sandbox's clock.</summary>
    public Task AdvanceAsync(double seconds) => PostAsync("clock", new JsonObject { ["advanceSeconds"] = seconds });

    private async Task PostAsync(string path, JsonObject body)
    {
        using var answer = await _http.PostAsJsonAsync($"_sandbox/{path}", body);
        answer.EnsureSuccessStatusCode();
    }

    public void Dispose() => _http.Dispose();
}
