using System.Globalization;
using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Dataflows.Editing;

/// <summary>One value carried across a row and back again, as text.</summary>
/// <param name="From">The side whose value it is.</param>
/// <param name="Value">The value there.</param>
/// <param name="There">What it becomes across; null where it becomes nothing.</param>
/// <param name="Back">What comes back; null where nothing does, or the row carries one way only.</param>
/// <param name="Comes">Whether it comes back as it was; null where the row carries one way only.</param>
/// <param name="Because">Why it cannot be carried; none where it can.</param>
public sealed record RoundTrip(Side From, string Value, string? There, string? Back, bool? Comes, Reason Because);

/// <summary>Carries sample values across a row as it is edited, with the mapping that runs would use. Pure.</summary>
public static class RoundTrips
{
    /// <summary>
    /// The journeys of some values of one side, in order. Empty for a row that does not carry from that side, for keys, and
    /// for references, which go through links. What says when a row is meant is left out: it changes no value.
    /// </summary>
    public static IReadOnlyList<RoundTrip> Of(PropertyRule rule, SchemaProperty a, SchemaProperty b, Side from, IEnumerable<object> values)
    {
        var row = new MappedRow(rule with { DependenciesA = [], DependenciesB = [] }, a, b);
        if (row.Kind != RowKind.Plain || !row.Carries(from.Other())) return [];
        var mapper = new PropertyMapper([row]);
        return [.. values.Select(value => Of(mapper, row, from, value))];
    }

    private static RoundTrip Of(PropertyMapper mapper, MappedRow row, Side from, object value)
    {
        var there = Carried(mapper, row, from, value);
        if (there is Unmappable no) return new(from, Text(value)!, null, null, false, no.Reason);
        if (!row.Carries(from)) return new(from, Text(value)!, Text(there), null, null, Reason.None);
        var back = Carried(mapper, row, from.Other(), there);
        if (back is Unmappable lost) return new(from, Text(value)!, Text(there), null, false, lost.Reason);
        return new(from, Text(value)!, Text(there), Text(back), Values.Agree(value, back), Reason.None);
    }

    private static object? Carried(PropertyMapper mapper, MappedRow row, Side from, object? value)
    {
        var schema = new Schema("sample", [row.On(from)]);
        return mapper.Map(Record.Of(schema, null, KeyValuePair.Create(row.On(from).Path, value)), from.Other(), new ReferenceBook())[0];
    }

    private static string? Text(object? value) => value switch
    {
        null or Absent => null,
        bool yes => yes ? "true" : "false",
        DateTimeOffset time => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };
}
