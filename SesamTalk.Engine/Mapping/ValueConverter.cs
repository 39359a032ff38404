using Mapster;
using Mapster.Models;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Mapping;

/// <summary>Converts single values by the Mapster rules of one configuration; compiled once for each pair of types.</summary>
internal sealed class ValueConverter
{
    /// <summary>The one that all mappers use: the rules between types are the same for every pair, and compiling them takes a while.</summary>
    public static readonly ValueConverter Shared = new(new TypeAdapterConfig());

    private readonly Dictionary<(Type, Type), Func<object, object>> _functions = [];
    private readonly TypeAdapterConfig _config;

    public ValueConverter(TypeAdapterConfig config)
    {
        _config = config;
        ValueConversions.AddTo(config);
        var types = Enum.GetValues<PropertyType>().Where(type => type != PropertyType.List).Select(ClrTypes.Of).ToList();
        foreach (var (from, to) in types.SelectMany(_ => types, (from, to) => (from, to)).Where(pair => pair.from != pair.to))
        {
            if (config.RuleMap.ContainsKey(new TypeTuple(from, to))) _functions[(from, to)] = Compile(from, to);
        }
    }

    /// <summary>The value in the wanted type: itself, converted, or <see cref="Unmappable"/>. Null and absent stay what they are.</summary>
    public object? Convert(object? value, PropertyType wanted)
    {
        if (value is null or Absent or Unmappable) return value;
        var to = ClrTypes.Of(wanted);
        if (value.GetType() == to) return value;
        if (Values.IsBlank(value)) return null;
        if (!_functions.TryGetValue((value.GetType(), to), out var convert)) return new Unmappable(Reason.Of(ReasonCodes.NoConversion, Word(ClrTypes.Of(value)), Word(wanted)));
        try
        {
            return convert(value);
        }
        catch (Exception error) when (error is FormatException or OverflowException)
        {
            return new Unmappable(Reason.Of(ReasonCodes.CannotBecome, Word(wanted)));
        }
    }

    /// <summary>Whether there is a rule from the one type to the other.</summary>
    public bool Knows(PropertyType from, PropertyType to) => _functions.ContainsKey((ClrTypes.Of(from), ClrTypes.Of(to)));

    private static string Word(PropertyType type) => type switch
    {
        PropertyType.Text => "text",
        PropertyType.Integer => "whole number",
        PropertyType.Decimal => "number",
        PropertyType.Boolean => "yes or no",
        PropertyType.Date => "date",
        PropertyType.DateTime => "time",
        PropertyType.List => "list",
    };

    private Func<object, object> Compile(Type from, Type to)
    {
        var make = typeof(ValueConverter).GetMethod(nameof(Boxed), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!;
        return (Func<object, object>)make.MakeGenericMethod(from, to).Invoke(null, [_config])!;
    }

    private static Func<object, object> Boxed<TFrom, TTo>(TypeAdapterConfig config)
    {
        var map = config.GetMapFunction<TFrom, TTo>();
        return value => map((TFrom)value)!;
    }
}
