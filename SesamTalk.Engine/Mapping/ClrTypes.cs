using System.Diagnostics;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Mapping;

/// <summary>The CLR type of a slot.</summary>
internal static class ClrTypes
{
    /// <summary>The CLR type of a property type.</summary>
    public static Type Of(PropertyType type) => type switch
    {
        PropertyType.Text => typeof(string),
        PropertyType.Integer => typeof(long),
        PropertyType.Decimal => typeof(decimal),
        PropertyType.Boolean => typeof(bool),
        PropertyType.Date => typeof(DateOnly),
        PropertyType.DateTime => typeof(DateTimeOffset),
        PropertyType.List => typeof(ElementList),
    };

    /// <summary>The property type of a value in a slot.</summary>
    public static PropertyType Of(object value) => value switch
    {
        string => PropertyType.Text,
        long => PropertyType.Integer,
        decimal => PropertyType.Decimal,
        bool => PropertyType.Boolean,
        DateOnly => PropertyType.Date,
        DateTimeOffset => PropertyType.DateTime,
        ElementList => PropertyType.List,
        _ => throw new UnreachableException($"A slot never holds a {value.GetType().Name}."),
    };
}
