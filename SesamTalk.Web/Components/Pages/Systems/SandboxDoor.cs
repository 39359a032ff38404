using System.Text.Json.Nodes;

namespace SesamTalk.Web.Components.Pages.Systems;

/// <summary>What a sandbox says of itself: its clock, the dials that it heeds and how they stand, and the faults that wait.</summary>
public sealed record SandboxLook(string Now, IReadOnlyList<string> Heeds, IReadOnlyList<string> FaultKinds, JsonObject Dials, JsonArray Faults);

/// <summary>Goes behind the scenes of the demo's sandboxes, by the same addresses that tests and scripts use (<c>/_sandbox</c>).</summary>
public sealed class SandboxDoor(SandboxAddress address, IHttpClientFactory clients)
{
    /// <summary>How a sandbox stands; null where there is none for this system.</summary>
    public async Task<SandboxLook?> LookAsync(string systemId, CancellationToken cancellationToken)
    {
        if (address(systemId) is not { } root) return null;
        using var http = clients.CreateClient("sandbox");
        var self = (await http.GetFromJsonAsync<JsonObject>(new Uri(root, "_sandbox"), cancellationToken))!;
        var dials = (await http.GetFromJsonAsync<JsonObject>(new Uri(root, "_sandbox/dials"), cancellationToken))!;
        var faults = (await http.GetFromJsonAsync<JsonArray>(new Uri(root, "_sandbox/faults"), cancellationToken))!;
        return new(self["now"]!.ToString(), Texts(self["dials"]), Texts(self["faults"]), dials, faults);
    }

    /// <summary>Turns the dials that are named; gives what the sandbox says against it, empty where they are turned.</summary>
    public Task<string> TurnAsync(string systemId, JsonObject dials, CancellationToken cancellationToken) => PostAsync(systemId, "dials", dials, cancellationToken);

    /// <summary>Moves the clock on.</summary>
    public Task<string> AdvanceAsync(string systemId, TimeSpan by, CancellationToken cancellationToken) => PostAsync(systemId, "clock", new() { ["advanceSeconds"] = by.TotalSeconds }, cancellationToken);

    /// <summary>Makes a fault for the next requests that fit.</summary>
    public Task<string> ArmAsync(string systemId, JsonObject fault, CancellationToken cancellationToken) => PostAsync(systemId, "faults", fault, cancellationToken);

    /// <summary>Takes back the faults that still wait.</summary>
    public async Task ClearAsync(string systemId, CancellationToken cancellationToken)
    {
        if (address(systemId) is not { } root) return;
        using var http = clients.CreateClient("sandbox");
        using var answer = await http.DeleteAsync(new Uri(root, "_sandbox/faults"), cancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    private async Task<string> PostAsync(string systemId, string what, JsonObject body, CancellationToken cancellationToken)
    {
        if (address(systemId) is not { } root) return "";
        using var http = clients.CreateClient("sandbox");
        using var answer = await http.PostAsJsonAsync(new Uri(root, "_sandbox/" + what), body, cancellationToken);
        return answer.IsSuccessStatusCode ? "" : await answer.Content.ReadAsStringAsync(cancellationToken);
    }

    private static IReadOnlyList<string> Texts(JsonNode? list) => [.. list!.AsArray().Select(text => text!.ToString())];
}
