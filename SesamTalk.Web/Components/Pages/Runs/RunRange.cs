using System.Globalization;

namespace SesamTalk.Web.Components.Pages.Runs;

/// <summary>A range of time as an address has it: <c>now-7d</c> moves along, an ISO moment stands.</summary>
public static class RunRange
{
    /// <summary>The ranges to choose from; the empty one is all there is.</summary>
    public static readonly IReadOnlyList<string> Presets = ["", "now-1h", "now-24h", "now-7d", "now-30d"];

    /// <summary>The moment that a text means; null where it means none.</summary>
    public static DateTimeOffset? Moment(string? text, DateTimeOffset now)
    {
        if (string.IsNullOrEmpty(text)) return null;
        if (!text.StartsWith("now", StringComparison.Ordinal)) return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var exact) ? exact : null;
        if (text.Length == 3) return now;
        if (text.Length < 6 || text[3] != '-' || !int.TryParse(text[4..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var many) || many > 100_000) return null;
        return text[^1] switch { 'm' => now.AddMinutes(-many), 'h' => now.AddHours(-many), 'd' => now.AddDays(-many), _ => null };
    }
}
