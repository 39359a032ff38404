using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;

namespace SesamTalk.Web.Components.Pages.Runs;

/// <summary>The values of a journalled write as texts; numbers and days stand as systems write them, in every language alike.</summary>
public static class WrittenValues
{
    /// <summary>Each property that was sent, with what was there before and what was sent.</summary>
    public static IReadOnlyList<(string Path, string? Before, string? After)> Of(WriteEntry write) =>
        [.. write.Sent.Pairs.Select(sent => (sent.Key, Text(write.Before.Pairs.FirstOrDefault(before => before.Key == sent.Key).Value), Text(sent.Value)))];

    /// <summary>A value as text; null where there is none.</summary>
    public static string? Text(object? value) => value switch
    {
        null => null,
        bool yes => yes ? "true" : "false",
        _ => Values.Text(value),
    };
}
