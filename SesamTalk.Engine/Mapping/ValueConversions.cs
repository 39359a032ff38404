using System.Globalization;
using Mapster;

namespace SesamTalk.Engine.Mapping;

/// <summary>
/// The value conversions, as Mapster rules from one CLR type of a slot to another. A value that cannot be told in the other
/// type makes a <see cref="FormatException"/>, which the mapper turns into <see cref="Unmappable"/>.
/// </summary>
internal static class ValueConversions
{
    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    /// <summary>Adds the rules to the pair's private configuration.</summary>
    public static void AddTo(TypeAdapterConfig config)
    {
        config.NewConfig<long, string>().MapWith(v => v.ToString(Invariant));
        config.NewConfig<decimal, string>().MapWith(v => Text(v));
        config.NewConfig<bool, string>().MapWith(v => v ? "true" : "false");
        config.NewConfig<DateOnly, string>().MapWith(v => v.ToString("yyyy-MM-dd", Invariant));
        config.NewConfig<DateTimeOffset, string>().MapWith(v => v.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", Invariant));
        config.NewConfig<string, long>().MapWith(v => long.Parse(v.Trim(), NumberStyles.AllowLeadingSign, Invariant));
        config.NewConfig<string, decimal>().MapWith(v => decimal.Parse(v.Trim(), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, Invariant));
        config.NewConfig<string, bool>().MapWith(v => Bool(v));
        config.NewConfig<string, DateOnly>().MapWith(v => Day(v));
        config.NewConfig<string, DateTimeOffset>().MapWith(v => DateTimeOffset.Parse(v.Trim(), Invariant, DateTimeStyles.AssumeUniversal));
        config.NewConfig<long, decimal>().MapWith(v => v);
        config.NewConfig<decimal, long>().MapWith(v => Whole(v));
        config.NewConfig<long, bool>().MapWith(v => Bool(v.ToString(Invariant)));
        config.NewConfig<bool, long>().MapWith(v => v ? 1 : 0);
        config.NewConfig<DateOnly, DateTimeOffset>().MapWith(v => new DateTimeOffset(v.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero));
        config.NewConfig<DateTimeOffset, DateOnly>().MapWith(v => DateOnly.FromDateTime(v.UtcDateTime));
    }

    private static string Text(decimal value) => (value / 1.0000000000000000000000000000m).ToString(Invariant);

    private static long Whole(decimal value) =>
        value == decimal.Truncate(value) ? decimal.ToInt64(value) : throw new FormatException("it has decimals");

    private static bool Bool(string text) => text.Trim().ToLowerInvariant() switch
    {
        "true" or "1" or "yes" or "ja" => true,
        "false" or "0" or "no" or "nei" => false,
        _ => throw new FormatException("it is neither yes nor no"),
    };

    private static DateOnly Day(string text) => DateOnly.TryParseExact(text.Trim(), "yyyy-MM-dd", Invariant, DateTimeStyles.None, out var day)
        ? day
        : DateOnly.FromDateTime(DateTimeOffset.Parse(text.Trim(), Invariant, DateTimeStyles.AssumeUniversal).UtcDateTime);
}
