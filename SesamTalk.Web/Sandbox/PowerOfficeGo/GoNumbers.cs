using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SesamTalk.Web.Sandbox.PowerOfficeGo;

/// <summary>Reads values out of JSON whatever number type they were made of.</summary>
internal static class GoNumbers
{
    public static decimal? Of(JsonNode? value) =>
        value is not null && value.GetValueKind() == JsonValueKind.Number
        && decimal.TryParse(value.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    public static bool IsTrue(JsonNode? value) => value is not null && value.GetValueKind() == JsonValueKind.True;

    public static string? Text(JsonNode? value) => value is null || value.GetValueKind() == JsonValueKind.Null ? null : value.ToString();

    public static bool IsBlank(JsonNode? value) => string.IsNullOrWhiteSpace(Text(value));
}
