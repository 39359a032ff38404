using System.Globalization;

namespace SesamTalk.Engine.Records;

/// <summary>The one equality and the one meaning of blank, for the values of all systems.</summary>
public static class Values
{
    /// <summary>Null, absent, or a text of blanks only. Blank never matches and never wins over a value at the first meeting.</summary>
    public static bool IsBlank(object? value) => value switch
    {
        null or Absent => true,
        string text => string.IsNullOrWhiteSpace(text),
        ElementList list => list.Elements.IsEmpty,
        _ => false,
    };

    /// <summary>
    /// Whether two values of one property in one system are the same: exactly, so that an edit of a capital or a blank is
    /// an edit. Numbers are compared by amount, moments by the instant.
    /// </summary>
    public static bool Same(object? one, object? other) => (one, other) switch
    {
        (null, null) => true,
        (null, _) or (_, null) => false,
        (long a, decimal b) => a == b,
        (decimal a, long b) => a == b,
        (DateTimeOffset a, DateTimeOffset b) => a.UtcDateTime == b.UtcDateTime,
        _ => one.Equals(other),
    };

    /// <summary>
    /// Whether two values agree although they come from two systems: like <see cref="Same"/>, and blank equals blank,
    /// since no two systems treat null and the empty text alike. Lists agree where their elements do, one by one, in what both know.
    /// </summary>
    public static bool Agree(object? one, object? other) => (one, other) switch
    {
        (ElementList a, ElementList b) => a.Elements.Length == b.Elements.Length && a.Elements.Zip(b.Elements).All(pair => Agree(pair.First, pair.Second)),
        _ => (IsBlank(one) && IsBlank(other)) || Same(one, other),
    };

    /// <summary>A value as a person reads it, alike in every language; of a list, what each element says. Empty for none.</summary>
    public static string Text(object? value) => value switch
    {
        DateTimeOffset time => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ElementList list => string.Join(" | ", list.Elements.Select(element => Text(element))),
        Record element => string.Join(", ", element.Known().Where(one => !IsBlank(one.Value)).Select(one => Text(one.Value))),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value?.ToString() ?? "",
    };

    private static bool Agree(Record one, Record other) => one.Known().All(value => other[value.Key] is Absent || Agree(value.Value, other[value.Key]));
}
