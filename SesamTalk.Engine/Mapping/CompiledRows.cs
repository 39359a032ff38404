using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq.Expressions;
using System.Text;
using Mapster;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Mapping;

/// <summary>
/// The compiled map of a property table in one direction. Compiling takes milliseconds and leaves code behind for the collector,
/// so what says the same is compiled once: the next run, and the next version of a definition that left the table alone, find it.
/// </summary>
internal static class CompiledRows
{
    // More tables than any installation has; an editor that tries out thousands must not keep them all.
    private const int Most = 500;

    private static readonly ConcurrentDictionary<string, Func<Record, RowValues>> Known = new(StringComparer.Ordinal);

    /// <summary>The map of the rows towards a side.</summary>
    public static Func<Record, RowValues> Of(ImmutableArray<MappedRow> rows, Side to)
    {
        if (Known.Count > Most) Known.Clear();
        return Known.GetOrAdd(KeyOf(rows, to), static (_, of) => Compile(of.rows, of.to), (rows, to));
    }

    // All that compiling looks at. Each text is preceded by its length, so no two tables have one key.
    private static string KeyOf(ImmutableArray<MappedRow> rows, Side to)
    {
        var key = new StringBuilder();
        Note(key, to.ToString());
        foreach (var row in rows)
        {
            Note(key, row.Kind.ToString());
            Note(key, row.On(to.Other()).Path);
            Note(key, row.On(to).Type.ToString());
            Note(key, to == Side.A ? row.Rule.TypeToA : row.Rule.TypeToB);
            Note(key, row.Elements is null ? "" : "list");
            var dependencies = row.DependenciesOn(to.Other());
            Note(key, dependencies.Length.ToString(CultureInfo.InvariantCulture));
            foreach (var dependency in dependencies)
            {
                Note(key, dependency.Value);
                Note(key, dependency.Path);
            }
        }

        return key.ToString();
    }

    private static void Note(StringBuilder key, string? text) => key.Append(CultureInfo.InvariantCulture, $"{text?.Length ?? -1}:{text}");

    private static Func<Record, RowValues> Compile(ImmutableArray<MappedRow> rows, Side to)
    {
        var config = new TypeAdapterConfig();
        var converter = ValueConverter.Shared;
        var record = Expression.Parameter(typeof(Record), "record");
        var entries = rows.Select(row => (Expression)Expression.Invoke(Expression.Constant(Row(row, to, converter)), record));
        var values = Expression.New(typeof(RowValues).GetConstructors()[0], Expression.NewArrayInit(typeof(object), entries));
        config.NewConfig<Record, RowValues>().MapWith(Expression.Lambda<Func<Record, RowValues>>(values, record));
        config.Compile();
        return config.GetMapFunction<Record, RowValues>();
    }

    private static Func<Record, object?> Row(MappedRow row, Side to, ValueConverter converter)
    {
        var from = to.Other();
        if (row.Kind == RowKind.Identity) return _ => Absent.Instance;
        var path = row.On(from).Path;
        var wanted = row.On(to).Type;
        var cell = to == Side.A ? row.Rule.TypeToA : row.Rule.TypeToB;
        var conversion = row.Kind == RowKind.Reference ? new Conversion.Same() : Conversion.Parse(cell);
        if (conversion is null) return _ => new Unmappable(Reason.Of(ReasonCodes.TypeNotUnderstood, cell));
        if (row.Elements is not null) return record => record[path];
        var dependencies = row.DependenciesOn(from);
        var kind = row.Kind;
        return record => !DependencyMeaning.Any(record, dependencies) ? Absent.Instance : Converted(record[path], conversion, wanted, kind, converter);
    }

    private static object? Converted(object? value, Conversion conversion, PropertyType wanted, RowKind kind, ValueConverter converter)
    {
        if (value is null or Absent || kind == RowKind.Reference) return value;
        return converter.Convert(ConversionRunner.Run(conversion, value, converter), wanted);
    }
}
