using System.Text.Json;
using SesamTalk.Engine.Connectors.Wire;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Connectors.PowerOfficeGo;

/// <summary>A page of a list.</summary>
/// <param name="Records">The records.</param>
/// <param name="IsLast">There is no more.</param>
/// <param name="IsUnknown">The list itself is unknown (404): its owner is gone, or a filter names something unknown.</param>
internal sealed record GoPage(List<Record> Records, bool IsLast, bool IsUnknown = false)
{
    /// <summary>
    /// Whether the pagination header says that this was the last page; null where there is no header that can be read.
    /// It is a JSON object; a missing or null nextPageLink means the end.
    /// </summary>
    public static bool? SaysLast(WireReply reply)
    {
        if (reply.Header("X-Pagination") is not { } text) return null;
        try
        {
            using var header = JsonDocument.Parse(text);
            if (header.RootElement.ValueKind != JsonValueKind.Object) return null;
            return !header.RootElement.EnumerateObject().Any(member =>
                member.Name.Equals("nextPageLink", StringComparison.OrdinalIgnoreCase) && member.Value.ValueKind == JsonValueKind.String && member.Value.GetString() is { Length: > 0 });
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>A record as read; null where there is none.</summary>
internal sealed record GoRead(Record? Record);
