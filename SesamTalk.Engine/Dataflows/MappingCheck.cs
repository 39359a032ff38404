using System.Collections.Immutable;
using System.Globalization;
using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Dataflows;

/// <summary>A row that carries both ways and does not bring every value back, with an example.</summary>
/// <param name="RowId">The row.</param>
/// <param name="From">The side whose value is lost or bent.</param>
/// <param name="Value">A value there, as text.</param>
/// <param name="There">What it becomes across; null where it becomes nothing.</param>
/// <param name="Back">What comes back; null where nothing does.</param>
/// <param name="Reason">Why it cannot be carried at all; empty where it only changes.</param>
public sealed record LossyRow(string RowId, Side From, string Value, string? There, string? Back, string Reason);

/// <summary>
/// The there-and-back law as a question: does a pair's table bring values back as they were? Asked with values of the
/// property's type that are known to be hard, and with samples of the system's own. Pure; a lossy row is not wrong, but an edit
/// there and back may change what nobody touched, so whoever saves the table should see the example.
/// </summary>
public static class MappingCheck
{
    /// <summary>The rows that lose something, one example each and the first that is found; samples are records of either side.</summary>
    public static ImmutableArray<LossyRow> Of(ReadyPair pair, IReadOnlyCollection<Record>? samplesA = null, IReadOnlyCollection<Record>? samplesB = null)
    {
        var rows = MappedRows.Of(pair).SelectMany(row => row.Elements?.Rows ?? [row]).Where(row => row.Kind == RowKind.Plain && row.Carries(Side.A) && row.Carries(Side.B));
        return [.. rows.Select(row => Lost(row, Side.A, samplesA ?? []) ?? Lost(row, Side.B, samplesB ?? [])).OfType<LossyRow>()];
    }

    private static LossyRow? Lost(MappedRow row, Side from, IReadOnlyCollection<Record> samples)
    {
        if (row.A.Type == row.B.Type && row.Rule.TypeToA is null && row.Rule.TypeToB is null) return null;
        // The dependencies are left out: they say when a row is meant, not what becomes of its value. So are the names: rows of
        // the same two types share what is compiled.
        var bare = new MappedRow(row.Rule with { DependenciesA = [], DependenciesB = [] }, row.A with { Path = "value", IsKey = false }, row.B with { Path = "value", IsKey = false });
        var mapper = new PropertyMapper([bare]);
        var values = samples.SelectMany(sample => PathReader.Read(sample, row.On(from).Path)).Concat(Hard(row.On(from)));
        return values.Select(value => Lost(bare, mapper, from, value)).FirstOrDefault(lost => lost is not null);
    }

    private static LossyRow? Lost(MappedRow row, PropertyMapper mapper, Side from, object value)
    {
        var there = Carried(row, mapper, from, value);
        if (there is Unmappable no) return IsOwn(row.On(from), row.On(from.Other())) ? new LossyRow(row.Rule.Id, from, Text(value)!, null, null, no.Reason.ToString()) : null;
        var back = Carried(row, mapper, from.Other(), there);
        if (back is Unmappable lost) return new LossyRow(row.Rule.Id, from, Text(value)!, Text(there), null, lost.Reason.ToString());
        return Values.Agree(value, back) ? null : new LossyRow(row.Rule.Id, from, Text(value)!, Text(there), Text(back), "");
    }

    private static object? Carried(MappedRow row, PropertyMapper mapper, Side from, object? value)
    {
        var schema = new Schema("sample", [row.On(from) with { IsKey = false }]);
        return mapper.Map(Record.Of(schema, null, KeyValuePair.Create(row.On(from).Path, value)), from.Other(), new ReferenceBook())[0];
    }

    // A text that holds no number is not lost in a number: it is told to a person when it comes. A text the type can hold must come back.
    private static bool IsOwn(SchemaProperty from, SchemaProperty to) => from.Type != PropertyType.Text || to.Type == PropertyType.Text;

    private static IEnumerable<object> Hard(SchemaProperty property) => property.AllowedValues.IsEmpty ? property.Type switch
    {
        PropertyType.Text => ["Ærlig Æsj", "UPPER lower", " blanks ", "0042", "1.50", "-7", "2026-02-28", "2026-02-28T23:30:00Z", "true", "ja"],
        PropertyType.Integer => [0L, 1L, -7L, 42L, 9_007_199_254_740_993L],
        PropertyType.Decimal => [0m, 1m, 1.5m, -0.01m, 123456789.99m],
        PropertyType.Boolean => [true, false],
        PropertyType.Date => [new DateOnly(2026, 2, 28), new DateOnly(1999, 12, 31)],
        PropertyType.DateTime => [new DateTimeOffset(2026, 2, 28, 23, 30, 15, TimeSpan.Zero), new DateTimeOffset(2026, 7, 1, 0, 0, 0, TimeSpan.FromHours(2))],
        PropertyType.List => [],
    } : property.AllowedValues.Cast<object>();

    private static string? Text(object? value) => value switch
    {
        null or Absent or Unmappable => null,
        bool yes => yes ? "true" : "false",
        DateTimeOffset time => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };
}
