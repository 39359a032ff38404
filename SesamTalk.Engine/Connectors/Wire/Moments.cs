using System.Globalization;

namespace SesamTalk.Engine.Connectors.Wire;

/// <summary>Moments as systems write them: ISO 8601, with up to seven fractional digits; UTC where no zone is said.</summary>
internal static class Moments
{
    /// <summary>The moment that a text means, or null.</summary>
    public static DateTimeOffset? Parse(string text) =>
        text.Length >= 10 && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var moment)
            ? moment
            : null;

    /// <summary>In UTC with Z, to the tick, without needless zeros.</summary>
    public static string Text(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    /// <summary>In UTC with Z, to the millisecond, rounded down.</summary>
    public static string Milliseconds(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
