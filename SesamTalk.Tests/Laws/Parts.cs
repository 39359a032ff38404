using System.Collections;
using System.Reflection;

namespace SesamTalk.Tests.Laws;

/// <summary>Two values are the same when all that can be reached from them is: records with lists in them are not equal by themselves.</summary>
internal static class Parts
{
    /// <summary>Every value that can be reached, with the way to it.</summary>
    public static List<string> Of(object? value, string path = "") => value switch
    {
        null => [$"{path} = "],
        string or ValueType and not IEnumerable => [$"{path} = {value}"],
        IDictionary entries => [.. entries.Keys.Cast<object>().OrderBy(key => key.ToString(), StringComparer.Ordinal).SelectMany(key => Of(entries[key], $"{path}[{key}]"))],
        IEnumerable list => list.Cast<object>().Any() ? [.. list.Cast<object>().SelectMany((item, i) => Of(item, $"{path}[{i}]"))] : [$"{path}: empty"],
        _ => [.. value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).SelectMany(property => Of(property.GetValue(value), $"{path}/{property.Name}"))],
    };
}
