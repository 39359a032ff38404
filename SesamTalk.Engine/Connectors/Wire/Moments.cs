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

    /// <summary>The moment in UTC that a text means in the form that most systems write: <c>2026-01-31T12:34:56Z</c>, with a fraction or without. False for every other text, whether it means a moment or not.</summary>
    public static bool TryUtc(ReadOnlySpan<byte> text, out DateTime utc)
    {
        utc = default;
        if (text.Length is not 20 and (< 22 or > 28) || text[4] != '-' || text[7] != '-' || text[10] != 'T' || text[13] != ':' || text[16] != ':' || text[^1] != 'Z') return false;
        if (!Digits(text[..4], out var year) || !Digits(text[5..7], out var month) || !Digits(text[8..10], out var day)) return false;
        if (!Digits(text[11..13], out var hour) || !Digits(text[14..16], out var minute) || !Digits(text[17..19], out var second)) return false;
        var fraction = 0;
        if (text.Length > 20 && (text[19] != '.' || !Digits(text[20..^1], out fraction))) return false;
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59 || second > 59) return false;
        for (var digits = text.Length - 21; digits is > 0 and < 7; digits++) fraction *= 10;
        utc = new DateTime(year, month, day, hour, minute, second, DateTimeKind.Utc).AddTicks(fraction);
        return true;
    }

    private static bool Digits(ReadOnlySpan<byte> text, out int number)
    {
        number = 0;
        foreach (var digit in text)
        {
            if (digit is < (byte)'0' or > (byte)'9') return false;
            number = number * 10 + digit - '0';
        }

        return true;
    }

    /// <summary>In UTC with Z, to the tick, without needless zeros.</summary>
    public static string Text(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    /// <summary>In UTC with Z, to the millisecond, rounded down.</summary>
    public static string Milliseconds(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
