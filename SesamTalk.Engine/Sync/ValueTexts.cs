using System.Collections.Immutable;
using System.Globalization;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Sync;

/// <summary>Values as the text that a conflict shows.</summary>
internal static class ValueTexts
{
    /// <summary>The values at these paths; null where none is known or filled.</summary>
    public static string? Of(Record? record, ImmutableArray<string> paths)
    {
        if (record is null) return null;
        var texts = paths.Select(path => record[path]).Where(value => !Values.IsBlank(value)).Select(Text).ToList();
        return texts.Count == 0 ? null : string.Join(" · ", texts);
    }

    /// <summary>One value; empty for none.</summary>
    internal static string Text(object? value) => value switch
    {
        DateTimeOffset time => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ElementList list => $"{list.Elements.Length} elements",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value?.ToString() ?? "",
    };
}
