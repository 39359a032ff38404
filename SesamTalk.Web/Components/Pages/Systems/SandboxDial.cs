using System.Globalization;
using System.Text.Json.Nodes;

namespace SesamTalk.Web.Components.Pages.Systems;

/// <summary>How a dial is asked for.</summary>
public enum SandboxDialKind
{
    /// <summary>A number, also a broken one.</summary>
    Number,

    /// <summary>On or off.</summary>
    Switch,

    /// <summary>On stops the clock where it is.</summary>
    Stop,

    /// <summary>Words between commas; blank is all there are.</summary>
    Words,
}

/// <summary>One dial of a sandbox, by the name that the sandbox has for it.</summary>
public sealed record SandboxDial(string Name, SandboxDialKind Kind)
{
    /// <summary>All dials, as they are shown.</summary>
    public static IReadOnlyList<SandboxDial> All { get; } =
    [
        new("requestsPerSecond", SandboxDialKind.Number), new("replicaLagSeconds", SandboxDialKind.Number), new("clockOffsetSeconds", SandboxDialKind.Number), new("clockFrozenAt", SandboxDialKind.Stop),
        new("keyRevoked", SandboxDialKind.Switch), new("ignoreUnknownProperties", SandboxDialKind.Switch), new("privileges", SandboxDialKind.Words), new("lineEditBumpsOrder", SandboxDialKind.Switch),
        new("strictPatchMediaType", SandboxDialKind.Switch), new("patchBelowNullObject", SandboxDialKind.Switch), new("paginationHeader", SandboxDialKind.Switch), new("orderNeedsCustomer", SandboxDialKind.Switch),
    ];

    /// <summary>The value as a field shows it.</summary>
    public string Shown(JsonNode? value) => Kind switch
    {
        SandboxDialKind.Number => value is JsonValue given && given.TryGetValue<double>(out var number) ? number.ToString(CultureInfo.InvariantCulture) : value?.ToString() ?? "0",
        SandboxDialKind.Switch => value?.GetValue<bool>() == true ? "true" : "false",
        SandboxDialKind.Stop => value is null ? "false" : "true",
        SandboxDialKind.Words => value is JsonArray words ? string.Join(", ", words.Select(word => word!.ToString())) : "",
    };

    /// <summary>The value that a field holds; a number that is none is left to the sandbox to refuse.</summary>
    public JsonNode? Read(string shown) => Kind switch
    {
        SandboxDialKind.Number => double.TryParse(shown, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : shown,
        SandboxDialKind.Switch => shown == "true",
        SandboxDialKind.Stop => shown == "true" ? TimeProvider.System.GetUtcNow().UtcDateTime.ToString("O", CultureInfo.InvariantCulture) : null,
        SandboxDialKind.Words => shown.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is { Length: > 0 } words ? new JsonArray([.. words.Select(word => JsonValue.Create(word))]) : null,
    };
}
