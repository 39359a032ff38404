using System.Collections.Immutable;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Sync;

/// <summary>Values as the text that a conflict shows, and by which it is told that they have moved.</summary>
internal static class ValueTexts
{
    /// <summary>The values at these paths; null where none is known or filled.</summary>
    public static string? Of(Record? record, ImmutableArray<string> paths)
    {
        if (record is null) return null;
        var texts = paths.Select(path => record[path]).Where(value => !Values.IsBlank(value)).Select(Values.Text).ToList();
        return texts.Count == 0 ? null : string.Join(" · ", texts);
    }
}
